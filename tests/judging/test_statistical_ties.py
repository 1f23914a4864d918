"""Scores that differ by less than the data can carry: put before the jurors to talk about, and never reordered."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from judging.domain import analysing
from judging.domain.deliberating.close_scores import statistical_ties
from judging.domain.deliberating.ties import final_ranking
from teams.models import User
from tests.builders.analyses import an_analysis
from tests.builders.judging import OVER
from tests.judging.sitting import Sitting, a_sitting

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_closing")]


@pytest.fixture
def after_closing(at: Callable[..., Any]) -> Iterator[None]:
    with at(OVER + timedelta(minutes=1)):
        yield


def every_neighbour(result: Any) -> None:
    keys = [each["entry"] for each in result["projects"]]
    result["ties"] += [{"first": first, "second": second, "probability": 0.62} for first, second in pairwise(keys)]


def read(here: Sitting, name: str, client: Client) -> str:
    address = {"edition": here.competition.slug, "round_id": here.round.pk}
    return client.get(reverse(f"judging:{name}", kwargs=address)).content.decode()


def test_a_juror_sees_them_in_the_deliberation_and_is_asked_to_talk_about_them(signed_in: SignIn) -> None:
    here = a_sitting(1500, 1499, 900)
    an_analysis(here.round, every_neighbour, first=1)
    juror = signed_in(here.jurors[0])

    steps, page = read(here, "deliberation", juror), read(here, "ties", juror)

    assert "1 pair" in steps
    assert "#statistical" in steps
    assert "Ranks 1 and 2" in page
    assert "The higher one is truly better with 62 in 100 chances." in page
    # Below the places that count nobody deliberates.
    assert "Ranks 2 and 3" not in page


def test_they_leave_the_ranking_as_it_is_and_no_vote_is_held_on_them(signed_in: SignIn) -> None:
    here = a_sitting(1500, 1499)
    before = here.ranks()
    an_analysis(here.round, every_neighbour)

    page = read(here, "ties", signed_in(here.president))

    assert here.ranks() == before == {0: (1, ""), 1: (2, "")}
    assert "Let the jury vote" not in page


def test_equal_scores_are_no_statistical_tie() -> None:
    here = a_sitting(1500, 1500, 900)
    an_analysis(here.round, every_neighbour)

    found = statistical_ties(final_ranking(here.round), analysing.latest(here.round))

    assert [(each.upper.rank, each.lower.rank) for each in found or []] == [(1, 3)]


@pytest.mark.parametrize(("computed", "words"), [(True, "None: the data part"), (False, "still being computed")])
def test_without_any_it_says_whether_there_are_none_or_nobody_knows_yet(
    computed: bool, words: str, signed_in: SignIn
) -> None:
    here = a_sitting(1500, 900)
    if computed:
        an_analysis(here.round)

    assert words in read(here, "ties", signed_in(here.jurors[0]))


def test_of_many_the_page_lists_those_nearest_to_the_last_place_that_counts(signed_in: SignIn) -> None:
    here = a_sitting(*range(1500, 1476, -1), jurors=1)
    an_analysis(here.round, every_neighbour, first=22)

    page = read(here, "ties", signed_in(here.jurors[0]))

    assert "2 pairs with a higher rank are not listed." in page
    assert "Ranks 2 and 3<" not in page
    assert "Ranks 22 and 23<" in page


def test_they_cost_as_much_for_two_as_for_thirty(signed_in: SignIn, queries: Any) -> None:
    sizes = {2: a_sitting(1500, 1499, jurors=2), 30: a_sitting(*range(1500, 1470, -1), jurors=2)}
    clients = {size: signed_in(here.jurors[0]) for size, here in sizes.items()}
    for here in sizes.values():
        an_analysis(here.round, every_neighbour, first=30)
    current: list[int] = []

    for name in ("ties", "deliberation"):
        queries.same_at(
            grow_to=lambda size: current.__setitem__(slice(None), [2 if size == 1 else 30]),
            visit=lambda name=name: read(sizes[current[0]], name, clients[current[0]]),
        )
