"""What the pages of a deliberation say of the prizes."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from judging.domain.deliberating.awarding import withhold_prize
from judging.domain.deliberating.prizes import add_prize
from judging.domain.deliberating.voting import cast, close_vote, open_prize_vote
from judging.models import Prize
from teams.models import User
from tests.builders.judging import OVER
from tests.judging.sitting import Sitting, a_sitting

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_closing")]


@pytest.fixture
def after_closing(at: At) -> Iterator[None]:
    with at(OVER + timedelta(minutes=1)):
        yield


def a_prize(here: Sitting, level: str, name: str) -> Prize:
    names = {"ar": f"جائزة {level}", "en": name}
    return add_prize(competition=here.competition, name=names, level=level, by=here.organiser, at=OVER)


def page_of(here: Sitting, name: str, client: Client) -> Any:
    address = {"edition": here.competition.slug, "round_id": here.round.pk}
    return client.get(reverse(f"judging:{name}", kwargs=address)).context["page"]


def test_the_level_of_a_prize_is_said_beside_its_name_only_where_it_says_more(signed_in: SignIn) -> None:
    here = a_sitting(1500, 1400)
    a_prize(here, "first", "First prize")
    a_prize(here, "special", "Inclusion prize")

    items = page_of(here, "prizes", signed_in(here.president))["items"]

    assert [(item["name"], item["level"]) for item in items] == [
        ("First prize", ""),
        ("Inclusion prize", "Special prize"),
    ]


def test_a_vote_is_led_to_as_open_and_then_as_its_result(signed_in: SignIn) -> None:
    here = a_sitting(1500, 1400)
    special, client = a_prize(here, "special", "Inclusion prize"), signed_in(here.president)
    vote = open_prize_vote(round=here.round, prize=special, entries=here.entries, by=here.president, at=OVER)
    [opened] = page_of(here, "prizes", client)["items"]

    for juror in here.jurors:
        cast(vote=vote, entry=here.entries[1], by=juror, at=OVER)
    close_vote(vote=vote, by=here.president, at=OVER)
    [closed] = page_of(here, "prizes", client)["items"]

    assert (opened["vote_label"], opened["winners"]) == ("Open the vote", [])
    assert closed["vote_label"] == "Result of the vote"
    assert [winner["title"] for winner in closed["winners"]] == [here.entries[1].version.title]


def test_the_minutes_say_who_gets_each_prize_and_why_nobody_does(signed_in: SignIn) -> None:
    here = a_sitting(1500, 1400)
    a_prize(here, "first", "First prize")
    second = a_prize(here, "second", "Second prize")
    a_prize(here, "special", "Inclusion prize")
    because = {"ar": "لا أحد", "en": "Nobody met the conditions"}
    withhold_prize(round=here.round, prize=second, because=because, by=here.president, at=OVER)

    rows = [[cell.text for cell in row] for row in page_of(here, "minutes", signed_in(here.jurors[0])).prizes.rows]

    team = here.entries[0].team.display_name
    assert rows == [
        ["First prize", here.entries[0].version.title, team, "To be named"],
        ["Second prize", "–", "–", "Not awarded · Nobody met the conditions"],
        ["Inclusion prize", "–", "–", "Nobody yet"],
    ]
