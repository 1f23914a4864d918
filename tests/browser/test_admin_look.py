"""The administration as its organiser walks through it: what axe finds, what the policy refuses, whether pages fit.

What the policy refuses, `open_page` reports at the end of each test.
"""

from collections.abc import Iterable

import pytest
import time_machine
from playwright.sync_api import Page

from tests.builders.world import World, a_world
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]

ROOMS = ("competitions", "teams", "submissions", "judging")
HREFS = "links => links.map(link => link.getAttribute('href'))"
# By how many pixels the page is wider than the window, and each table than its frame.
TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll('.results')]
    .map(part => part.scrollWidth - part.clientWidth).filter(extra => extra > 0)"""
# Lists with an action that asks first whether it is meant.
QUESTIONS = (
    ("teams/team/", "give_mentor"),
    ("teams/role/", "end_roles"),
    ("judging/round/", "open_rounds"),
    ("judging/entry/", "give_jurors"),
    ("judging/entry/", "take_out"),
    ("judging/conflict/", "lift"),
)


def visit(page: Page, address: str) -> list[str]:
    """Open the page; what is wrong with it."""
    answer = page.goto(address)
    assert answer is not None
    return [f"{address}: {answer.status}"] if answer.status != 200 else faults(page)


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands."""
    found = [f"{page.url}: {extra} pixels too wide" for extra in page.evaluate(TOO_WIDE)]
    if page.locator("h1").count() != 1:
        found.append(f"{page.url}: not one main heading")
    try:
        assert_accessible(page)
    except AssertionError as fault:
        found.append(str(fault))
    return found


def visit_all(page: Page, addresses: Iterable[str]) -> list[str]:
    return [fault for address in addresses for fault in visit(page, address)]


def first_of(page: Page, *selectors: str) -> list[str]:
    """Where the first link of each selector leads, if there is one."""
    return [href for selector in selectors for href in page.locator(selector).evaluate_all(HREFS)[:1]]


@pytest.fixture
def world() -> World:
    """An edition whose ranking is signed and whose winner is named, so that every list has a row."""
    return a_world(closed=True)


@pytest.mark.parametrize("room", ROOMS)
def test_every_list_form_and_page_of_a_room_is_accessible_and_fits(
    open_page: OpenPage, world: World, room: str
) -> None:
    with time_machine.travel(world.at, tick=True):
        page = open_page("ar", person=world.actor("organiser"))
        page.goto("/ar/admin/")
        lists = page.locator(f"#content-main .app-{room} th a").evaluate_all(HREFS)
        found: list[str] = []
        for listed in lists:
            found += visit(page, listed)
            found += visit_all(page, first_of(page, ".object-tools .addlink", "#result_list tbody th a"))

    assert lists
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_first_page_histories_previews_and_questions_in_every_language(
    open_page: OpenPage, world: World, language: str
) -> None:
    base = f"/{language}/admin/"
    phase = world.edition.phases["submission"].pk
    with time_machine.travel(world.at, tick=True):
        page = open_page(language, person=world.actor("organiser"))
        found = visit_all(page, (base, f"{base}competitions/", f"{base}competitions/phase/{phase}/history/"))
        found += visit_all(page, first_of(page, "#change-history tbody a"))
        found += visit(page, f"{base}competitions/phase/{phase}/change/")
        found += visit_all(page, (f"{base}submissions/section/seed/", f"{base}competitions/reminderrule/"))
        found += visit_all(page, first_of(page, "#result_list a[href$='preview/']"))
        for listed, action in QUESTIONS:
            found += ask(page, base + listed, action)

    assert not found, "\n".join(found)


def ask(page: Page, listed: str, action: str) -> list[str]:
    """Choose an action for the first row of a list; what is wrong with the page that asks whether it is meant."""
    page.goto(listed)
    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").select_option(action)
    page.locator("button[name=index]").click()
    page.locator("form.question").wait_for()
    return faults(page)


def test_in_the_window_of_a_phone_rows_are_cards_and_nothing_is_cut_off(open_page: OpenPage, world: World) -> None:
    team = world.edition.teams["team"].pk
    with time_machine.travel(world.at, tick=True):
        page = open_page("ar", person=world.actor("organiser"), phone=True)
        found = visit_all(page, ("/ar/admin/", f"/ar/admin/teams/team/{team}/change/", "/ar/admin/teams/team/"))
        named = page.locator("#result_list tbody tr").first.locator("td[data-label]").count()

    assert not found, "\n".join(found)
    assert named == page.locator("#result_list thead th").count() - 2


def test_a_filter_is_chosen_without_scripts_and_kept_through_an_action(open_page: OpenPage, world: World) -> None:
    with time_machine.travel(world.at, tick=True):
        page = open_page("en", person=world.actor("organiser"), javascript=False)
        page.goto("/en/admin/teams/team/")
        page.locator("details.filter", has_text="Mentor").locator("summary").click()
        page.get_by_role("link", name="No mentor yet").click()
        rows = page.locator("#result_list tbody tr")
        before = rows.count()
        rows.first.locator("input.action-select").check()
        page.locator("select[name=action]").select_option("give_mentor")
        page.locator("button[name=index]").click()
        page.locator("select[name=mentor]").select_option(index=1)
        page.locator("form.question input.default").click()

    assert "mentor=none" in page.url
    assert page.locator(".messagelist .success").inner_text() == "Done: 1 of 1."
    assert before > 0
    assert rows.count() == before - 1
