"""Departments, the disciplines of their staff, and who is enrolled in an edition with which e-mail domains."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.domain.editions import in_languages
from competitions.domain.recording import locked, record, remove, require_organiser
from competitions.models import Competition, Department, DepartmentName, Discipline, Enrolment, EnrolmentDomain
from competitions.refusals import Refusal

DEPARTMENT = in_languages("name") | {"code", "parent"}
FORMER_NAME = in_languages("name") | {"since", "until"}
DISCIPLINE = in_languages("name") | {"key", "order"}


class PartOfItself(Refusal):
    message = _("A department cannot be part of itself or of one of its own parts.")
    field = "parent"


def save_department(department: Department, *, values: dict[str, Any], by: Any, at: datetime) -> Department:
    """Add a department or change one. Raises MayNotOrganise, PartOfItself, InvalidValue."""
    require_organiser(None, by=by)
    with transaction.atomic():
        row = locked(department) if department.pk else department
        if row.pk and _is_within(values.get("parent"), row):
            raise PartOfItself
        return record(row, values, by=by, admitted=DEPARTMENT)


def save_former_name(name: DepartmentName, *, values: dict[str, Any], by: Any, at: datetime) -> None:
    """Add or change what a department was called during a period. Raises MayNotOrganise, InvalidValue."""
    require_organiser(None, by=by)
    with transaction.atomic():
        record(name, values, by=by, admitted=FORMER_NAME)


def remove_former_name(name: DepartmentName, *, by: Any, at: datetime) -> None:
    """Take a former name away. Raises MayNotOrganise."""
    require_organiser(None, by=by)
    remove(name, by=by)


def save_discipline(discipline: Discipline, *, values: dict[str, Any], by: Any, at: datetime) -> Discipline:
    """Add a discipline or change one. Raises MayNotOrganise, InvalidValue."""
    require_organiser(None, by=by)
    with transaction.atomic():
        return record(locked(discipline) if discipline.pk else discipline, values, by=by, admitted=DISCIPLINE)


def enrol(
    competition: Competition,
    *,
    department: Department,
    started_at: datetime,
    ended_at: datetime | None = None,
    by: Any,
    at: datetime,
) -> Enrolment:
    """Let the staff of `department` take part in `competition` from `started_at` on.

    Raises MayNotOrganise, InvalidValue.
    """
    require_organiser(competition, by=by)
    values = {"department": department, "started_at": started_at, "ended_at": ended_at}
    with transaction.atomic():
        return record(Enrolment(competition=competition), values, by=by, admitted=frozenset(values))


def change_enrolment(
    enrolment: Enrolment, *, started_at: datetime, ended_at: datetime | None, by: Any, at: datetime
) -> Enrolment:
    """Change from when and until when a department takes part. Raises MayNotOrganise, InvalidValue."""
    require_organiser(enrolment.competition, by=by)
    values = {"started_at": started_at, "ended_at": ended_at}
    with transaction.atomic():
        return record(locked(enrolment), values, by=by, admitted=frozenset(values))


def admit_domain(domain: EnrolmentDomain, *, values: dict[str, Any], by: Any, at: datetime) -> None:
    """Admit an e-mail domain as the department's own, or correct one. Raises MayNotOrganise, InvalidValue."""
    require_organiser(domain.enrolment.competition, by=by)
    with transaction.atomic():
        record(domain, values, by=by, admitted=frozenset({"domain"}))


def withdraw_domain(domain: EnrolmentDomain, *, by: Any, at: datetime) -> None:
    """Admit the domain no longer; decisions made by it stand. Raises MayNotOrganise."""
    require_organiser(domain.enrolment.competition, by=by)
    remove(domain, by=by)


def _is_within(candidate: Department | None, department: Department) -> bool:
    while candidate is not None:
        if candidate.pk == department.pk:
            return True
        candidate = candidate.parent
    return False
