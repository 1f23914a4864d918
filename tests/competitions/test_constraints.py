"""Rules that hold even for whoever goes around the code."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from competitions import guards
from competitions.models import (
    Competition,
    Department,
    DepartmentName,
    Discipline,
    Enrolment,
    EnrolmentDomain,
    Phase,
    ReminderRule,
    Theme,
)
from tests.builders.competitions import NOW, a_competition, a_department, a_discipline, a_reminder
from tests.harness.clock import days

pytestmark = pytest.mark.django_db


@pytest.fixture
def competition() -> Competition:
    return a_competition()


@pytest.mark.parametrize(
    "change",
    [
        {"name_ar": ""},
        {"name_ar": None},
        {"slug": "accounts"},
        {"team_size_min": 0},
        {"team_size_max": 1},
        {"women_target": 101},
    ],
)
def test_an_edition_is_named_and_has_sound_rules(competition: Competition, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Competition.objects.filter(pk=competition.pk).rewrite(False).update(**change)


@pytest.mark.parametrize(
    "change", [{"closes_at": NOW - days(99)}, {"name_ar": ""}, {"name_ar": None}, {"key": "registration"}]
)
def test_a_phase_is_named_and_ends_after_it_begins(competition: Competition, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        competition.phases.filter(key="submission").update(**change)


def test_a_phase_of_no_length_is_refused(competition: Competition) -> None:
    with pytest.raises(IntegrityError, match="phase_closes_after_it_opens"), transaction.atomic():
        Phase.objects.create(
            competition=competition, key="none", kind="judging", name_ar="لا", opens_at=NOW, closes_at=NOW
        )


@pytest.mark.parametrize("model", [Theme, Department, Discipline])
def test_what_people_choose_from_has_an_arabic_name(competition: Competition, model: Any) -> None:
    a_department()
    a_discipline()

    for nothing in ("", None):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(name_ar=nothing)


def test_two_themes_of_an_edition_have_two_keys(competition: Competition) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        competition.themes.update(key="same")


def test_a_department_is_not_part_of_itself() -> None:
    department = a_department()

    with pytest.raises(IntegrityError), transaction.atomic():
        Department.objects.filter(pk=department.pk).update(parent=department.pk)


def test_a_department_has_one_name_at_a_time_and_each_ends_after_it_began() -> None:
    department = a_department()
    DepartmentName.objects.create(department=department, name_ar="اسم", since=NOW.date())

    with pytest.raises(IntegrityError), transaction.atomic():
        DepartmentName.objects.create(department=department, name_ar="آخر", since=NOW.date())
    with pytest.raises(IntegrityError), transaction.atomic():
        DepartmentName.objects.update(until=NOW.date())


def test_a_department_is_enrolled_once_with_each_domain_once_and_ends_after_it_began(competition: Competition) -> None:
    department = a_department(enrolled_in=competition, domains=("finances.example",))
    enrolment = Enrolment.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(competition=competition, department=department, started_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentDomain.objects.create(enrolment=enrolment, domain="finances.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.update(ended_at=enrolment.started_at)


def test_a_group_has_one_reminder_of_a_moment_and_it_comes_before(competition: Competition) -> None:
    phase = competition.phases.get(kind="submission")
    a_reminder(phase, days=3)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_reminder(phase, days=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderRule.objects.update(lead_minutes=0)


def test_every_guard_of_every_room_is_in_the_database() -> None:
    assert guards.all_guards()
    assert guards.missing(connection) == []
    assert guards.check_guards(databases=["default"]) == []


def test_a_guard_that_is_missing_is_reported_and_comes_back() -> None:
    guard = guards.all_guards()[0]
    with connection.cursor() as cursor:
        table = "" if connection.vendor == "sqlite" else f' ON "{guard.table}"'
        cursor.execute(f'DROP TRIGGER "{guard.name}"{table}')

    reported = guards.check_guards(databases=["default"])
    with connection.cursor() as cursor:
        for statement in guard.statements(connection.vendor):
            cursor.execute(statement, None)

    assert [error.id for error in reported] == ["competitions.E001"]
    assert guard.name in reported[0].msg
    assert guards.missing(connection) == []
