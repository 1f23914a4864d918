"""A juror in the scoring room: the evaluation that is open before them, and what is looked at there."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from judging.models import Assignment, Criterion, CriterionQuestion, Evaluation, Round
from submissions.models import Question
from teams.models import User
from tests.builders.competitions import a_competition
from tests.builders.judging import a_juror, a_round, an_assignment, an_evaluation
from tests.harness.browser import OpenPage

TYPED = "عمل متقن، وينقصه قياس حجم العينة"
OTHER = "رأي كتب في نافذة ثانية"
TABLET = {"width": 1024, "height": 768}


@dataclass(frozen=True)
class Desk:
    """A juror with three projects; the first has been scored, the second is open before them."""

    round: Round
    juror: User
    assignment: Assignment
    following: Assignment

    def address(self, language: str = "ar") -> str:
        with translation.override(language):
            slug = self.round.competition.slug
            return reverse("judging:evaluation", kwargs={"edition": slug, "assignment_id": self.assignment.pk})

    def evaluation(self) -> Evaluation:
        return Evaluation.objects.get(assignment=self.assignment)

    def points(self) -> dict[str, int | None]:
        return dict(self.evaluation().scores.values_list("criterion__key", "points"))


def a_scoring_desk(*, levels_on: str = "impact") -> Desk:
    """The juror, at work; one criterion is scored by levels in words."""
    competition = a_competition()
    levels = {levels_on: (400, 800, 1200, 1600, 2000)}
    round = a_round(competition=competition, entries=3, with_files=1, levels=levels)
    juror = a_juror(competition)
    first, second, third = (an_assignment(entry=entry, juror=juror) for entry in round.entries.order_by("pk"))
    criterion = Criterion.objects.get(round=round, key="impact")
    question = Question.objects.get(section__phase=round.submission_phase, key="change")
    CriterionQuestion.objects.bulk_create([CriterionQuestion(criterion=criterion, question=question)])
    an_evaluation(first, points=1200)
    return Desk(round, juror, second, third)


def open_room(open_page: OpenPage, desk: Desk, language: str = "ar", **options: bool) -> Page:
    page = open_page(language, person=desk.juror, **options)
    page.goto(desk.address(language))
    return page


def field(page: Page, name: str) -> Locator:
    return page.locator(f"#evaluation [name={name}]")


def saved(page: Page) -> None:
    expect(page.locator("#evaluation[data-state=saved]")).to_have_count(1)


def copies(page: Page) -> list[str]:
    return [str(each) for each in page.evaluate("Object.values(localStorage).map((each) => JSON.parse(each).words)")]
