"""The official ranking inside the statistics, and what leaving a juror out does to it: exact, against fractions."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from judging.statistics.scores import comparable, ranks_of
from tests.judging.juries import Row, a_jury, analysed, juries, scores_of, unhurried

WEIGHTS = (3333, 3333, 3334)
several = juries(criteria=3, most=30)


def exact_scores(rows: list[Row], without: int | None = None) -> dict[int, Fraction]:
    given_totals: dict[int, list[int]] = {}
    for entry, juror, points in rows:
        if juror != without:
            total = sum(each * weight for each, weight in zip(points, WEIGHTS, strict=True))
            given_totals.setdefault(entry, []).append(total)
    return {entry: Fraction(sum(totals), len(totals) * 10_000) for entry, totals in given_totals.items()}


@unhurried
@given(several)
def test_ranks_are_those_of_the_fractions_and_ties_are_ties(rows: list[Row]) -> None:
    scores = exact_scores(rows)

    projects = analysed(rows, WEIGHTS)["projects"]

    expected = {entry: 1 + sum(other > score for other in scores.values()) for entry, score in scores.items()}
    assert {each["entry"]: each["rank"] for each in projects} == expected
    assert [each["rank"] for each in projects] == sorted(expected.values())
    assert all(abs(each["official"] - float(scores[each["entry"]])) < 1e-5 for each in projects)


@unhurried
@given(several)
def test_neighbours_change_places_as_explicit_loops_say(rows: list[Row]) -> None:
    scores = exact_scores(rows)
    order = sorted(scores, key=lambda entry: (-scores[entry], entry))
    expected = set()
    for first, second in pairwise(order):
        for juror in {row[1] for row in rows}:
            left = exact_scores(rows, without=juror)
            if scores[first] > scores[second] and {first, second} <= set(left) and left[first] < left[second]:
                expected.add((first, second, juror))

    found = analysed(rows, WEIGHTS)["left_out"]

    assert {(each["first"], each["second"], each["juror"]) for each in found} == expected
    assert len(found) == len(expected)


def test_a_juror_who_alone_put_a_project_first_is_named() -> None:
    rows = [
        (1, 11, [2000]), (1, 12, [1000]), (1, 13, [1000]),
        (2, 11, [1200]), (2, 12, [1200]), (2, 13, [1200]),
        (3, 11, [100]), (3, 12, [100]), (3, 13, [100]),
    ]  # fmt: skip

    assert analysed(rows)["left_out"] == [{"first": 1, "second": 2, "juror": 11}]


@unhurried
@given(st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(1, 97)), min_size=1, max_size=20))
def test_means_are_compared_exactly_however_large_their_common_denominator(means: list[tuple[int, int]]) -> None:
    scores = scores_of([(1, 1, [0])])
    sums, counts = (scores.counts[:0].__class__(len(means), dtype="int64") for _ in range(2))
    sums[:], counts[:] = zip(*means, strict=True)
    exact = [Fraction(total, number) for total, number in means]

    assert ranks_of(comparable(sums, counts)).tolist() == [1 + sum(other > each for other in exact) for each in exact]


def test_of_a_great_many_projects_only_the_upper_neighbours_are_compared() -> None:
    rows = a_jury(entries=400, jurors=20, each=3, severity=150)

    result = analysed(rows)

    upper = {each["entry"] for each in result["projects"][:201]}
    assert {each[end] for each in result["left_out"] + result["ties"] for end in ("first", "second")} <= upper
