"""Departments, disciplines and enrolments are set by verbs."""

from typing import Any

import pytest

from competitions.domain import departments
from competitions.domain.recording import InvalidValue
from competitions.models import Competition, Department, DepartmentName, Discipline, Enrolment, EnrolmentDomain
from tests.builders.competitions import NOW, a_department
from tests.harness.clock import days

pytestmark = pytest.mark.django_db

NAMES = {"name_ar": "اسم", "name_fr": "Nom", "name_en": "Name"}


def test_a_department_is_part_of_no_part_of_its_own(organiser: Any) -> None:
    top = departments.save_department(Department(), values={"code": "top", **NAMES}, by=organiser, at=NOW)
    part = departments.save_department(
        Department(), values={"code": "part", "parent": top, **NAMES}, by=organiser, at=NOW
    )

    with pytest.raises(departments.PartOfItself):
        departments.save_department(top, values={"parent": part}, by=organiser, at=NOW)


def test_a_department_keeps_its_former_names(organiser: Any) -> None:
    department = a_department()
    name = DepartmentName(department=department)

    departments.save_former_name(name, values={"since": NOW.date(), **NAMES}, by=organiser, at=NOW)
    saved = department.names.get()
    departments.remove_former_name(saved, by=organiser, at=NOW)

    assert (saved.covers(NOW.date()), saved.covers((NOW - days(1)).date())) == (True, False)
    assert not department.names.exists()


def test_disciplines_are_added_and_changed_with_history(organiser: Any) -> None:
    discipline = departments.save_discipline(Discipline(), values={"key": "law", **NAMES}, by=organiser, at=NOW)

    departments.save_discipline(discipline, values={"order": 3}, by=organiser, at=NOW)

    assert [record.order for record in discipline.history.all()] == [3, 0]  # type: ignore[attr-defined]


def test_an_enrolled_departments_domains_are_admitted_and_withdrawn_with_history(
    competition: Competition, organiser: Any
) -> None:
    enrolment = departments.enrol(competition, department=a_department(), started_at=NOW, by=organiser, at=NOW)
    domain = EnrolmentDomain(enrolment=enrolment)

    with pytest.raises(InvalidValue):
        departments.admit_domain(domain, values={"domain": "Not A Domain"}, by=organiser, at=NOW)
    departments.admit_domain(domain, values={"domain": "finances.example"}, by=organiser, at=NOW)
    departments.withdraw_domain(domain, by=organiser, at=NOW)

    kept = EnrolmentDomain.history.order_by("history_id").values_list("history_type", "history_user")
    assert list(kept) == [("+", organiser.pk), ("-", organiser.pk)]


def test_an_enrolment_ends_after_it_began(competition: Competition, organiser: Any) -> None:
    enrolment = departments.enrol(competition, department=a_department(), started_at=NOW, by=organiser, at=NOW)

    with pytest.raises(InvalidValue):
        departments.change_enrolment(enrolment, started_at=NOW, ended_at=NOW, by=organiser, at=NOW)
    departments.change_enrolment(enrolment, started_at=NOW, ended_at=NOW + days(1), by=organiser, at=NOW)

    current = Enrolment.objects.filter(pk=enrolment.pk)
    assert (current.current(at=NOW).exists(), current.current(at=NOW + days(1)).exists()) == (True, False)
