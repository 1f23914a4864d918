"""The last visit of a person: written seldom, never back, and without a read of its own."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from teams.domain.visits import note_visit
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.teams import PASSWORD, a_person
from tests.harness.clock import minutes, seconds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
PAGE = "/ar/me/"


def seen(person: User) -> datetime | None:
    return User.objects.values_list("seen_at", flat=True).get(pk=person.pk)


def updates(client: Client) -> int:
    """How many writes to people one page costs."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(PAGE).status_code == 200
    return sum(query["sql"].startswith('UPDATE "teams_user"') for query in captured.captured_queries)


def test_a_page_notes_the_first_visit_and_then_one_in_ten_minutes(signed_in: Any, now: Any) -> None:
    client = signed_in(person := a_person(seen_at=None))

    assert (updates(client), seen(person)) == (1, NOW)

    now.move_to(NOW + minutes(10) - seconds(1))
    assert (updates(client), seen(person)) == (0, NOW)

    now.move_to(NOW + minutes(10))
    assert (updates(client), seen(person)) == (1, NOW + minutes(10))


def test_signing_in_is_a_visit(client: Client) -> None:
    person = a_person(seen_at=None)

    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert answer.status_code == 302
    assert seen(person) == NOW


def test_who_is_refused_at_the_door_was_not_here(client: Client) -> None:
    person = a_person(seen_at=None)

    client.post(reverse("account_login"), {"login": person.email, "password": "wrong"})
    client.get(PAGE)

    assert seen(person) is None


def test_a_page_that_asks_for_nobody_does_not_begin_to_ask(signed_in: Any) -> None:
    client = signed_in(a_person())

    with CaptureQueriesContext(connection) as captured:
        client.get("/healthz")

    assert not [query for query in captured.captured_queries if "teams_user" in query["sql"]]


def test_of_two_pages_at_once_the_earlier_one_takes_nothing_back() -> None:
    person = a_person(seen_at=None)
    slow = User.objects.get(pk=person.pk)

    note_visit(person, at=NOW + minutes(30))
    note_visit(slow, at=NOW)

    assert seen(person) == NOW + minutes(30)


def test_a_visit_is_no_change_to_the_person() -> None:
    person = a_person(seen_at=None)
    records = User.history.filter(id=person.pk).count()  # type: ignore[attr-defined]

    note_visit(person, at=NOW)

    assert User.history.filter(id=person.pk).count() == records  # type: ignore[attr-defined]
