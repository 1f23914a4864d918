"""What the jury's pages cost: little, and the same for one row and for thirty."""

from collections.abc import Callable
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse

from judging.domain.conflicts import declare
from teams.models import User
from tests.builders.judging import CRITERIA, JUDGING, a_president, an_organiser
from tests.harness.queries import Queries
from tests.judging.crowd import Crowd

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def opens(client: Client, url: str) -> Callable[[], None]:
    def visit() -> None:
        assert client.get(url).status_code == 200

    return visit


def test_each_page_costs_the_same_for_one_row_and_for_thirty(crowd: Crowd, signed_in: SignIn, queries: Queries) -> None:
    crowd.grow_to(1)
    juror = signed_in(crowd.juror)
    evaluation = crowd.url("evaluation", assignment_id=crowd.first)
    visits = {
        "the juror's list": opens(juror, crowd.url("jury")),
        "the juror's evaluation": opens(juror, evaluation),
        "a draft saved": saves(juror, evaluation),
        **pages_of_those_who_follow_the_jury(crowd, signed_in(a_president(crowd.competition))),
        **lists_in_the_admin(signed_in(an_organiser(crowd.competition))),
    }

    def grow_to(number: int) -> None:
        crowd.grow_to(number)
        for entry in crowd.entries[:number]:
            juror = crowd.others[0] if number == 30 else crowd.others[1]
            declare(juror=juror, team=entry.team, reason="سبب", by=juror, at=JUDGING)

    at_most = {"the juror's list": 10, "the juror's evaluation": 12, "a draft saved": 10}
    queries.all_same_at(grow_to=grow_to, visits=visits, at_most=at_most)


def saves(client: Client, url: str) -> Callable[[], None]:
    revisions = count(1)

    def save() -> None:
        revision = next(revisions)
        points = {f"points_{key}": "1400" for key in CRITERIA}
        answer = client.post(url, {"revision": revision, **points, "comment_for_team": str(revision), "then": "stay"})
        assert answer.status_code == 302

    return save


def pages_of_those_who_follow_the_jury(crowd: Crowd, client: Client) -> dict[str, Callable[[], None]]:
    parts = ("entries", "assignments", "conflicts", "rules")
    return {
        "the jury's list": opens(client, crowd.url("jury")),
        "the ranking": opens(client, crowd.url("ranking", round_id=crowd.round.pk)),
        **{f"the audit, {part}": opens(client, f"{crowd.url('audit')}?part={part}") for part in parts},
    }


def lists_in_the_admin(client: Client) -> dict[str, Callable[[], None]]:
    models = ("round", "criterion", "entry", "assignment", "conflict", "evaluation", "score")
    return {f"{model} in the admin": opens(client, reverse(f"admin:judging_{model}_changelist")) for model in models}
