"""An organiser names winners and chooses the moment in the admin."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Competition
from judging.models import Award, Publication
from teams.models import User
from tests.builders.judging import (
    OVER,
    a_round,
    a_signature,
    an_organiser,
    the_entry,
)
from tests.judging.administration import adding, changing, saves

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def award_form(competition: Competition, **fields: Any) -> dict[str, Any]:
    return {"competition": competition.pk, "prize_ar": "الجائزة الأولى", "order": 1, **fields}


def test_winners_are_named_prizes_withheld_and_the_moment_chosen(signed_in: SignIn, at: At) -> None:
    round = a_signature().round
    competition = round.competition
    client = signed_in(an_organiser(competition))
    with at(OVER):
        saves(client, adding("award"), **award_form(competition, entry=the_entry(round).pk, rank=1))
        saves(client, adding("award"), **award_form(competition, not_awarded_because_ar="لا مشروع"))
        neither = saves(client, adding("award"), **award_form(competition))
        moment = {"publish_at_0": "2020-12-24", "publish_at_1": "10:00"}
        saves(client, adding("publication"), competition=competition.pk, **moment)

    given, withheld = Award.objects.order_by("pk")
    assert (given.rank, given.team_name_ar) == (1, the_entry(round).team.name_ar)
    assert withheld.not_awarded_because_ar == "لا مشروع"
    assert "say why it is not awarded" in neither
    publication = Publication.objects.get()
    assert publication.publish_at.isoformat() == "2020-12-24T09:00:00+00:00"

    with at(OVER):
        moved = {"publish_at_0": "2020-12-25", "publish_at_1": "10:00"}
        saves(client, changing("publication", publication.pk), **moved)
        saves(client, reverse("admin:judging_award_delete", args=[withheld.pk]), post="yes")
    publication.refresh_from_db()
    assert publication.publish_at.day == 25
    assert list(Award.objects.all()) == [given]

    with at(publication.publish_at + timedelta(hours=1)):
        assert client.post(reverse("admin:judging_award_delete", args=[given.pk]), {"post": "yes"}).status_code == 404
        assert client.post(changing("publication", publication.pk), {}).status_code == 404


def test_before_the_signature_the_admin_says_what_is_missing(signed_in: SignIn) -> None:
    competition = a_round().competition

    page = saves(
        signed_in(an_organiser(competition)),
        adding("publication"),
        competition=competition.pk,
        publish_at_0="2020-12-24",
        publish_at_1="10:00",
    )

    assert "The president has not signed the ranking yet." in page
