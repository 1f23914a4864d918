"""Writing a section in a real browser: whatever happens to line, session, window or clock, nothing typed is lost."""

from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from submissions.models import Question
from teams.models import User
from tests.browser import steps
from tests.browser.desk import OTHER, SAVE, TYPED, Desk, a_desk, copies, open_section, saved, summary
from tests.browser.visitor import Visitor
from tests.builders.competitions import NOW
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage, after_a_crash, sign_in_cookie
from tests.harness.clock import seconds

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


def test_what_is_typed_is_saved_by_itself_and_there_after_a_reload(
    open_page: OpenPage, desk: Desk, member: User
) -> None:
    page = open_section(open_page, desk, member)

    summary(page).fill(TYPED)
    saved(page)

    assert (desk.answer().value, desk.answer().saved_by) == (TYPED, member)
    expect(page.locator("[data-question=summary] [data-saved]")).to_contain_text("10:00")
    page.reload()
    expect(summary(page)).to_have_value(TYPED)


def test_a_cable_pulled_in_mid_sentence_loses_nothing(open_page: OpenPage, desk: Desk, member: User) -> None:
    page = open_section(open_page, desk, member)
    page.context.set_offline(True)

    summary(page).fill("")
    summary(page).press_sequentially(TYPED)
    expect(page.locator("#writing-state")).to_be_visible()
    assert copies(page) == [TYPED]

    page.context.set_offline(False)
    saved(page)
    assert desk.answer().value == TYPED
    expect(page.locator("#writing-state")).to_be_hidden()


def test_a_page_that_ended_without_a_line_offers_its_text_back_with_what_differs(
    open_page: OpenPage, desk: Desk, member: User
) -> None:
    page = open_section(open_page, desk, member)
    before = desk.answer().value
    page.context.set_offline(True)
    summary(page).fill(TYPED)

    page = after_a_crash(page)
    page.goto(desk.address())

    offer = page.locator("[data-question=summary] .device-copy")
    expect(offer.locator("ins")).to_contain_text(TYPED)
    expect(offer.locator("del")).to_contain_text("47")
    expect(summary(page)).to_have_value(before)
    assert_accessible(page)
    offer.locator("[data-do=put]").click()
    saved(page)
    assert desk.answer().value == TYPED
    expect(offer).to_have_count(0)


def test_a_text_that_is_discarded_is_gone_from_the_device(open_page: OpenPage, desk: Desk, member: User) -> None:
    page = open_section(open_page, desk, member)
    before = desk.answer().value
    page.context.set_offline(True)
    summary(page).fill(TYPED)
    page = after_a_crash(page)
    page.goto(desk.address())

    page.locator(".device-copy [data-do=discard]").click()

    assert copies(page) == []
    assert desk.answer().value == before


def test_nobody_is_shown_what_somebody_else_has_typed_on_the_same_device(
    open_page: OpenPage, desk: Desk, member: User
) -> None:
    page = open_section(open_page, desk, member)
    page.context.set_offline(True)
    summary(page).fill(TYPED)
    page = after_a_crash(page)
    page.context.add_cookies([sign_in_cookie(desk.deputy, page.context)])

    page.goto(desk.address())

    expect(summary(page)).to_be_visible()
    assert TYPED not in page.content()
    assert copies(page) == [TYPED]  # still there for whom it belongs to


def test_a_session_that_ends_is_said_and_the_text_saved_after_signing_in_elsewhere(
    open_page: OpenPage, desk: Desk, member: User
) -> None:
    page = open_section(open_page, desk, member)
    Session.objects.all().delete()

    summary(page).fill(TYPED)
    link = page.locator("#writing-state [data-sign-in]")
    expect(link).to_be_visible()
    assert copies(page) == [TYPED]
    with page.context.expect_page() as opened:
        link.click()
    steps.sign_in(Visitor(opened.value, "ar"), member.email)

    saved(page)
    assert desk.answer().value == TYPED
    expect(page.locator("#writing-state")).to_be_hidden()


def test_nothing_is_saved_in_the_name_of_who_signed_in_since(open_page: OpenPage, desk: Desk, member: User) -> None:
    page = open_section(open_page, desk, member)
    before = desk.answer().value
    page.context.add_cookies([sign_in_cookie(desk.deputy, page.context)])

    summary(page).fill(TYPED)
    expect(page.locator("#writing-state")).to_be_visible()

    assert desk.answer().value == before
    assert copies(page) == [TYPED]


