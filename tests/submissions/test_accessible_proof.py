"""Receipt, verification and comparison in a browser: axe finds nothing, nothing runs out, no script is needed."""

import pytest
from django.urls import reverse
from time_machine import TimeMachineFixture

from submissions.models import Project
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_version, an_attachment, write
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage
from tests.harness.clock import minutes

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_nothing_is_in_the_way(
    language: str,
    transactional_db: None,
    project: Project,
    member: User,
    open_page: OpenPage,
    time_machine: TimeMachineFixture,
) -> None:
    an_attachment(project, name="خطة.pdf")
    first = a_version(project)
    an_attachment(project, name="plan.pdf")
    write(project)
    a_version(project, received_at=NOW + minutes(1))
    edition = f"/{language}/{project.team.competition.slug}/project/versions"

    for javascript in (True, False):
        page = open_page(language, person=member, phone=language == "ar", javascript=javascript)
        for address in (
            f"{edition}/1/",
            f"{edition}/compare/?a=1&b=2",
            f"{edition}/compare/?a=7&b=2",
            f"/{language}/verify/",
            f"/{language}/verify/{first.code}/",
            f"/{language}/verify/unknown/",
        ):
            page.goto(address)
            assert page.locator("h1").count() == 1, address
            if javascript:  # axe is a script
                assert_accessible(page)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_a_code_is_typed_and_two_versions_are_chosen_without_javascript(
    transactional_db: None,
    project: Project,
    member: User,
    open_page: OpenPage,
    time_machine: TimeMachineFixture,
) -> None:
    first = a_version(project)
    write(project)
    a_version(project, received_at=NOW + minutes(1))
    page = open_page("fr", person=member, javascript=False)

    page.goto(reverse("submissions:ask_verification").replace("/ar/", "/fr/"))
    page.get_by_label("Code du récépissé").fill(f" {first.code[:6]} {first.code[6:]}")
    page.get_by_role("button", name="Vérifier").click()
    assert page.get_by_text("Ce récépissé est authentique.").is_visible()

    page.goto(f"/fr/{project.team.competition.slug}/project/")
    page.get_by_role("link", name="Comparer les versions").click()
    page.get_by_label("La plus ancienne").select_option("1")
    page.get_by_label("La plus récente").select_option("2")
    page.get_by_role("button", name="Comparer").click()
    assert page.locator("ins").count() > 0
    assert page.locator("del").count() > 0
