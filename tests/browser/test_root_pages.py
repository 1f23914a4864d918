"""The front page, the calendar, a person's own page and the admin's first one, seen by a browser."""

from collections.abc import Iterator
from itertools import product

import pytest
import time_machine

from competitions.models import Competition, KeyFigure, Partner
from teams.models import User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_feedback, a_project, a_questionnaire
from tests.builders.teams import a_role, a_team
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]

LANGUAGES = ("ar", "fr", "en")
WINDOWS = list(product(LANGUAGES, (True, False)))


@pytest.fixture(autouse=True)
def _inside_the_edition() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def edition() -> Competition:
    edition = a_competition(slug="trial", organiser_name_ar="جهة منظمة", tagline_ar="مسابقة للجميع")
    Partner.objects.create(competition=edition, name_ar="شريك")
    KeyFigure.objects.create(competition=edition, value="14", label_ar="قطاعا")
    a_questionnaire(the_phase(edition, "submission"))
    return edition


@pytest.fixture
def captain(edition: Competition) -> User:
    """Somebody with a note to read."""
    team = a_team(competition=edition, confirmed=True)
    a_feedback(a_project(team))
    return team.captain


@pytest.mark.parametrize(("language", "phone"), WINDOWS)
@pytest.mark.parametrize("address", ["", "trial/calendar/", "me/"])
def test_pages_are_accessible_and_fit_their_window(
    open_page: OpenPage, captain: User, language: str, phone: bool, address: str
):
    page = open_page(language, person=captain, phone=phone)

    page.goto(f"/{language}/{address}")

    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert_accessible(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_admin_begins_with_what_needs_a_decision(open_page: OpenPage, edition: Competition, language: str):
    organiser = a_role("organiser", competition=edition)
    a_team(competition=edition, confirmed=True)
    page = open_page(language, person=organiser)

    page.goto(f"/{language}/admin/")

    assert page.locator("#affairs li").count() >= 1
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert_accessible(page)


def test_the_next_step_is_one_click_away_without_scripts(open_page: OpenPage, captain: User):
    page = open_page("fr", person=captain, javascript=False)

    page.goto("/fr/me/")
    page.locator(".next-step .button").click()

    assert page.url.endswith("/fr/trial/project/")
