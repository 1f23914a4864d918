"""The room's pages in a browser, in three languages: nothing that axe faults, nothing that the policy refuses."""

import pytest
from django.utils import timezone

from competitions.domain import jobs
from competitions.models import Competition
from tests.builders.competitions import a_competition, a_message
from tests.builders.teams import a_person
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]

TEXT = "# عنوان\n\nنص مع [رابط](https://idarathon.example/).\n\n## آخر\n\n| أ | ب |\n|---|---|\n| 1 | 2 |\n"


@pytest.fixture
def edition() -> Competition:
    return a_competition(slug="demo", about_ar=TEXT, rules_text_ar=TEXT, tagline_ar="شعار", organiser_name_ar="قطاع")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_page_is_accessible(open_page: OpenPage, edition: Competition, language: str) -> None:
    person = a_person(language=language)
    message = a_message(to=person, text="Hello.\n\n- one\n\n[Open] https://idarathon.example/", at=timezone.now())
    secret = a_message(to=person, secret=True, at=timezone.now())
    job = jobs.start("broadcast", arguments={}, by=person, at=timezone.now(), total=10)
    page = open_page(language, person=person)

    for address in (
        "demo/",
        "demo/rules/",
        "me/messages/",
        f"me/messages/{message.pk}/",
        f"me/messages/{secret.pk}/",
        f"me/jobs/{job.pk}/",
    ):
        page.goto(f"/{language}/{address}")
        assert_accessible(page)


def test_without_javascript_a_visitor_goes_from_the_edition_to_its_rules(
    open_page: OpenPage, edition: Competition
) -> None:
    page = open_page("fr", javascript=False, phone=True)
    page.goto("/fr/demo/")

    page.get_by_role("link", name="Règlement").first.click()

    assert page.url.endswith("/fr/demo/rules/")
    assert page.get_by_role("heading", level=1).inner_text() == "Règlement du concours"
