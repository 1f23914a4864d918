"""Before a round has closed nobody learns another's score: two worlds that differ in nothing else look the same.

The second world is the first one after the scores and comments of others were changed behind everybody's back, with no
trace in dates, revisions or histories. Every page that somebody may open, every list of the administration in every
order, every export and every mail must be the same to the last byte.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.db import connection
from django.db.models import F, Model
from django.test import Client
from django.urls import reverse

from competitions.models import Message
from competitions.tasks import run_waiting_jobs, send_due_reminders
from judging.models import Evaluation, Score
from judging.tasks import announce_due_results, close_due_rounds
from tests.builders.world import ANONYMOUS, CAST, World
from tests.security.permission_accounts import ACCOUNTS
from tests.security.permission_admin import STAFF
from tests.security.permission_table import OPEN
from tests.security.permissions import PAGE, REASON, undone
from tests.security.test_permissions import GROUPS, signed_in

pytestmark = pytest.mark.django_db

# What differs between two answers to the same request, whatever is in the database.
FRESH = re.compile(
    rb'<input[^>]*name="csrfmiddlewaretoken"[^>]*>|<input[^>]*name="intent"[^>]*>|nonce="[^"]*"|"token": "[^"]*"'
    rb'|"csrfToken": ?"[^"]*"|data-token="[^"]*"'
)
JURORS = ("juror", "other_juror")
JURY_ADMIN = ("evaluation", "score", "assignment", "entry", "round")
SOME_COLUMNS = range(1, 9)
Seen = dict[str, Any]


def others_score_otherwise(world: World, viewer: str) -> None:
    """Give every other score and comment of everybody but the viewer, as if they had been so from the beginning."""
    for juror in JURORS:
        if juror == viewer:
            continue
        for evaluation in Evaluation.objects.filter(assignment__juror=world.actor(juror)):
            finished = evaluation.finished_at
            rows = Evaluation.objects.filter(pk=evaluation.pk)
            rows.update(finished_at=None)
            Score.objects.filter(evaluation=evaluation).update(points=F("maximum") - F("points"), comment="غير ذلك")
            rows.update(finished_at=finished, comment_for_team="تعليق آخر", comment_for_jury="ورأي آخر")


def addresses(world: World, role: str) -> list[str]:
    """What that person may open, and the lists of the jury in the administration by every column, up and down."""
    rows = [one for one in (*OPEN, *ACCOUNTS) if one.method == "get"]
    found = [one.url(world) for one in rows if one.expected[role] in (PAGE, REASON)]
    if role in STAFF:
        found += [url for model in admin.site._registry for url in _of_model(model)]
        for model in JURY_ADMIN:
            listed = reverse(f"admin:judging_{model}_changelist")
            found += [f"{listed}?o={sign}{column}" for column in SOME_COLUMNS for sign in ("", "-")]
    return sorted(set(found))


def _of_model(model: type[Model]) -> Iterator[str]:
    """Its list in the administration, and the page and the history of its last row."""
    named = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    yield reverse(f"{named}_changelist")
    if (last := model._default_manager.order_by("pk").last()) is not None:
        yield reverse(f"{named}_change", args=[last.pk])
        yield reverse(f"{named}_history", args=[last.pk])


def walk(client: Client, urls: Iterable[str]) -> Seen:
    """Each address with its status, headers that tell of the content, bytes, and the number of questions it asked."""
    seen: Seen = {}
    for url in urls:
        asked: list[str] = []
        with undone(), connection.execute_wrapper(_noting(asked)):
            response = client.get(url)
            content = response.getvalue()
        told = {name: response.headers.get(name) for name in ("ETag", "Last-Modified", "Location", "Content-Type")}
        seen[url] = (response.status_code, told, FRESH.sub(b"", content), len(asked))
    return seen


def _noting(asked: list[str]) -> Any:
    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    return note


def mails(world: World) -> list[tuple[str, ...]]:
    """What the platform would write by itself in this minute, to whom."""
    with undone():
        before = set(Message.objects.values_list("pk", flat=True))
        for task in (close_due_rounds, announce_due_results, send_due_reminders, run_waiting_jobs):
            task()
        written = Message.objects.exclude(pk__in=before).order_by("pk")
        return [(each.address, str(each.subject), each.text, each.html) for each in written]


def leaking(client: Client, urls: list[str], world: World, role: str) -> list[str]:
    """Those of `urls` that differ between the two worlds; what a first visit fills in a cache is no difference."""
    suspects = urls
    for _visit in ("the first fills caches of the process", "then nothing is new"):
        first = walk(client, suspects)
        with undone():
            others_score_otherwise(world, role)
            second = walk(client, suspects)
        suspects = unlike(first, second)
    return suspects


def unlike(first: Seen, second: Seen) -> list[str]:
    return [url for url in first if first[url] != second[url]]


@pytest.fixture
def world(kept_world_at_work: World) -> World:
    return kept_world_at_work


@pytest.mark.parametrize("group", GROUPS, ids=" ".join)
def test_nobody_can_tell_two_worlds_apart_that_differ_in_the_scores_of_others(
    world: World, group: tuple[str, ...]
) -> None:
    leaks: dict[str, list[str]] = {}
    for role in group:
        with time_machine.travel(world.at, tick=False):
            client, urls = signed_in(world, role), addresses(world, role)
            leaks[role] = leaking(client, urls, world, role)

    assert leaks == {role: [] for role in group}


def test_no_mail_tells_of_a_score(world: World) -> None:
    with time_machine.travel(world.at, tick=False):
        first = mails(world)
        others_score_otherwise(world, ANONYMOUS)
        second = mails(world)

    assert first == second


def test_the_walk_would_find_a_leak(world: World) -> None:
    role = "juror"
    with time_machine.travel(world.at, tick=False):
        client = signed_in(world, role)
        own = [reverse("judging:evaluation", kwargs=_place(world, role))]
        first = walk(client, own)
        others_score_otherwise(world, "other_juror")
        second = walk(client, own)

    assert unlike(first, second) == own


def test_every_list_of_the_administration_with_scores_is_walked(world: World) -> None:
    models = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "judging"}

    assert set(JURY_ADMIN) <= models
    assert set(CAST) == {role for group in GROUPS for role in group}


def _place(world: World, role: str) -> dict[str, Any]:
    assignment = world.edition.assignments[role, "team"]
    return {"edition": world.edition.competition.slug, "assignment_id": assignment.pk}
