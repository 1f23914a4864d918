"""Why one project stands before another: the parts sum to the difference, exactly."""

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.domain.explaining import explain, jurors_of, opinions
from judging.domain.ranking import Ranked, StillSealed, Tally, rank, ranking
from judging.domain.rounds import close_round
from judging.models import Entry
from tests.builders.competitions import a_competition
from tests.builders.judging import OVER, a_juror, a_round, an_assignment, an_evaluation

WEIGHTS = ((10_000,), (5000, 5000), (3333, 3333, 3334), (5000, 3000, 1500, 500))
evaluations = st.lists(
    st.lists(st.integers(min_value=0, max_value=2000), min_size=4, max_size=4), min_size=1, max_size=7
)


def two(given_points: tuple[list[list[int]], list[list[int]]], weights: tuple[int, ...]) -> tuple[list[Ranked], Any]:
    criteria: Any = [SimpleNamespace(pk=place, key=f"c{place}", weight=w) for place, w in enumerate(weights)]
    entries = [Entry(pk=place) for place in range(2)]
    tallies = {
        place: Tally(len(rows), {c: sum(row[c] for row in rows) for c in range(len(weights))})
        for place, rows in enumerate(given_points)
    }
    return rank(entries, criteria, tallies, minimum=1), criteria


@given(st.tuples(evaluations, evaluations), st.sampled_from(WEIGHTS))
def test_the_parts_sum_to_the_difference_without_a_remainder(
    given_points: tuple[list[list[int]], list[list[int]]], weights: tuple[int, ...]
) -> None:
    (first, second), criteria = two(given_points, weights)

    explained = explain(first, second, criteria)

    assert sum((part.weighted for part in explained.parts), Fraction(0)) == explained.difference
    assert explained.difference == first.score - second.score >= 0
    assert explained.largest is None or explained.largest.weighted == max(part.weighted for part in explained.parts)
    assert (explained.largest is None) == (explained.difference == 0)


@pytest.mark.django_db
def test_the_totals_of_the_jurors_have_the_score_for_their_mean() -> None:
    competition = a_competition()
    round = a_round(competition=competition, entries=2, criteria={"impact": 6000, "training": 4000})
    first, second = round.entries.order_by("pk")
    jurors = [a_juror(competition) for _each in range(3)]
    given_points = ((first, 0, 1500, 1000), (first, 1, 1000, 1250), (second, 1, 900, 900), (second, 2, 100, 2000))
    for entry, juror, impact, training in given_points:
        an_evaluation(an_assignment(entry=entry, juror=jurors[juror]), points={"impact": impact, "training": training})
    an_evaluation(an_assignment(entry=first, juror=jurors[2]), points=2000, finished=False)
    close_round(round=round, at=OVER)

    found = opinions(round, [first.pk, second.pk])

    assert [(each.juror, each.total) for each in found[first.pk]] == [
        (jurors[0].pk, Fraction(1300)),
        (jurors[1].pk, Fraction(1100)),
    ]
    for each in ranking(round):
        assert sum(opinion.total for opinion in found[each.entry.pk]) / each.evaluations == each.score
    assert jurors_of(round) == {juror.pk: letter for juror, letter in zip(jurors, "ABC", strict=True)}


@pytest.mark.django_db
def test_before_closing_nobody_explains_anything() -> None:
    evaluation = an_evaluation()
    entry = evaluation.assignment.entry

    with pytest.raises(StillSealed):
        opinions(entry.round, [entry.pk])
