"""A team at its project: the section that is written in, and what is looked at there."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from competitions.models import Phase
from submissions.models import Answer, Project
from teams.models import User
from tests.builders.competitions import a_competition, the_phase
from tests.builders.submissions import a_project, a_questionnaire
from tests.builders.teams import a_team
from tests.harness.browser import OpenPage

TYPED = "نص طويل كتب طوال الصباح"
OTHER = "نص آخر كتب في نافذة ثانية"
SAVE = "#section-form .actions button[type=submit] >> nth=-1"


@dataclass(frozen=True)
class Desk:
    """A team that writes, in the first section of its project."""

    project: Project
    phase: Phase
    member: User
    deputy: User

    def address(self) -> str:
        with translation.override("ar"):
            return reverse(
                "submissions:section", kwargs={"edition": self.phase.competition.slug, "key": "presentation"}
            )

    @property
    def list_address(self) -> str:
        with translation.override("ar"):
            return reverse("submissions:project", kwargs={"edition": self.phase.competition.slug})

    def answer(self) -> Answer:
        """What is saved as the summary."""
        return Answer.objects.get(project=self.project, question__key="summary")


def a_desk() -> Desk:
    """A team of three, everything answered, and submitting open."""
    competition = a_competition()
    phase = the_phase(competition, "submission")
    a_questionnaire(phase)
    team = a_team(competition=competition, confirmed=True)
    deputy, member = team.members().exclude(pk=team.captain_id)[:2]
    return Desk(a_project(team), phase, member, deputy)


def open_section(open_page: OpenPage, desk: Desk, person: User, **options: Any) -> Page:
    page = open_page("ar", person=person, **options)
    page.goto(desk.address())
    return page


def summary(page: Page) -> Locator:
    return page.locator("[name=q-summary]")


def copies(page: Page) -> list[str]:
    """The texts that the device keeps."""
    kept: list[str] = page.evaluate(
        "Object.keys(localStorage).filter((name) => name.startsWith('idarathon:'))"
        ".map((name) => JSON.parse(localStorage.getItem(name)).words)"
    )
    return kept


def saved(page: Page) -> None:
    """Wait until the server has confirmed everything; then the device keeps nothing any more."""
    expect(page.locator("#section-form[data-state=saved]")).to_be_visible()
    assert copies(page) == []
