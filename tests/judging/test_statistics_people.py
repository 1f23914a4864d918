"""Jurors, criteria, and gaps between languages and themes."""

import random
from typing import Any

import numpy as np
import pytest

from judging.statistics.gaps import ERRORS, errors_allowed
from tests.judging.juries import Row, a_jury, analysed


def of_jurors(rows: list[Row]) -> dict[int, Any]:
    return {each["juror"]: each for each in analysed(rows)["jurors"]}


def the_gap(result: Any, by: str) -> Any:
    return next(gap for gap in result["gaps"] if gap["by"] == by)


def test_spread_and_consistency_are_the_standard_deviation_and_the_correlation_with_the_colleagues() -> None:
    rows = [
        (1, 11, [1000]), (1, 12, [1200]), (1, 13, [1400]),
        (2, 11, [600]), (2, 12, [900]), (2, 13, [700]),
        (3, 11, [1500]), (3, 12, [1400]), (3, 13, [1800]),
        (4, 11, [800]), (5, 13, [100]),
    ]  # fmt: skip

    juror = of_jurors(rows)[11]

    assert juror["spread"] == pytest.approx(np.std([1000, 600, 1500, 800], ddof=1))
    assert juror["consistency"] == pytest.approx(np.corrcoef([1000, 600, 1500], [1300, 800, 1600])[0, 1], abs=1e-6)
    assert not juror["few"]


def test_of_a_juror_with_two_scores_little_is_said() -> None:
    rows = [*a_jury(entries=20, jurors=5, each=3, severity=100), (1, 999, [500]), (2, 999, [1500])]

    juror = of_jurors(rows)[999]

    assert juror["few"]
    assert (juror["consistency"], juror["slope"], juror["another_scale"]) == (None, None, False)


def test_a_juror_who_gives_everybody_the_same_correlates_with_nobody() -> None:
    rows = [*a_jury(entries=20, jurors=5, each=3, severity=100), *((entry, 999, [1000]) for entry in range(1, 21))]

    juror = of_jurors(rows)[999]

    assert (juror["spread"], juror["consistency"]) == (0, None)
    assert juror["slope"] < -0.5
    assert juror["another_scale"]


def test_whoever_spreads_good_and_weak_more_than_the_colleagues_has_another_scale() -> None:
    chance = random.Random(3)
    rows = a_jury(entries=60, jurors=6, each=3, severity=50, noise=60)
    means = {entry: np.mean([row[2][0] for row in rows if row[0] == entry]) for entry in range(1, 61)}
    steep = [(entry, 999, [round(1000 + 2 * (mean - 1000) + chance.gauss(0, 60))]) for entry, mean in means.items()]

    jurors = of_jurors([*rows, *steep])

    assert {juror for juror, each in jurors.items() if each["another_scale"] and each["slope"] > 0} == {999}


def test_a_criterion_on_which_all_projects_fare_alike_does_not_discriminate() -> None:
    chance = random.Random(5)
    rows = [
        (entry, juror, [points[0], 1400 + chance.randint(-80, 80)])
        for entry, juror, points in a_jury(entries=40, jurors=8, each=3, severity=60)
    ]

    first, second = analysed(rows, (5000, 5000))["criteria"]

    assert (first["discriminates"], second["discriminates"]) == (True, False)
    assert first["alpha"]["value"] > 0.5 > second["alpha"]["value"]
    assert first["spread"] > 150 > 50 > second["spread"]


def test_a_criterion_that_only_chance_spreads_does_not_discriminate() -> None:
    chance = random.Random(6)
    rows = [
        (entry, juror, [chance.randint(0, 2000)])
        for entry, juror, _points in a_jury(entries=40, jurors=8, each=3, severity=60)
    ]

    assert not analysed(rows)["criteria"][0]["discriminates"]


def test_a_theme_whose_projects_fared_clearly_worse_warns() -> None:
    rows = a_jury(entries=60, jurors=8, each=3, severity=50)
    lowered = [(entry, juror, [max(0, points - 300 * (entry % 2))]) for entry, juror, [points] in rows]

    gap = the_gap(analysed(lowered), "theme")

    assert [group["name"] for group in gap["groups"]] == ["even", "odd"]
    assert gap["warns"]
    assert 150 < gap["difference"] < 450


def test_a_theme_that_fared_alike_does_not_warn() -> None:
    quality = {entry: 1000.0 + 10 * (entry // 2) for entry in range(1, 61)}

    gap = the_gap(analysed(a_jury(entries=60, jurors=8, each=3, severity=50, quality=quality)), "theme")

    assert not gap["warns"]


def test_jurors_of_a_language_are_compared_on_common_projects_whoever_read_the_better_ones() -> None:
    """The French-speaking jurors read the better projects, and are as severe as the others."""
    quality = {entry: 300.0 + 15 * entry for entry in range(1, 81)}
    rows = a_jury(entries=80, jurors=10, each=4, severity=30, noise=60, quality=quality)
    kept = [row for row in rows if (row[0] > 30 or row[1] % 2) and (row[0] < 50 or not row[1] % 2 or row[1] < 104)]

    gap = the_gap(analysed(kept), "juror_language")

    plain = {odd: np.mean([points for _entry, juror, [points] in kept if juror % 2 == odd]) for odd in (0, 1)}
    assert plain[0] - plain[1] > 150
    assert gap["difference"] < 50
    assert not gap["warns"]


def test_jurors_of_a_language_who_are_more_severe_than_the_others_warn() -> None:
    severe = {juror: 0.0 if juror % 2 else -250.0 for juror in range(101, 113)}

    gap = the_gap(analysed(a_jury(entries=80, jurors=12, each=3, severity=0, severities=severe)), "juror_language")

    assert gap["warns"]
    assert gap["difference"] == pytest.approx(250, abs=40)
    means = {group["name"]: group["mean"] for group in gap["groups"]}
    assert means["ar"] - means["fr"] == pytest.approx(gap["difference"], abs=1e-4)


def test_one_juror_of_a_language_is_not_a_language() -> None:
    severe = {101: -500.0, 102: 0.0, 104: 0.0, 106: 0.0}
    rows = [
        row for row in a_jury(entries=40, jurors=6, each=3, severity=0, severities=severe) if row[1] in severe
    ]  # fmt: skip

    gap = the_gap(analysed(rows), "juror_language")

    assert gap["difference"] > 200
    assert not gap["warns"]


def test_languages_whose_jurors_share_no_project_have_no_difference() -> None:
    first = a_jury(entries=20, jurors=4, each=2, severity=100)
    second = a_jury(entries=20, jurors=4, each=2, severity=100, seed=2, first_entry=1001, first_juror=201)
    languages = {juror: "ar" if juror < 200 else "fr" for juror in (*range(101, 105), *range(201, 205))}

    gap = the_gap(analysed([*first, *second], juror_languages=languages), "juror_language")

    assert (gap["difference"], gap["warns"]) == (None, False)
    assert [group["projects"] for group in gap["groups"]] == [20, 20]


def test_more_groups_need_a_wider_gap_to_warn() -> None:
    assert errors_allowed(2) == pytest.approx(ERRORS)
    assert 2.3 < errors_allowed(3) < errors_allowed(12) < 3.6
