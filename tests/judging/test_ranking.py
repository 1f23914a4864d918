"""The ranking, against a computation that shares nothing with it."""

import random
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.domain.ranking import Ranked, StillSealed, Tally, rank, ranking
from judging.domain.rounds import close_round, exclude_entry
from judging.models import Assignment, Entry
from judging.points import score_in_words
from tests.builders.competitions import a_competition
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_closed_round,
    a_juror,
    a_round,
    an_assignment,
    an_evaluation,
    an_organiser,
    close_as_it_is,
    the_entry,
)

WEIGHTS = ((10_000,), (5000, 5000), (3333, 3333, 3334), (5000, 3000, 1500, 500))

# For each entry, a list of evaluations, each with points for at most four criteria.
evaluations = st.lists(
    st.lists(st.lists(st.integers(min_value=-500, max_value=2000), min_size=4, max_size=4), max_size=5), max_size=8
)


def ranked(given_points: list[list[list[int]]], weights: tuple[int, ...], minimum: int, order: Any) -> list[Ranked]:
    """Our ranking of made-up rows that arrive in any order."""
    criteria: Any = [SimpleNamespace(pk=100 + number, key=f"c{number}", weight=w) for number, w in enumerate(weights)]
    entries = [Entry(pk=number) for number in range(len(given_points))]
    tallies = {
        number: Tally(
            len(of_entry),
            {100 + c: sum(points[c] for points in of_entry) for c in range(len(weights))} if of_entry else {},
        )
        for number, of_entry in enumerate(given_points)
    }
    order.shuffle(criteria)
    order.shuffle(entries)
    shuffled = list(tallies.items())
    order.shuffle(shuffled)
    return rank(entries, criteria, dict(shuffled), minimum=minimum)


