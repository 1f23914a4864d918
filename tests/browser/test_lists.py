"""Lists of people in a browser: what axe finds, and whether the pages fit a phone and a desk."""

import pytest
import time_machine
from playwright.sync_api import Page

from teams.domain.focal_points import preview_focal_points
from teams.domain.staff_lists import preview_staff_list
from tests.browser.test_admin_look import visit_all
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.files import a_csv
from tests.builders.teams import a_person, a_role
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]


def test_lists_fit_and_can_be_read_by_everybody(open_page: OpenPage) -> None:
    edition = a_competition(slug="open")
    department = a_department(enrolled_in=edition, name_ar="وزارة الاقتصاد والمالية", name_fr="Économie et Finances")
    contact = a_role("focal_point", competition=edition, department=department)
    superuser = a_person(is_staff=True, is_superuser=True)
    known = a_person(department=department)
    pasted = (
        "\n".join(f"person{number}@finances.example" for number in range(120))
        + f"\nsans arobase\nsara@finances\n{known.email}\nperson1@finances.example"
    )
    head = ("E-mail", "الاسم بالعربية", "Nom", "Département")
    wrong = ("sara@finances", "سارة العلمي", "Sara Alami", "economie")
    right = ("a.long.address.of.somebody@finances.example", "عمر التازي", "Omar Tazi", department.code)
    with time_machine.travel(NOW, tick=True):
        staff = preview_staff_list(competition=edition, department=department, pasted=pasted, by=contact, at=NOW)
        lists = [
            preview_focal_points(competition=edition, upload=a_csv(head, *rows), by=superuser, at=NOW)
            for rows in ([wrong, right], [right])
        ]
        found: list[str] = []
        for language, phone in (("ar", True), ("fr", False)):
            desk: Page = open_page(language, person=contact, phone=phone)
            desk_place = f"/{language}/open/department/invite/"
            found += visit_all(desk, [desk_place, f"{desk_place}{staff.pk}/"])
            office = open_page(language, person=superuser, phone=phone)
            place = f"/{language}/admin/teams/role/focal-points/"
            found += visit_all(office, [place, *(f"{place}{one.pk}/" for one in lists)])

    assert found == []
