"""Every page of the room in a browser: axe finds nothing, nothing runs out of the page, in three languages."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from time_machine import TimeMachineFixture

from competitions.models import Phase
from submissions.models import Project
from teams.models import User
from tests.builders.submissions import a_feedback, a_version, an_attachment
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_nothing_is_in_the_way_on_any_page(
    language: str,
    transactional_db: None,
    project: Project,
    captain: User,
    member: User,
    mentor: User,
    open_page: OpenPage,
    time_machine: TimeMachineFixture,
) -> None:
    an_attachment(project, name="خطة التكوين.pdf")
    a_feedback(project, mentor=mentor)
    a_version(project)
    phone = language == "fr"
    pages = {
        captain: (
            *("project/", "project/sections/presentation/", "project/files/", "project/check/", "project/submit/"),
            *(f"project/sections/presentation/{page}/" for page in ("notes", "import", "history/title")),
        ),
        member: ("project/submit/", "project/versions/1/"),
        mentor: ("mentoring/", f"mentoring/{project.team.pk}/"),
    }

    for person, addresses in pages.items():
        page = open_page(language, person=person, phone=phone)
        for address in addresses:
            page.goto(f"/{language}/{project.team.competition.slug}/{address}")
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_two_texts_of_one_answer_and_a_late_one_can_be_read_by_everybody(
    transactional_db: None,
    project: Project,
    phase: Phase,
    captain: User,
    member: User,
    open_page: OpenPage,
    time_machine: TimeMachineFixture,
) -> None:
    address = reverse("submissions:section", kwargs={"edition": phase.competition.slug, "key": "solution"})
    first, second = open_page(person=captain), open_page(person=member)
    for page in (first, second):
        page.goto(address)

    for page, text in ((first, "نص المنسقة"), (second, "نص العضو")):
        page.get_by_label("سؤال change").fill(text)
        page.get_by_role("button", name="حفظ", exact=True).click()

    # Only the page that the button leads to has a summary; what saves by itself may draw both texts before.
    expect(second.locator(".errors")).to_be_visible()
    expect(second.get_by_label("سؤال change")).to_have_value("نص العضو")
    expect(second.locator(".conflict .side ins").filter(has_text="نص المنسقة")).to_be_visible()
    assert_accessible(second)

    second.locator("button[value='theirs:change']").click()
    expect(second.get_by_label("سؤال change")).to_have_value("نص المنسقة")
    expect(second.locator(".conflict .side ins").filter(has_text="نص العضو")).to_be_visible()

    phase.closes_at = phase.opens_at.replace(microsecond=1)
    phase.save()
    second.get_by_label("سؤال change").fill("نص متأخر")
    second.get_by_role("button", name="حفظ", exact=True).click()

    assert second.get_by_label("سؤال change").input_value() == "نص متأخر"
    assert_accessible(second)
