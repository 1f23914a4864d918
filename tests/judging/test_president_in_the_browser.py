"""The president's way from the end of the round to a signed, sealed and scheduled ranking, led by the next step."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page

from judging.domain.deliberating.minutes import fingerprint_of, sign_minutes
from judging.domain.deliberating.prizes import add_prize
from judging.models import Award, Publication, Round, Signature
from tests.builders.analyses import an_analysis, neighbours_to_talk_about
from tests.builders.judging import OVER
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage
from tests.judging.sitting import Sitting, a_sitting

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]

BUTTON = "main form button.button"


def a_closed_sitting() -> Sitting:
    """Four projects, two of them a statistical tie, and one prize; the deliberation is not open yet."""
    sitting = a_sitting(1500, 1480, 900, 700, opened=False)
    name = {"ar": "الجائزة الأولى", "fr": "Premier prix", "en": "First prize"}
    add_prize(competition=sitting.competition, name=name, level="first", by=sitting.organiser, at=OVER)
    an_analysis(sitting.round, neighbours_to_talk_about)
    return sitting


def follow(page: Page) -> None:
    """Go where the next step leads."""
    page.locator(".next-step a.button").click()
    assert_accessible(page)


def press(page: Page) -> None:
    page.locator(BUTTON).last.click()


def back(page: Page) -> None:
    page.locator("main a").first.click()


def deliberate(page: Page) -> None:
    """From the person's own page: open, say who takes part, talk and note it, close."""
    follow(page)  # to the ranking
    page.locator("main a.button[href$='/deliberation/']").click()
    press(page)
    follow(page)  # to who takes part
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    press(page)
    follow(page)  # to the projects
    page.locator("main details:has(textarea) > summary").first.click()
    page.locator("main details[open] textarea").fill("نقاش طويل")
    page.locator("main details[open] button.button").click()
    back(page)
    follow(page)  # nothing is left to decide: to the closing
    press(page)


def seal_and_schedule(page: Page) -> None:
    """Once the jurors have signed: the seal, the winners, the moment."""
    page.reload()
    follow(page)
    press(page)
    follow(page)
    press(page)
    follow(page)
    page.locator("main input[type=date]").fill("2021-01-05")
    page.locator("main input[type=time]").fill("10:00")
    press(page)


def test_the_next_step_leads_from_closing_to_signed_sealed_and_scheduled(open_page: OpenPage) -> None:
    sitting = a_closed_sitting()
    president: Any = sitting.president
    with time_machine.travel(OVER + timedelta(minutes=5)):
        page = open_page("fr", person=president)
        page.goto("/fr/me/")
        deliberate(page)
        round = Round.objects.get()
        for juror in sitting.jurors:
            sign_minutes(round=round, seen=fingerprint_of(round), by=juror, at=timezone.now())
        seal_and_schedule(page)
        page.locator(".next-step.done").wait_for()

    assert (Signature.objects.count(), Award.objects.count(), Publication.objects.count()) == (1, 1, 1)