def naive(given_points: list[list[list[int]]], weights: tuple[int, ...], minimum: int) -> dict[int, tuple[int, int]]:
    """Rank, and sixty times the score × full weight, by entry, in whole numbers: any count up to 5 divides 60."""
    scores: dict[int, int] = {}
    for number, of_entry in enumerate(given_points):
        if len(of_entry) >= minimum:
            total = 0
            for points in of_entry:
                for place, weight in enumerate(weights):
                    total += points[place] * weight
            scores[number] = total * (60 // len(of_entry))
    return {
        number: (1 + sum(1 for other in scores.values() if other > score), score) for number, score in scores.items()
    }


@given(evaluations, st.sampled_from(WEIGHTS), st.integers(min_value=1, max_value=3), st.randoms())
def test_it_is_the_weighted_mean_whatever_the_order_of_the_rows(
    given_points: list[list[list[int]]], weights: tuple[int, ...], minimum: int, order: random.Random
) -> None:
    ours = ranked(given_points, weights, minimum, order)
    expected = naive(given_points, weights, minimum)

    assert {each.entry.pk: each.rank for each in ours if each.rank} == {
        number: place for number, (place, _score) in expected.items()
    }
    for each in ours:
        assert each.score is None or each.score * 60 * 10_000 == expected[each.entry.pk][1]
    assert ours == ranked(given_points, weights, minimum, random.Random(7))


@given(evaluations, st.sampled_from(WEIGHTS), st.integers(min_value=1, max_value=3))
def test_ranks_go_up_and_equal_scores_share_one(
    given_points: list[list[list[int]]], weights: tuple[int, ...], minimum: int
) -> None:
    ours = ranked(given_points, weights, minimum, random.Random(1))

    places = [each.rank for each in ours if each.rank is not None]
    assert places == sorted(places)
    for place, each in enumerate(ours[: len(places)], start=1):
        assert each.rank == place or each.rank == ours[place - 2].rank
        assert (each.rank == ours[place - 2].rank) == (each.score == ours[place - 2].score) or place == 1
    assert all(each.evaluations < minimum and each.score is None for each in ours[len(places) :])


def test_three_thirds_are_one_whole_and_a_tie_is_a_tie() -> None:
    ours = ranked([[[1000], [1001], [1001]], [[1001], [1000], [1001]], [[1000]]], (10_000,), 1, random.Random(3))

    assert [(each.entry.pk, each.rank) for each in ours] == [(0, 1), (1, 1), (2, 3)]
    assert ours[0].score == Fraction(3002, 3)
    assert score_in_words(ours[0].score) == "10.01"


@pytest.mark.django_db
def test_only_finished_evaluations_of_assigned_jurors_count() -> None:
    competition = a_competition()
    round = a_round(competition=competition, entries=2, criteria={"impact": 6000, "training": 4000})
    first, second = round.entries.order_by("pk")
    jurors = [a_juror(competition) for _each in range(3)]
    an_evaluation(an_assignment(entry=first, juror=jurors[0]), points={"impact": 1500, "training": 1000})
    an_evaluation(an_assignment(entry=first, juror=jurors[1]), points={"impact": 1000, "training": 1250})
    an_evaluation(an_assignment(entry=first, juror=jurors[2]), points=2000, finished=False)
    an_evaluation(an_assignment(entry=second, juror=jurors[0]), points=1100)
    taken = an_evaluation(an_assignment(entry=second, juror=jurors[1]), points=2000).assignment
    Assignment.objects.filter(pk=taken.pk).update(closed_at=JUDGING, closed_because="conflict")
    close_round(round=round, at=OVER)

    ours = ranking(round)

    assert [(each.entry, each.rank, each.score, each.evaluations) for each in ours] == [
        (first, 1, Fraction(1200), 2),
        (second, 2, Fraction(1100), 1),
    ]
    assert ours[0].means == {"impact": Fraction(1250), "training": Fraction(1125)}


@pytest.mark.django_db
def test_with_too_few_evaluations_a_project_is_not_ranked_yet() -> None:
    competition = a_competition()
    round = a_round(competition=competition, entries=2, evaluations_minimum=2)
    first, second = round.entries.order_by("pk")
    for juror in (a_juror(competition), a_juror(competition)):
        an_evaluation(an_assignment(entry=second, juror=juror), points=500)
    an_evaluation(an_assignment(entry=first, juror=a_juror(competition)), points=2000)
    close_as_it_is(round=round, at=OVER)

    assert [(each.entry, each.rank, each.evaluations) for each in ranking(round)] == [(second, 1, 2), (first, None, 1)]


@pytest.mark.django_db
def test_where_the_president_accepts_fewer_one_evaluation_ranks_a_project_and_one_left_unranked_has_none() -> None:
    competition = a_competition()
    round = a_round(competition=competition, entries=3, evaluations_minimum=2)
    first, second, third = round.entries.order_by("pk")
    for entry, number in ((first, 2), (second, 1)):
        for _each in range(number):
            an_evaluation(an_assignment(entry=entry, juror=a_juror(competition)), points=1200)
    accepted = {"fewer_accepted_at": OVER, "fewer_accepted_by": an_organiser(competition)}
    for entry in (second, third):
        decided = {"fewer_accepted_because": "مرض", "is_left_unranked": entry == third, **accepted}
        Entry.objects.filter(pk=entry.pk).update(**decided)
    close_round(round=round, at=OVER)

    assert [(each.entry, each.rank, each.evaluations) for each in ranking(round)] == [
        (first, 1, 2),
        (second, 1, 1),
        (third, None, 0),
    ]


@pytest.mark.django_db
def test_an_excluded_entry_is_not_ranked() -> None:
    round = a_closed_round(1800, 1200)
    best = the_entry(round)
    exclude_entry(entry=best, reason="منقول", by=an_organiser(round.competition), at=OVER)

    assert [each.score for each in ranking(round)] == [Fraction(1200)]


@pytest.mark.django_db
def test_before_closing_there_is_no_ranking_even_for_a_round_that_somebody_says_is_closed() -> None:
    evaluation = an_evaluation()
    round = evaluation.assignment.entry.round

    with pytest.raises(StillSealed):
        ranking(round)
    round.closed_at = OVER
    with pytest.raises(StillSealed):
        ranking(round)


@pytest.mark.django_db
def test_the_ranking_costs_the_same_for_three_entries_and_for_thirty(queries: Any) -> None:
    few, many = a_closed_round(1000), a_closed_round(*range(1000, 1030))

    for round in (few, many):
        with queries.at_most(4):
            ranking(round)
