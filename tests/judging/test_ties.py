"""Equal scores, parted by the rules: against a computation that shares nothing with ours."""

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from judging.domain.deliberating.ties import HeldVote, Parting, Placed, place
from judging.domain.ranking import Ranked

# For each entry: the deciding score, its means by two criteria; few values, so that many are equal.
standings = st.lists(st.tuples(*[st.integers(min_value=0, max_value=2)] * 3), max_size=9)
ballots = st.lists(st.integers(min_value=0, max_value=8), max_size=12)


def ranked(each: tuple[int, int, int], number: int) -> Ranked:
    score, first, second = (Fraction(value, 3) for value in each)
    entry: Any = SimpleNamespace(pk=number)
    return Ranked(entry, 3, 1, score, {"impact": first, "training": second, "other": Fraction(number)})


def placed(
    given_standings: Sequence[tuple[int, int, int]], votes: Sequence[HeldVote], order: random.Random
) -> list[Placed]:
    rows = [ranked(each, number) for number, each in enumerate(given_standings)]
    order.shuffle(rows)
    criteria: Any = [SimpleNamespace(key=key, name=key) for key in ("impact", "training")]
    return place(rows, {row.entry.pk: row.score or Fraction(0) for row in rows}, criteria, votes)


def naive(given_standings: Sequence[tuple[int, int, int]], voices: Mapping[int, int]) -> dict[int, int]:
    """One more than how many stand higher, comparing each with each: first the standing, then the voices."""

    def stands_higher(one: int, other: int) -> bool:
        if given_standings[one] != given_standings[other]:
            return given_standings[one] > given_standings[other]
        return voices.get(one, 0) > voices.get(other, 0)

    everybody = range(len(given_standings))
    return {each: 1 + sum(1 for other in everybody if stands_higher(other, each)) for each in everybody}


@given(standings, ballots, st.randoms())
def test_the_order_is_score_then_criteria_then_voices_whatever_the_order_of_the_rows(
    given_standings: list[tuple[int, int, int]], cast: list[int], order: random.Random
) -> None:
    voices = {number: cast.count(number) for number in set(cast)}
    # One vote in which all could be voted for covers every tie.
    votes = [HeldVote(7, frozenset(range(len(given_standings))), voices)]

    ours = placed(given_standings, votes, order)

    assert {each.entry.pk: each.rank for each in ours} == naive(given_standings, voices)
    assert [each.rank for each in ours] == sorted(each.rank or 0 for each in ours)
    assert ours == placed(given_standings, votes, random.Random(5))


@given(standings, st.randoms())
def test_what_parted_an_entry_is_said_of_equal_scores_and_of_no_others(
    given_standings: list[tuple[int, int, int]], order: random.Random
) -> None:
    scores = [score for score, _first, _second in given_standings]

    for each in placed(given_standings, [], order):
        score, first, _second = given_standings[each.entry.pk]
        equals = [other for other in given_standings if other[0] == score]
        if len(equals) == 1:
            assert each.parting is None
            assert each.parted_by == ""
        elif given_standings.count(given_standings[each.entry.pk]) > 1:
            assert each.parting is Parting.EX_AEQUO
        else:
            alone_by_impact = sum(1 for other in equals if other[1] == first) == 1
            assert each.parting is Parting.CRITERION
            assert each.by_criterion == ("impact" if alone_by_impact else "training")
    assert len(scores) == len(given_standings)


def test_a_vote_on_others_parts_nobody_and_one_on_more_parts_those_who_are_left() -> None:
    equal = [(1, 1, 1), (1, 1, 1), (1, 1, 1)]
    fewer = HeldVote(1, frozenset({0, 1}), {0: 3})
    more = HeldVote(2, frozenset({0, 1, 2, 8}), {2: 4, 8: 9})

    apart = placed(equal, [fewer], random.Random(1))
    parted = placed(equal, [fewer, more], random.Random(1))

    assert [(each.entry.pk, each.rank, each.parting) for each in apart] == [
        (number, 1, Parting.EX_AEQUO) for number in range(3)
    ]
    assert [(each.entry.pk, each.rank, each.parting) for each in parted] == [
        (2, 1, Parting.VOTE),
        (0, 2, Parting.EX_AEQUO),
        (1, 2, Parting.EX_AEQUO),
    ]


def test_what_is_not_ranked_comes_last_without_a_rank() -> None:
    entry: Any = SimpleNamespace(pk=1)
    left = Ranked(entry, 1)

    ours = place([left, ranked((1, 1, 1), 2)], {2: Fraction(1, 3)}, [], [])

    assert [(each.entry.pk, each.rank, each.deciding) for each in ours] == [(2, 1, Fraction(1, 3)), (1, None, None)]
