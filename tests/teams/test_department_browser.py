"""The focal point's desk in a browser, without JavaScript: forty people, one page, few clicks."""

import pytest
from playwright.sync_api import Page, expect

from competitions.models import Competition
from teams.domain.eligibility import eligible_among, settle
from teams.models import EligibilityDecision, User
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.teams import a_participant, a_role
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.indifferent,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("now"),
]
PEOPLE, UNKNOWN = 40, 2


def a_full_desk() -> tuple[Competition, User, list[User]]:
    edition = a_competition(slug="open")
    department = a_department(enrolled_in=edition)
    focal_point = a_role("focal_point", competition=edition, department=department)
    people = [a_participant(edition, department=department) for _number in range(PEOPLE)]
    for person in people:
        settle(person=person, competition=edition, at=NOW)
    return edition, focal_point, people


def press(page: Page, name: str) -> None:
    page.locator(".bar").get_by_role("button", name=name).click()


def test_forty_people_are_handled_in_a_handful_of_clicks_without_javascript(open_page: OpenPage) -> None:
    edition, focal_point, people = a_full_desk()
    page = open_page("ar", person=focal_point, javascript=False, phone=True)

    page.goto("/ar/open/department/")
    page.get_by_role("link", name="تحديد كل الأشخاص (40)").click()
    for unknown in people[:UNKNOWN]:
        page.get_by_label(unknown.name_ar, exact=False).first.uncheck()
    press(page, "الإشهاد بصفة المحدَّدين")
    expect(page.locator(".picks li")).to_have_count(UNKNOWN)
    page.get_by_role("link", name="تحديد").click()
    press(page, "رفض المحدَّدين")
    page.get_by_label("السبب").fill("غادرا القطاع في يناير.")
    page.get_by_role("button", name="رفض الجميع").click()

    expect(page.locator(".picks")).to_have_count(0)
    assert eligible_among(people, edition) == {person.pk for person in people[UNKNOWN:]}
    declined = EligibilityDecision.objects.filter(outcome="declined")
    assert {decision.person for decision in declined} == set(people[:UNKNOWN])


def test_enter_in_a_box_decides_about_nobody(open_page: OpenPage) -> None:
    edition, focal_point, people = a_full_desk()
    page = open_page("fr", person=focal_point)

    page.goto("/fr/open/department/")
    box = page.locator(".picks input").first
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.keyboard.press("Enter")

    page.wait_for_url("**/department/?page=1&person=*")
    expect(box).to_be_checked()
    expect(page.locator(".picks input:checked")).to_have_count(1)
    assert_accessible(page)
    assert eligible_among(people, edition) == set()