def test_a_deadline_that_passes_in_mid_form_keeps_the_text_to_be_copied(
    open_page: OpenPage, desk: Desk, member: User, clock: time_machine.Traveller
) -> None:
    phase = desk.phase
    clock.move_to(phase.closes_at - seconds(20))
    page = open_section(open_page, desk, member)
    before = desk.answer().value
    clock.move_to(phase.closes_at + seconds(1))

    summary(page).fill(TYPED)
    expect(page.locator("#writing-state")).to_be_visible()
    page.goto(desk.address())

    kept = page.locator("[data-kept-copies] textarea")
    expect(kept).to_have_value(TYPED)
    assert desk.answer().value == before
    assert_accessible(page)


def test_the_button_pressed_twice_while_it_saves_by_itself_saves_once(
    open_page: OpenPage, desk: Desk, member: User
) -> None:
    page = open_section(open_page, desk, member)
    before = desk.answer().revision

    summary(page).fill(TYPED)
    page.locator(SAVE).dblclick()
    page.wait_for_load_state("networkidle")

    assert (desk.answer().value, desk.answer().revision) == (TYPED, before + 1)
    expect(page.locator(".conflict")).to_have_count(0)


def test_the_back_button_starts_from_the_newest_text(open_page: OpenPage, desk: Desk, member: User) -> None:
    page = open_section(open_page, desk, member)
    summary(page).fill(TYPED)
    page.locator(SAVE).click()
    page.wait_for_load_state("networkidle")
    page.goto(desk.list_address)
    page.go_back()

    expect(summary(page)).to_have_value(TYPED)
    summary(page).fill(OTHER)
    saved(page)

    assert desk.answer().value == OTHER


def test_a_question_taken_back_while_somebody_writes_drops_nothing(
    open_page: OpenPage, desk: Desk, member: User
) -> None:
    page = open_section(open_page, desk, member)
    Question.objects.filter(key="summary").update(retired_at=NOW)

    summary(page).fill(TYPED)
    expect(page.locator("[data-question=summary] [data-beside] .note")).to_be_visible()
    page.goto(desk.address())

    expect(page.locator("[data-kept-copies] textarea")).to_have_value(TYPED)


def test_words_are_counted_while_one_writes_and_never_cut(open_page: OpenPage, desk: Desk, member: User) -> None:
    page = open_section(open_page, desk, member)
    counted = page.locator("[data-question=summary] [data-counted]")

    summary(page).fill("كلمة " * 301)

    expect(counted).to_contain_text("301")
    expect(counted).to_have_class("num over")
    assert len(summary(page).input_value().split()) == 301


def test_a_section_is_written_with_the_keyboard_alone_on_a_phone(open_page: OpenPage, desk: Desk, member: User) -> None:
    page = open_section(open_page, desk, member, phone=True)

    for _each in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q-summary":
            break
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(TYPED)
    page.keyboard.press("Tab")  # leaving the field saves it
    saved(page)

    assert desk.answer().value == TYPED
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


def test_without_scripts_the_button_saves(open_page: OpenPage, desk: Desk, member: User) -> None:
    page = open_section(open_page, desk, member, javascript=False)

    summary(page).fill(TYPED)
    page.locator(SAVE).click()

    assert desk.answer().value == TYPED


def test_a_device_that_keeps_nothing_says_so_and_the_page_saves_all_the_same(
    open_page: OpenPage, desk: Desk, member: User
) -> None:
    page = open_page("ar", person=member)
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    page.goto(desk.address())

    summary(page).fill(TYPED)
    expect(page.locator("#writing-no-room")).to_be_visible()
    expect(page.locator("#section-form[data-state=saved]")).to_be_visible()

    assert desk.answer().value == TYPED


def test_a_button_does_not_move_away_under_the_finger(open_page: OpenPage, desk: Desk, member: User) -> None:
    page = open_section(open_page, desk, member)
    summary(page).fill(TYPED)
    Session.objects.all().delete()
    button = page.locator(SAVE)
    button.scroll_into_view_if_needed()
    button.hover()
    before = button.bounding_box()

    with page.expect_response("**/autosave/"):  # leaving the field saves; what comes of it would move the button
        page.mouse.down()
    page.wait_for_function("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    assert button.bounding_box() == before
    with page.expect_navigation():
        page.mouse.up()

    assert "login" in page.url
