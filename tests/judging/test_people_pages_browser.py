"""The pages of the jury's people in a browser: what axe finds, what does not fit, with and without JavaScript."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect

from judging.domain.challenging import challenge
from judging.domain.inviting import Guest, invite_juror
from judging.domain.profiles import accept_charter
from judging.models import Conflict, ConflictDeclaration, JuryRules
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.judging import JUDGING, a_juror, a_president, a_round, an_organiser
from tests.builders.teams import a_team
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]

SHOWN = os.environ.get("SCREENSHOTS", "")  # a folder, for whoever wants to look at the pages


@pytest.fixture
def scene():
    """An edition of twenty-five teams: a juror who has still to declare, a challenge, an invitation."""
    competition = a_competition(slug="demo")
    round = a_round(competition=competition, entries=2)
    for _each in range(23):
        a_team(competition=competition, confirmed=True)
    a_department(name_ar="وزارة الصناعة", name_fr="Ministère de l’Industrie", enrolled_in=competition)
    juror = a_juror(competition, declared=False, name_ar="سلوى بناني", name_latin="Salwa Bennani")
    accept_charter(person=juror, competition=competition, at=NOW)
    JuryRules.objects.create(competition=competition, jury_public_from=NOW)
    invite_juror(competition=competition, guest=Guest("g@mail.example"), by=an_organiser(competition), at=JUDGING)
    team = round.entries.order_by("pk")[0].team
    made = challenge(team=team, juror=juror, reason="كان رئيسا لعضوة في الفريق", by=team.captain, at=JUDGING)
    return competition, juror, team, made


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"judging:{name}", kwargs={"edition": "demo", **kwargs})


def pages(scene: Any) -> list[tuple[str, Any]]:
    competition, juror, team, made = scene
    organiser, president = an_organiser(competition), a_president(competition)
    return [
        (address("declare"), juror),
        (f"{address('declare')}?show=departments", juror),
        (address("charter"), a_juror(competition, declared=False)),
        (address("juror_profile"), juror),
        (address("step_back"), juror),
        (address("conflict_policies"), organiser),
        (address("reassign"), organiser),
        (address("team_jury"), team.captain),
        (address("challenge", juror_id=president.pk), team.captain),
        (address("challenges"), president),
        (address("decide_challenge", challenge_id=made.pk), president),
    ]


def assert_fits(page: Page) -> None:
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert excess <= 0, f"{page.url} is {excess} pixels too wide"


@pytest.mark.parametrize(("language", "phone"), [("ar", True), ("fr", False)])
def test_every_page_is_accessible_and_fits(scene: Any, open_page: OpenPage, language: str, phone: bool) -> None:
    with time_machine.travel(JUDGING):
        with translation.override(language):
            shown = pages(scene)
        for number, (url, person) in enumerate(shown):
            page = open_page(language, person=person, phone=phone)
            answer = page.goto(url)
            assert answer is not None
            assert answer.status == 200, url
            if SHOWN:
                page.screenshot(path=Path(SHOWN) / f"{number:02}-{language}.png", full_page=True)
            assert_accessible(page)
            assert_fits(page)
            page.context.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_juror_declares_on_a_phone_in_arabic(scene: Any, open_page: OpenPage, javascript: bool) -> None:
    _competition, juror, team, _made = scene

    with time_machine.travel(JUDGING), translation.override("ar"):
        page = open_page("ar", person=juror, phone=True, javascript=javascript)
        page.goto(address("declare"))
        page.get_by_label("اسم فريق أو قطاع، أو جزء منه").fill(team.name_ar)
        page.get_by_role("button", name="بحث").last.click()
        page.get_by_label(re.compile(f"^{team.name_ar}")).check()
        page.get_by_role("button", name="إضافة المختار إلى لائحتي").click()
        expect(page.get_by_text("في لائحتكم تضارب واحد.").first).to_be_visible()
        page.get_by_role("button", name="التصريح بهذا التضارب").click()

        expect(page).to_have_url(re.compile("/ar/demo/jury/$"))
    assert ConflictDeclaration.objects.get().teams_declared == 1
    assert set(Conflict.objects.filter(kind="declared").values_list("juror", "team")) == {(juror.pk, team.pk)}
