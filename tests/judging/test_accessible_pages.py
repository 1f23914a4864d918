"""The jury's pages in a browser: what axe finds, what does not fit, with and without JavaScript."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect

from judging.domain.publication import do_not_award, name_award, schedule
from judging.models import Assignment, Evaluation, Round
from teams.models import User
from tests.builders.competitions import a_competition
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_juror,
    a_president,
    a_round,
    a_signature,
    an_assignment,
    an_evaluation,
    an_organiser,
    close_as_it_is,
    the_entry,
)
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]

Shown = Iterator[tuple[str, Any]]


@pytest.fixture
def round() -> Round:
    """Four projects, two jurors; of the first juror one is finished, one begun, two are not begun."""
    competition = a_competition(slug="demo")
    round = a_round(competition=competition, entries=4, with_files=1, levels={"impact": (400, 800, 1200, 1600, 2000)})
    jurors = [a_juror(competition), a_juror(competition)]
    for number, entry in enumerate(round.entries.order_by("pk")):
        for juror in jurors:
            assignment = an_assignment(entry=entry, juror=juror)
            if number < 2:
                an_evaluation(assignment, points=[2000, 800][number], finished=number == 0)
    return round


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"judging:{name}", kwargs={"edition": "demo", **kwargs})


def the_juror(round: Round) -> tuple[User, list[Assignment]]:
    """The first juror, and what is theirs in its order."""
    first = Assignment.objects.filter(entry__round=round).order_by("pk")[0]
    return first.juror, list(Assignment.objects.of(first.juror).order_by("pk"))


def while_judging(round: Round) -> Shown:
    juror, theirs = the_juror(round)
    for assignment in theirs[:3]:
        yield address("evaluation", assignment_id=assignment.pk), juror
    yield address("jury"), juror
    yield address("conflict"), juror
    yield address("ranking", round_id=round.pk), a_president(round.competition)


def once_closed(round: Round) -> Shown:
    president = a_president(round.competition)
    juror, theirs = the_juror(round)
    yield address("evaluation", assignment_id=theirs[1].pk), juror
    yield address("jury"), president
    yield address("ranking", round_id=round.pk), president
    for part in ("entries", "assignments", "rules"):
        yield f"{address('audit')}?part={part}", president


def once_public(round: Round) -> Shown:
    yield address("results"), None
    yield address("ranking", round_id=round.pk), a_president(round.competition)


def assert_fits(page: Page) -> None:
    """Nothing sticks out at the side."""
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert excess <= 0, f"{page.url} is {excess} pixels too wide"


def assert_good(open_page: OpenPage, language: str, phone: bool, pages: Callable[[Round], Shown], round: Round) -> None:
    with translation.override(language):
        shown = list(pages(round))
    for url, person in shown:
        page = open_page(language, person=person, phone=phone)
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == 200, url
        assert_accessible(page)
        assert_fits(page)
        page.context.close()


@pytest.mark.parametrize(("language", "phone"), [("ar", True), ("fr", False), ("en", True)])
def test_every_page_is_accessible_and_fits(round: Round, open_page: OpenPage, language: str, phone: bool) -> None:
    with time_machine.travel(JUDGING):
        assert_good(open_page, language, phone, while_judging, round)
    close_as_it_is(round=round, at=OVER)
    with time_machine.travel(OVER):
        assert_good(open_page, language, phone, once_closed, round)
        a_signature(round)
        given: dict[str, Any] = {"competition": round.competition, "by": an_organiser(round.competition), "at": OVER}
        name_award(entry=the_entry(round), prize={"ar": "الجائزة الأولى"}, rank=1, about={"ar": "مشروع نافع"}, **given)
        do_not_award(prize={"ar": "الجائزة الثانية"}, because={"ar": "لم يبلغ أي مشروع آخر العتبة"}, **given)
        schedule(publish_at=OVER, **given)
        assert_good(open_page, language, phone, once_public, round)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_juror_evaluates_finishes_and_goes_on(round: Round, open_page: OpenPage, javascript: bool) -> None:
    juror, (_finished, _begun, third, fourth) = the_juror(round)

    with time_machine.travel(JUDGING), translation.override("en"):
        page = open_page("en", person=juror, javascript=javascript)
        page.goto(address("evaluation", assignment_id=third.pk))
        page.get_by_role("button", name="Finish this evaluation").click()
        expect(page.get_by_role("alert")).to_contain_text("4 points are missing")
        page.get_by_role("alert").get_by_role("link").first.click()
        page.get_by_text("Level 1600").click()
        page.locator("[name=points_feasibility]").fill("١٤٫٥")
        page.locator("[name=points_training]").fill("12,25")
        page.locator("[name=comment_for_team]").fill("عمل متقن")
        page.get_by_role("button", name="Finish this evaluation").click()

        expect(page).to_have_url(re.compile(f"{address('evaluation', assignment_id=fourth.pk)}$"))
    evaluation = Evaluation.objects.get(assignment=third)
    points = dict(evaluation.scores.values_list("criterion__key", "points"))
    assert points == {"impact": 1600, "feasibility": 1450, "training": 1225}
    assert evaluation.finished_at is not None
