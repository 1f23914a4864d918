"""The scoring room in a real browser: whatever happens to line, window or clock, no word and no score is lost."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from judging.models import Evaluation
from tests.builders.judging import JUDGING
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage, after_a_crash, sign_in_cookie
from tests.harness.clock import seconds
from tests.judging.scoring_desk import (
    OTHER,
    TABLET,
    TYPED,
    Desk,
    a_scoring_desk,
    copies,
    field,
    open_room,
    saved,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(JUDGING, tick=True) as clock:
        yield clock


@pytest.fixture
def desk(clock: time_machine.Traveller) -> Desk:
    return a_scoring_desk()


def test_what_is_typed_is_saved_by_itself_with_the_hour_and_there_after_a_reload(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_room(open_page, desk)

    page.locator("[name=points_impact][value='1600']").check()
    field(page, "points_training").fill("١٤٫٥")
    field(page, "comment_for_team").fill(TYPED)
    saved(page)

    assert desk.points() == {"impact": 1600, "feasibility": None, "training": 1450}
    assert desk.evaluation().comment_for_team == TYPED
    expect(page.locator(".comment [data-saved]").first).to_contain_text("10:00")
    page.reload()
    expect(field(page, "comment_for_team")).to_have_value(TYPED)
    expect(page.locator("[name=points_impact][value='1600']")).to_be_checked()


def test_a_line_that_is_cut_in_mid_sentence_loses_nothing(open_page: OpenPage, desk: Desk) -> None:
    page = open_room(open_page, desk)
    page.context.set_offline(True)

    field(page, "comment_for_team").press_sequentially(TYPED)
    expect(page.locator("#writing-state")).to_be_visible()
    assert copies(page) == [TYPED]
    page.locator(".bar button[value=next]").click()
    expect(field(page, "comment_for_team")).to_have_value(TYPED)

    page.context.set_offline(False)
    saved(page)
    assert desk.evaluation().comment_for_team == TYPED
    expect(page.locator("#writing-state")).to_be_hidden()
    assert copies(page) == []


def test_a_page_closed_without_a_line_offers_the_words_back(open_page: OpenPage, desk: Desk) -> None:
    page = open_room(open_page, desk)
    page.context.set_offline(True)
    field(page, "comment_for_jury").fill(TYPED)

    page = after_a_crash(page)
    page.goto(desk.address())
    offer = page.locator("[data-question=comment_for_jury] .device-copy")
    expect(offer.locator("ins")).to_contain_text(TYPED)
    assert_accessible(page)
    offer.locator("[data-do=put]").click()

    saved(page)
    assert desk.evaluation().comment_for_jury == TYPED


def test_two_windows_bring_together_what_only_one_of_them_changed(open_page: OpenPage, desk: Desk) -> None:
    first = open_room(open_page, desk)
    second = first.context.new_page()
    second.goto(desk.address())

    field(first, "points_training").fill("12")
    saved(first)
    field(second, "comment_for_team").fill(TYPED)
    saved(second)

    assert desk.points()["training"] == 1200
    assert desk.evaluation().comment_for_team == TYPED
    expect(field(second, "points_training")).to_have_value("12")
    expect(second.locator("#evaluation .device-copy")).to_have_count(0)


def test_what_both_windows_changed_is_shown_twice_and_the_juror_chooses(open_page: OpenPage, desk: Desk) -> None:
    first = open_room(open_page, desk)
    second = first.context.new_page()
    second.goto(desk.address())
    field(first, "comment_for_team").fill(TYPED)
    saved(first)

    field(second, "comment_for_team").fill(OTHER)
    note = second.locator("[data-question=comment_for_team] .device-copy")
    expect(note).to_contain_text(TYPED)
    expect(field(second, "comment_for_team")).to_have_value(OTHER)
    assert desk.evaluation().comment_for_team == TYPED
    assert_accessible(second)
    note.locator("[data-do=mine]").click()

    saved(second)
    assert desk.evaluation().comment_for_team == OTHER
    expect(note).to_have_count(0)


def test_a_score_off_the_scale_is_said_beside_its_field_while_the_rest_is_saved(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_room(open_page, desk, "fr")

    field(page, "points_training").fill("21")
    field(page, "comment_for_team").fill(TYPED)
    expect(page.locator("[data-question=points_training] .error")).to_contain_text("20")
    assert_accessible(page)

    field(page, "points_training").fill("14,5")
    expect(page.locator("[data-question=points_training] .error")).to_have_count(0)
    saved(page)
    assert desk.points()["training"] == 1450
    assert desk.evaluation().comment_for_team == TYPED


def test_the_deadline_passes_in_mid_sentence_and_the_words_can_be_copied(
    open_page: OpenPage, desk: Desk, clock: time_machine.Traveller
) -> None:
    phase = desk.round.phase
    clock.move_to(phase.closes_at - seconds(20))
    page = open_room(open_page, desk)
    clock.move_to(phase.closes_at + seconds(1))

    field(page, "comment_for_team").fill(TYPED)
    expect(page.locator("#writing-state")).to_be_visible()
    page.goto(desk.address())

    expect(page.locator("[data-kept-copies] textarea")).to_have_value(TYPED)
    assert not Evaluation.objects.filter(assignment=desk.assignment).exists()
    assert_accessible(page)


def test_a_session_that_ends_is_said_and_the_words_are_saved_after_signing_in_again(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_room(open_page, desk)
    another = sign_in_cookie(desk.juror, page.context)
    Session.objects.exclude(session_key=another["value"]).delete()

    field(page, "comment_for_team").fill(TYPED)
    expect(page.locator("#writing-state [data-sign-in]")).to_be_visible()
    page.context.add_cookies([another])

    saved(page)
    assert desk.evaluation().comment_for_team == TYPED


def test_a_project_is_scored_and_finished_with_the_keyboard_alone(open_page: OpenPage, desk: Desk) -> None:
    page = open_room(open_page, desk)

    for _each in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "points_impact":
            break
    page.keyboard.type("16")
    expect(page.locator("[name=points_impact][value='1600']")).to_be_checked()
    page.keyboard.press("Enter")
    page.keyboard.type("14,5")
    page.keyboard.press("Enter")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(TYPED)
    page.keyboard.press("Control+Shift+Enter")

    expect(page).to_have_url(re.compile(rf"/jury/{desk.following.pk}/"))
    assert desk.points() == {"impact": 1600, "feasibility": 1450, "training": 1200}
    assert desk.evaluation().finished_at is not None


@pytest.mark.usefixtures("clock")
def test_enter_stops_at_levels_of_which_none_is_chosen_yet(open_page: OpenPage) -> None:
    desk = a_scoring_desk(levels_on="feasibility")
    page = open_room(open_page, desk)

    field(page, "points_impact").focus()
    page.keyboard.type("14,5")
    page.keyboard.press("Enter")
    page.keyboard.type("16")
    page.keyboard.press("Enter")
    page.keyboard.type("12")
    saved(page)

    assert desk.points() == {"impact": 1450, "feasibility": 1600, "training": 1200}


def test_save_and_next_leads_on_and_skipping_saves_nothing(open_page: OpenPage, desk: Desk) -> None:
    page = open_room(open_page, desk)
    page.locator(".bar .bar-link").click()
    expect(page).to_have_url(re.compile(rf"/jury/{desk.following.pk}/"))
    assert not Evaluation.objects.filter(assignment=desk.assignment).exists()

    page.goto(desk.address())
    field(page, "points_training").fill("12")
    page.locator(".bar button[value=next]").dblclick()
    expect(page).to_have_url(re.compile(rf"/jury/{desk.following.pk}/"))

    assert desk.points()["training"] == 1200


def test_without_a_line_a_phone_turns_to_the_project_and_is_led_to_what_was_kept(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_room(open_page, desk, phone=True)
    page.locator(".split-tabs a").nth(1).click()
    page.context.set_offline(True)
    field(page, "comment_for_jury").fill(TYPED)
    expect(page.locator("#writing-state")).to_be_visible()
    page.locator(".split-tabs a").first.click()
    expect(page.locator("#project")).to_be_visible()

    page = after_a_crash(page)
    page.goto(desk.address())
    expect(page.locator("[data-question=comment_for_jury] .device-copy")).to_be_in_viewport()


def test_without_scripts_a_phone_has_two_tabs_and_the_button_saves(open_page: OpenPage, desk: Desk) -> None:
    page = open_room(open_page, desk, "fr", javascript=False, phone=True)
    expect(page.locator("#project")).to_be_visible()
    expect(page.locator("#evaluation")).to_be_hidden()

    page.locator(".split-tabs a").nth(1).click()
    expect(page.locator("#evaluation")).to_be_visible()
    expect(page.locator("#project")).to_be_hidden()
    field(page, "comment_for_team").fill(TYPED)
    field(page, "points_training").fill("21")
    page.locator(".bar button[value=finish]").click()

    expect(page.locator("[role=alert]")).to_contain_text("20")
    assert desk.evaluation().comment_for_team == TYPED
    expect(field(page, "points_training")).to_have_value("21")
    field(page, "points_training").fill("14,5")
    page.locator("#evaluation button[value=stay]").click()
    expect(page.locator("#evaluation")).to_be_visible()
    assert desk.points()["training"] == 1450


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_room_is_accessible_and_fits_on_phone_and_tablet(open_page: OpenPage, desk: Desk, language: str) -> None:
    page = open_room(open_page, desk, language, phone=True)
    with translation.override(language):
        slug, pk = desk.round.competition.slug, desk.round.pk
        others = [
            reverse("judging:jury", kwargs={"edition": slug}),
            reverse("judging:own_scores", kwargs={"edition": slug, "round_id": pk}),
            reverse("judging:sign_evaluations", kwargs={"edition": slug, "round_id": pk}),
        ]
    for address in [desk.address(language), f"{desk.address(language)}#your-evaluation", *others]:
        for size in ({"width": 375, "height": 740}, TABLET):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.goto("about:blank")
            page.goto(address)
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} at {size}"


def test_the_pages_of_an_attachment_open_beside_the_form(open_page: OpenPage, desk: Desk) -> None:
    page = open_room(open_page, desk)
    field(page, "comment_for_team").fill(TYPED)

    page.locator("#project .files a.own").first.click()

    expect(page.locator(".opened-pages")).to_be_visible()
    expect(field(page, "comment_for_team")).to_have_value(TYPED)
    assert_accessible(page)
    page.locator("#project .files a.own").first.click()
    expect(page.locator(".opened-pages")).to_have_count(0)
