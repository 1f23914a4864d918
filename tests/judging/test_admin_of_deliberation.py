"""The administration of the deliberation: prizes are defined there, and nobody sees a ballot before its hour."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory

from judging.domain.deliberating import voting
from judging.models import Ballot, DeliberationNote, Prize, ScoreChange, Vote
from teams.models import User
from tests.builders.judging import OVER
from tests.builders.teams import a_person
from tests.judging.administration import adding, changing, saves
from tests.judging.sitting import a_sitting

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def test_an_organiser_defines_and_renames_a_prize(signed_in: SignIn) -> None:
    here = a_sitting(1500)
    client = signed_in(here.organiser)
    form = {"competition": here.competition.pk, "name_ar": "جائزة الإدماج", "level": "special", "order": 4}

    saves(client, adding("prize"), **form)
    prize = Prize.objects.get()
    saves(client, changing("prize", prize.pk), **{**form, "name_fr": "Prix de l’inclusion", "order": 2})

    prize.refresh_from_db()
    assert (prize.name_ar, prize.name_fr, prize.level, prize.order) == (
        "جائزة الإدماج",
        "Prix de l’inclusion",
        "special",
        2,
    )
    assert prize.history.count() == 2


def test_ballots_are_there_for_nobody_before_the_vote_is_closed() -> None:
    here = a_sitting(1500, 1500)
    vote = voting.open_tie_vote(round=here.round, entries=here.entries, by=here.president, at=OVER)
    voting.cast(vote=vote, entry=here.entries[0], by=here.jurors[0], at=OVER)
    request = RequestFactory().get("/")
    shown = admin.site._registry[Ballot]

    for person in (here.organiser, a_person(is_staff=True, is_superuser=True)):
        request.user = person
        assert list(shown.get_queryset(request)) == []
    here.elect(vote, {1: 0})

    request.user = here.organiser
    assert shown.get_queryset(request).count() == 2


@pytest.mark.parametrize("model", [Ballot, Vote, DeliberationNote, ScoreChange])
def test_nothing_of_a_deliberation_is_changed_there(model: type) -> None:
    request = RequestFactory().get("/")
    request.user = a_person(is_staff=True, is_superuser=True)
    shown = admin.site._registry[model]

    assert not shown.has_add_permission(request)
    assert not shown.has_change_permission(request)
    assert not shown.has_delete_permission(request)
