"""Reliability, against explicit loops."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.statistics.reliability import alpha, concordance, from_variances, of_mean, shrout_fleiss
from judging.statistics.severity import fit
from tests.judging.juries import Row, a_jury, juries, scores_of, unhurried

tables = st.integers(2, 6).flatmap(
    lambda jurors: st.lists(st.lists(st.integers(0, 20), min_size=jurors, max_size=jurors), min_size=2, max_size=6)
)


def naive_alpha(units: list[list[int]]) -> float | None:
    """One less observed over expected disagreement, pair by pair."""
    units = [values for values in units if len(values) > 1]
    every = [value for values in units for value in values]
    number = len(every)
    if number == 0 or len(set(every)) == 1:
        return None
    observed = sum(
        sum((first - second) ** 2 for first, second in product(values, values)) / (len(values) - 1) for values in units
    )
    expected = sum((first - second) ** 2 for first, second in product(every, every)) / (number - 1)
    return 1 - observed / expected


def naive_concordance(table: list[list[int]]) -> float | None:
    """From the mean of the correlations between pairs of jurors' ranks; each juror must rank something."""

    def rank(values: list[int]) -> list[float]:
        return [sum(other < value for other in values) + (values.count(value) + 1) / 2 for value in values]

    ranked = np.array([rank(list(column)) for column in zip(*table, strict=True)])
    if np.any(np.ptp(ranked, axis=1) == 0):
        return None
    correlations = np.corrcoef(ranked)
    jurors = len(ranked)
    mean = (correlations.sum() - jurors) / (jurors * (jurors - 1))
    return float((mean * (jurors - 1) + 1) / jurors)


@unhurried
@given(juries(most=20))
def test_alpha_is_the_one_of_all_pairs(rows: list[Row]) -> None:
    units: dict[int, list[int]] = {}
    for entry, _juror, [points] in rows:
        units.setdefault(entry, []).append(points)

    found = alpha(np.array([row[0] for row in rows]), np.array([float(row[2][0]) for row in rows]))

    expected = naive_alpha(list(units.values()))
    assert found.value == (None if expected is None else pytest.approx(expected, abs=1e-9))
    assert found.low is None or -1 <= found.low <= max(-1, found.value)


@unhurried
@given(tables)
def test_concordance_is_the_one_of_the_jurors_correlations_where_nobody_ties(table: list[list[int]]) -> None:
    apart = [[value * 100 + place * 7 % 97 for value in row] for place, row in enumerate(table)]
    columns = list(zip(*apart, strict=True))
    if all(len(set(column)) == len(column) for column in columns):
        assert concordance(np.array(apart, dtype=float)) == pytest.approx(naive_concordance(apart), abs=1e-9)


@unhurried
@given(tables)
def test_intraclass_correlations_are_ordered_and_in_their_bounds(table: list[list[int]]) -> None:
    for form, found in shrout_fleiss(np.array(table, dtype=float)).items():
        for bound in (found.value, found.low, found.high):
            assert bound is None or (np.isfinite(bound) and -1 - 1e-9 <= bound <= 1 + 1e-9), (form, found)
        if found.value is not None and found.low is not None:
            assert found.low <= found.value + 1e-9 <= found.high + 2e-9


def test_the_mean_of_k_is_as_reliable_as_spearman_and_brown_say() -> None:
    forms = shrout_fleiss(np.array([[9.0, 2, 5], [6, 1, 3], [8, 4, 6], [7, 1, 2]]))

    assert of_mean(forms["3,1"], 3).value == pytest.approx(forms["3,k"].value)


@pytest.mark.parametrize("official", [True, False])
def test_where_jurors_saw_different_projects_reliability_is_found_from_the_variances(official: bool) -> None:
    """Quality has a standard deviation of 250, severity of 100, noise of 100; three scores for each project."""
    model = fit(scores_of(a_jury(entries=400, jurors=40, each=3, severity=100)))

    mean, single = from_variances(model, official=official)

    noise = 100**2 * (2 if official else 1)
    assert mean.value == pytest.approx(250**2 / (250**2 + noise / 3), abs=0.03)
    assert single.value == pytest.approx(250**2 / (250**2 + noise), abs=0.05)
    assert mean.low < mean.value < mean.high
    assert mean.high - mean.low < 0.06


def test_a_perfect_jury_is_perfectly_reliable() -> None:
    forms = shrout_fleiss(np.array([[1.0, 1, 1], [2, 2, 2], [5, 5, 5]]))

    assert {form: each.value for form, each in forms.items()} == dict.fromkeys(forms, 1.0)


def test_nothing_is_said_of_a_table_that_does_not_vary() -> None:
    flat = np.full((4, 3), 7.0)

    assert shrout_fleiss(flat) == {}
    assert concordance(flat) is None
    assert alpha(np.arange(4), np.full(4, 7.0)).value is None
