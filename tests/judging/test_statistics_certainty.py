"""Intervals of ranks, bands, and neighbours that cannot be told apart."""

from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from judging.statistics.certainty import band, calibrated, official, probabilities
from judging.statistics.severity import fit
from tests.judging.juries import a_jury, analysed, scores_of


def places(result: Any) -> dict[int, Any]:
    return {each["entry"]: each for each in result["projects"]}


@pytest.mark.parametrize("decided_by", ["official", "calibrated"])
def test_nine_of_ten_intervals_hold_the_true_rank(decided_by: str) -> None:
    covered = []
    for seed in range(12):
        quality = dict(enumerate(np.random.default_rng(seed).normal(1000, 200, 60).tolist(), start=1))
        truth = sorted(quality, key=lambda entry: -quality[entry])
        rows = a_jury(entries=60, jurors=10, each=3, severity=150, noise=150, quality=quality, seed=seed)
        found = places(analysed(rows, decided_by=decided_by))
        covered += [
            found[entry]["rank_low"] <= place <= found[entry]["rank_high"] for place, entry in enumerate(truth, start=1)
        ]

    assert 0.85 < sum(covered) / len(covered) < 0.96


def test_a_project_far_above_is_in_and_one_far_below_is_out() -> None:
    rows = a_jury(entries=30, jurors=6, each=3, severity=80, quality={1: 1900.0, 2: 100.0}, noise=60)

    found = places(analysed(rows))

    assert (found[1]["band"], found[2]["band"]) == ("in", "out")
    assert found[1]["in_first"] > 0.99
    assert found[2]["rank_high"] == 30


@pytest.mark.parametrize(
    ("probability", "said"), [(0.91, "in"), (0.9, "deliberate"), (0.1, "deliberate"), (0.09, "out"), (1.0, "in")]
)
def test_bands(probability: float, said: str) -> None:
    assert band(probability) == said


@pytest.mark.parametrize("unknown_of", [official, calibrated])
def test_the_chance_of_being_better_is_that_of_the_normal_law_with_the_dense_covariance(unknown_of: Any) -> None:
    model = fit(scores_of(a_jury(entries=30, jurors=6, each=3, severity=150)))
    unknown = unknown_of(model)
    shares = model.scores.shares.toarray()
    severities = np.eye(6) * model.severity_variance if unknown_of is official else model.inverse * model.noise
    covariance = np.diag(model.noise / model.scores.counts) + shares @ severities @ shares.T

    found = probabilities(unknown, np.arange(29), np.arange(1, 30))

    for place, chance in enumerate(found):
        apart = np.eye(30)[place] - np.eye(30)[place + 1]
        expected = NormalDist().cdf((apart @ unknown.scores) / ((apart @ covariance @ apart) ** 0.5 * unknown.stretch))
        assert chance == pytest.approx(expected, abs=1e-9)


def test_neighbours_that_chance_may_have_ordered_are_a_statistical_tie() -> None:
    close = {1: 1800.0, 2: 1795.0, 3: 900.0, 4: 100.0}
    rows = a_jury(entries=4, jurors=6, each=6, severity=100, noise=80, quality=close)

    ties = analysed(rows)["ties"]

    assert [{each["first"], each["second"]} for each in ties] == [{1, 2}]
    assert 0.5 <= ties[0]["probability"] < 0.75


def test_too_few_scores_for_an_interval_have_none() -> None:
    result = analysed([(1, 11, [1000]), (1, 12, [1200]), (2, 11, [900]), (2, 12, [800])])

    assert {(each["rank_low"], each["band"]) for each in result["projects"]} == {(None, None)}


def test_an_official_score_is_less_certain_than_one_whose_severities_are_known() -> None:
    rows = a_jury(entries=100, jurors=10, each=3, severity=300)

    projects = analysed(rows)["projects"]

    assert all(each["error"] < each["official_error"] for each in projects)
