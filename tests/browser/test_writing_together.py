"""Two windows and two members in one section; and the panel that counts down beside it."""

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import expect

from submissions.models import Presence
from teams.models import User
from tests.browser.desk import OTHER, TYPED, Desk, a_desk, copies, open_section, saved, summary
from tests.builders.competitions import NOW
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage
from tests.harness.clock import minutes, seconds

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=True) as clock:
        yield clock


@pytest.fixture
def desk(clock: time_machine.Traveller) -> Desk:
    return a_desk()


@pytest.fixture
def member(desk: Desk) -> User:
    return desk.member


def test_two_windows_of_one_person_with_the_same_text_are_no_conflict(
    open_page: OpenPage, desk: Desk, member: User
) -> None:
    page = open_section(open_page, desk, member)
    other = page.context.new_page()
    other.goto(desk.address())
    for window in (page, other):
        summary(window).fill(TYPED)
        saved(window)

    summary(page).fill(OTHER)
    saved(page)

    assert desk.answer().value == OTHER
    expect(page.locator(".conflict")).to_have_count(0)


def test_two_members_see_each_other_and_both_texts(open_page: OpenPage, desk: Desk, member: User) -> None:
    deputy = desk.deputy
    page, other = open_section(open_page, desk, member), open_section(open_page, desk, deputy)
    expect(other.locator("#presence bdi")).to_have_text(member.display_name)

    summary(page).fill(TYPED)
    saved(page)
    summary(other).fill(OTHER)
    conflict = other.locator("[data-question=summary] .conflict")
    expect(conflict).to_be_visible()

    assert desk.answer().value == TYPED
    expect(summary(other)).to_have_value(OTHER)
    assert copies(other) == [OTHER]
    assert_accessible(other)


def test_a_text_that_gave_way_knowingly_is_not_offered_again(open_page: OpenPage, desk: Desk, member: User) -> None:
    page, other = open_section(open_page, desk, member), open_section(open_page, desk, desk.deputy)
    summary(page).fill(TYPED)
    saved(page)
    summary(other).fill(OTHER)
    expect(other.locator("[data-question=summary] .conflict")).to_be_visible()

    other.locator("button[value='theirs:summary']").click()
    expect(summary(other)).to_have_value(TYPED)
    expect(other.locator(".device-copy")).to_have_count(0)
    other.locator("#section-form .actions button.quiet:not([name])").click()

    expect(other.locator("[data-question=summary] .conflict")).to_have_count(0)
    expect(other.locator(".device-copy")).to_have_count(0)
    assert copies(other) == []


def test_a_text_that_nobody_has_chosen_yet_is_offered_on_return(open_page: OpenPage, desk: Desk, member: User) -> None:
    page, other = open_section(open_page, desk, member), open_section(open_page, desk, desk.deputy)
    summary(page).fill(TYPED)
    saved(page)
    summary(other).fill(OTHER)
    expect(other.locator("[data-question=summary] .conflict")).to_be_visible()

    other.reload()

    other.locator(".device-copy [data-do=put]").click()
    expect(summary(other)).to_have_value(OTHER)


def test_who_leaves_is_not_shown_any_more(open_page: OpenPage, desk: Desk, member: User) -> None:
    page = open_section(open_page, desk, member)
    page.wait_for_load_state("networkidle")
    assert Presence.objects.filter(person=member).exists()

    with page.expect_response(lambda response: "presence" in response.url and response.status == 204):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")

    assert not Presence.objects.filter(person=member).exists()


class TestCountdown:
    def test_it_goes_by_the_clock_of_the_server_and_ends_with_the_phase(
        self, open_page: OpenPage, desk: Desk, member: User, clock: time_machine.Traveller
    ) -> None:
        phase = desk.phase
        clock.move_to(phase.closes_at - minutes(5) - seconds(2))
        page = open_section(open_page, desk, member)
        panel = page.locator(".deadline")

        expect(panel.locator("[data-voice]")).to_contain_text("بعد 5 دقائق")
        expect(panel.locator(".left")).to_contain_text("ثاني")

        clock.move_to(phase.closes_at - seconds(2))
        page.reload()
        expect(panel.locator(".left")).to_have_text("انتهى الأجل")
