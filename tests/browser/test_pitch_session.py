"""A session of pitches: the chair with a desktop, a juror with a telephone in Arabic, and somebody of the audience."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect

from judging.domain import drawing, panels, pitching
from judging.models import AudienceVote, Round
from tests.builders.competitions import a_notice
from tests.builders.judging import JUDGING, OPENING, a_juror, a_president, an_assignment
from tests.builders.pitching import a_pitch_round, organiser_of
from tests.builders.teams import a_participant, eligible
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def address(round: Round, name: str, language: str, **more: Any) -> str:
    with translation.override(language):
        return reverse(f"judging:{name}", kwargs={"edition": round.competition.slug, "round_id": round.pk, **more})


def looked_at(page: Page, name: str, pictures: Path | None) -> None:
    """Without a fault, without anything that sticks out; kept as a picture where one is wanted."""
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    if pictures:
        page.screenshot(path=str(pictures / f"{name}.png"), full_page=True)


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path | None:
    """Where pictures are kept: nowhere, unless somebody wants to look at them."""
    return None


def test_the_chair_starts_and_a_juror_sees_it_without_touching_the_telephone(
    open_page: OpenPage, pictures: Path | None
) -> None:
    round = a_pitch_round(entries=3)
    president = a_president(round.competition)
    juror = a_juror(round.competition, name_ar="سلمى الإدريسي")
    slots = pitching.programme(round)
    own = {slot.entry_id: an_assignment(entry=slot.entry, juror=juror) for slot in slots}
    first = slots[0].entry.version.title

    with time_machine.travel(JUDGING, tick=True):
        phone = open_page("ar", person=juror, phone=True)
        phone.goto(address(round, "pitch_now", "ar"))
        chair = open_page("fr", person=president)
        chair.goto(address(round, "live", "fr"))
        chair.click("button[value=start]")
        expect(chair.locator(".figure")).to_have_text("05:58", timeout=10_000)
        looked_at(chair, "chair-fr", pictures)

        expect(phone.locator("#on-now")).to_have_text(first)
        expect(phone.locator(".signal")).to_have_text("في حدود الوقت")
        looked_at(phone, "now-ar", pictures)
        phone.click("main .actions a.button")
        evaluation = {"edition": round.competition.slug, "assignment_id": own[slots[0].entry_id].pk}
        assert phone.url.endswith(reverse("judging:evaluation", kwargs=evaluation).removeprefix("/en"))

        screen = open_page("fr", person=president)
        screen.goto(address(round, "live_screen", "fr"))
        chair.click("button[value=questions]")
        expect(screen.locator(".part")).to_have_text("Questions du jury")
        looked_at(screen, "screen-fr", pictures)
        chair.click("button[value=end]")
        expect(screen.locator("h1")).to_have_text("Personne ne présente en ce moment")


def test_the_last_minute_and_the_end_are_said_in_colour_and_words(open_page: OpenPage, pictures: Path | None) -> None:
    round = a_pitch_round(entries=1)
    president = a_president(round.competition)
    pitching.start(slot=pitching.programme(round)[0], by=president, at=JUDGING)

    with time_machine.travel(JUDGING + timedelta(minutes=4, seconds=57), tick=True):
        screen = open_page("ar", person=president)
        screen.goto(address(round, "live_screen", "ar"))
        expect(screen.locator(".signal")).to_have_text("الدقيقة الأخيرة")
        expect(screen.locator(".stage")).to_have_attribute("data-kind", "warn")
        looked_at(screen, "screen-ar", pictures)


def test_a_phone_without_a_network_says_so_and_comes_right(open_page: OpenPage) -> None:
    round = a_pitch_round(entries=2)
    president, juror = a_president(round.competition), a_juror(round.competition)
    an_assignment(entry=pitching.programme(round)[0].entry, juror=juror)

    with time_machine.travel(JUDGING, tick=True):
        phone = open_page("ar", person=juror, phone=True)
        phone.goto(address(round, "pitch_now", "ar"))
        phone.context.set_offline(True)
        expect(phone.locator("#stage-lost")).to_be_visible()
        pitching.start(slot=pitching.programme(round)[0], by=president, at=JUDGING)
        phone.context.set_offline(False)
        expect(phone.locator(".figure")).to_be_visible()
        expect(phone.locator("#stage-lost")).to_be_hidden()


def test_the_order_is_made_without_scripts(open_page: OpenPage) -> None:
    round = a_pitch_round(entries=3)
    last = pitching.programme(round)[2]

    with time_machine.travel(OPENING, tick=True):
        desk = open_page("ar", person=organiser_of(round), javascript=False)
        desk.goto(address(round, "pitch_order", "ar"))
        row = desk.locator(f"#slot-{last.pk}")
        row.locator("summary").click()
        row.locator("input[name=place]").fill("1")
        with desk.expect_navigation():
            row.locator("button[value=move]").click()

    assert pitching.programme(round)[0].entry_id == last.entry_id


def test_the_pages_of_the_organiser_and_the_audience_are_accessible(open_page: OpenPage, pictures: Path | None) -> None:
    round = a_pitch_round(entries=3, voted=True)
    by = organiser_of(round)
    for _each in range(2):
        a_juror(round.competition)
    panels.make_panels(round=round, number=2, by=by, at=OPENING)
    for purpose in ("panels", "order"):
        drawing.publish_seed(round=round, purpose=purpose, by=by, at=OPENING, seed="4 8 15 16 23 42")
    panels.draw(round=round, by=by, at=OPENING + timedelta(hours=1))
    voter = eligible(a_participant(round.competition), round.competition)
    a_notice(published_at=None)

    with time_machine.travel(JUDGING, tick=True):
        for language, phone in (("ar", True), ("fr", False)):
            desk = open_page(language, person=by, phone=phone)
            for name in ("pitch_order", "panels", "panel_jurors", "panel_entries", "audience_results"):
                desk.goto(address(round, name, language))
                looked_at(desk, f"{name}-{language}", pictures)
            desk.goto(f"/{language}/{round.competition.slug}/draws/")
            looked_at(desk, f"draws-{language}", pictures)
        booth = open_page("ar", person=voter, phone=True)
        booth.goto(address(round, "audience_vote", "ar"))
        looked_at(booth, "vote-ar", pictures)
        booth.locator("input[name=entry]").first.check()
        booth.click("main form button")
        looked_at(booth, "voted-ar", pictures)

    assert AudienceVote.objects.count() == 1
