"""Every list of the room in the admin: whose rows it shows, what it finds, what it costs."""

from typing import Any

import pytest
from django.test import Client

from competitions.domain import jobs
from competitions.messages import PHASE_MOVED
from competitions.models import Broadcast, Competition, ReminderRule, Theme
from tests.builders.competitions import (
    NOW,
    a_competition,
    a_department,
    a_discipline,
    a_message,
    a_phase,
    a_reminder,
    the_phase,
)
from tests.builders.teams import a_person
from tests.competitions.conftest import Owing
from tests.competitions.desk import address, as_

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]

MODELS = ("competition", "theme", "phase", "department", "discipline", "enrolment", "reminderrule", "message", "job")


@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens_in_arabic_for_an_organiser(organiser_client: Client, model: str) -> None:
    answer = organiser_client.get(address(model, "changelist"))

    assert answer.status_code == 200
    assert 'dir="rtl"' in answer.content.decode()


def test_an_organiser_sees_their_own_edition_and_no_other(organiser_client: Client, competition: Competition) -> None:
    other = a_competition(slug="other")
    a_reminder(the_phase(other, "submission"), days=3)
    a_department(enrolled_in=other)
    pages = {
        "competition": other.pk,
        "theme": other.themes.first().pk,  # type: ignore[union-attr]
        "phase": the_phase(other, "submission").pk,
        "enrolment": other.enrolments.get().pk,
        "reminderrule": ReminderRule.objects.get().pk,
        "message": a_message(competition=other).pk,
    }

    listed = {model: organiser_client.get(address(model, "changelist")).context["cl"].result_list for model in pages}
    opened = {model: organiser_client.get(address(model, "change", pk)).status_code for model, pk in pages.items()}

    assert set(listed["competition"]) == {competition}
    assert set(listed["phase"]) == set(competition.phases.all())
    assert [len(listed[model]) for model in ("enrolment", "reminderrule", "message")] == [0, 0, 0]
    assert set(opened.values()) == {404}


def test_whoever_organises_nothing_finds_nothing_here() -> None:
    staff = as_(a_person(is_staff=True))

    assert {staff.get(address(model, "changelist")).status_code for model in MODELS} == {404}


@pytest.mark.parametrize(
    ("model", "term"), [("department", "اداره"), ("enrolment", "اداره"), ("theme", "محور RECEPTION")]
)
def test_a_search_finds_names_however_they_are_typed(
    organiser_client: Client, competition: Competition, model: str, term: str
) -> None:
    a_department(enrolled_in=competition, name_ar="الإدارةُ العامة")
    a_department(enrolled_in=competition)

    found = organiser_client.get(address(model, "changelist"), {"q": term}).context["cl"].result_list

    assert len(found) == 1


GROW: dict[str, Any] = {
    "theme": lambda competition, n: Theme.objects.create(competition=competition, key=f"t{n}", name_ar=f"محور {n}"),
    "phase": lambda competition, n: a_phase(competition=competition, kind="judging", opens=1, closes=2, key=f"p{n}"),
    "department": lambda competition, n: a_department(parent=a_department()),
    "discipline": lambda competition, n: a_discipline(),
    "enrolment": lambda competition, n: a_department(enrolled_in=competition, domains=("a.example", "b.example")),
    "reminderrule": lambda competition, n: a_reminder(
        a_phase(competition=competition, kind="judging", opens=1, closes=2, key=f"p{n}"), hours=1
    ),
    "message": lambda competition, n: a_message(to=a_person(), competition=competition),
    "job": lambda competition, n: jobs.start("broadcast", arguments={}, by=a_person(), at=NOW),
    "broadcast": lambda competition, n: Broadcast.objects.create(
        kind=PHASE_MOVED.key,
        competition=competition,
        job=jobs.start("broadcast", arguments={}, by=a_person(), at=NOW),
        queued_at=NOW,
        queued_by=a_person(),
    ),
}


@pytest.mark.parametrize("model", sorted(GROW))
def test_a_list_costs_the_same_with_one_row_and_with_thirty(
    competition: Competition, owing: Owing, queries: Any, model: str
) -> None:
    superuser = as_(a_person(is_superuser=True, is_staff=True))
    grown: list[Any] = []

    def grow_to(size: int) -> None:
        while len(grown) < size:
            grown.append(GROW[model](competition, len(grown)))

    queries.same_at(grow_to=grow_to, visit=lambda: superuser.get(address(model, "changelist")))


def test_the_list_of_editions_costs_the_same_with_one_row_and_with_thirty(queries: Any) -> None:
    superuser = as_(a_person(is_superuser=True, is_staff=True))

    def grow_to(size: int) -> None:
        while Competition.objects.count() < size:
            a_competition()

    queries.same_at(grow_to=grow_to, visit=lambda: superuser.get(address("competition", "changelist")))
