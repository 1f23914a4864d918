"""The pages on which a focal point invites the staff of the department."""

from typing import Any

import pytest
from django.test import Client

from competitions.domain import jobs
from competitions.models import Competition, Department, Job
from teams.models import PeopleList, User
from tests.builders.competitions import NOW, a_department
from tests.builders.files import a_csv
from tests.builders.teams import a_role
from tests.harness.clock import minutes
from tests.teams.test_staff_lists import a_list

PAGE = "/ar/open/department/invite/"
pytestmark = pytest.mark.usefixtures("now")


def test_a_focal_point_pastes_looks_confirms_and_sees_how_far_it_is(
    edition: Competition, department: Department, focal_point: User, signed_in: Any
) -> None:
    browser: Client = signed_in(focal_point)

    linked = browser.get("/ar/open/department/")
    preview = browser.post(PAGE, {"pasted": "a@x.example, b@x.example، nobody"}, follow=True)
    running = browser.post(preview.request["PATH_INFO"], follow=True)
    jobs.run(Job.objects.get().pk, clock=lambda: NOW)
    finished = browser.get(running.request["PATH_INFO"])
    latest = browser.get(PAGE)

    assert PAGE in linked.content.decode()
    assert [text in preview.content.decode() for text in ("a@x.example", "b@x.example", "nobody")] == [True] * 3
    assert running.context["page"].state == "running"
    assert finished.context["page"].state == "done"
    assert "a@x.example" not in finished.content.decode()
    assert finished.request["PATH_INFO"] in latest.content.decode()


def test_what_cannot_be_read_is_said_beside_the_file_and_the_pasted_text_stays(
    department: Department, focal_point: User, signed_in: Any
) -> None:
    typed = {"pasted": "a@x.example", "file": a_csv(("%PDF-1.7",), encoding="utf-8")}

    page = signed_in(focal_point).post(PAGE, typed)

    assert page.context["form"].errors["file"]
    assert "a@x.example" in page.content.decode()


def test_nothing_given_is_said(department: Department, focal_point: User, signed_in: Any) -> None:
    assert signed_in(focal_point).post(PAGE, {}).context["form"].errors["pasted"]


def test_a_contact_of_two_departments_says_for_which(
    edition: Competition, department: Department, focal_point: User, signed_in: Any
) -> None:
    other = a_department(enrolled_in=edition)
    a_role("focal_point", competition=edition, person=focal_point, department=other)
    browser: Client = signed_in(focal_point)

    refused = browser.post(PAGE, {"pasted": "a@x.example"})
    browser.post(PAGE, {"pasted": "a@x.example", "department": other.pk})

    assert refused.context["form"].errors["department"]
    assert PeopleList.objects.get().department == other


def test_the_page_says_why_nobody_can_be_invited_now(
    edition: Competition, department: Department, focal_point: User, signed_in: Any
) -> None:
    department.enrolments.update(ended_at=NOW - minutes(1))

    page = signed_in(focal_point).get(PAGE)

    assert "teams/reason.html" in [template.name for template in page.templates]


def test_lists_of_another_department_are_not_there(
    edition: Competition, department: Department, focal_point: User, organiser: User, signed_in: Any
) -> None:
    other = a_role("focal_point", competition=edition, department=a_department(enrolled_in=edition))
    people_list = a_list(department, focal_point, "a@x.example")

    seen = [signed_in(reader).get(f"{PAGE}{people_list.pk}/").status_code for reader in (focal_point, organiser, other)]

    assert seen == [200, 200, 404]
