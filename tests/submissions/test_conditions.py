"""Questions that are asked only if another answer is such, or of one theme only."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Phase
from submissions.domain.checking import check
from submissions.domain.drafting import save_answers
from submissions.models import Option, Project, Question, Section
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.kinds import a_question_of, a_section_of_every_kind
from tests.submissions.section_form import url
from tests.submissions.section_kinds import posted

SignIn = Callable[[User], Client]


@pytest.fixture
def every(phase: Phase) -> Section:
    return a_section_of_every_kind(phase)


def values(project: Project) -> dict[str, Any]:
    return {answer.question.key: answer.value for answer in project.answers.select_related("question")}


class TestConditions:
    @pytest.fixture
    def why(self, every: Section, organiser: User) -> Question:
        choice = every.questions.get(key="choice")  # type: ignore[attr-defined]
        return a_question_of(
            every, "long_text", key="why", order=60, required=True, shown_if=choice, shown_if_options=["yes"]
        )

    def say(self, project: Project, every: Section, by: User, **given: Any) -> None:
        revisions = {each.question.key: each.revision for each in project.answers.select_related("question")}
        save_answers(project=project, section=every, values=given, revisions=revisions, by=by, received_at=NOW)

    def problems(self, project: Project, phase: Phase) -> set[str]:
        return {problem.field for problem in check(project, phase)}

    def test_a_question_is_asked_only_if_another_answer_is_such(
        self, project: Project, why: Question, every: Section, phase: Phase, captain: User
    ) -> None:
        assert self.problems(project, phase) == set()
        self.say(project, every, captain, choice="no")
        assert self.problems(project, phase) == set()

        self.say(project, every, captain, choice="yes")

        assert self.problems(project, phase) == {"why"}

    def test_what_was_answered_is_kept_when_it_is_no_longer_asked(
        self, project: Project, why: Question, every: Section, captain: User, signed_in: SignIn
    ) -> None:
        self.say(project, every, captain, choice="yes", why="لأن")

        self.say(project, every, captain, choice="no")

        assert values(project)["why"] == "لأن"
        check_page = signed_in(captain).get(
            reverse("submissions:check", kwargs={"edition": project.team.competition.slug})
        )
        assert "لأن" not in check_page.text
        assert "لأن" in signed_in(captain).get(url(project, "every")).text

    def test_one_that_hangs_on_a_hidden_one_is_hidden_too_and_a_ring_asks_nothing(
        self, project: Project, why: Question, every: Section, phase: Phase, captain: User
    ) -> None:
        further = a_question_of(every, "short_text", key="further", order=61, required=True)
        Question.objects.filter(pk=further.pk).update(shown_if=why)
        self.say(project, every, captain, choice="yes", why="لأن")
        assert self.problems(project, phase) == {"further"}
        self.say(project, every, captain, choice="no")
        assert self.problems(project, phase) == set()

        Question.objects.filter(pk=why.pk).update(shown_if=further)

        assert self.problems(project, phase) == set()

    def test_without_a_script_the_page_says_when_to_answer(
        self, project: Project, why: Question, every: Section, captain: User, signed_in: SignIn
    ) -> None:
        page = signed_in(captain).get(url(project, "every"))

        assert 'data-shown-if="q-choice" data-shown-if-options="yes"' in page.text
        row = next(row for row in page.context["rows"] if row.key == "why")
        assert str(every.questions.get(key="choice").label) in row.condition.sentence  # type: ignore[attr-defined]
        assert str(Option.objects.get(question__key="choice", key="yes").label) in row.condition.sentence

    @pytest.mark.parametrize(("value", "asked"), [(["no"], False), (["no", "yes"], True), ([], False)])
    def test_one_of_several_choices_is_enough(
        self, value: list[str], asked: bool, project: Project, every: Section, phase: Phase, captain: User
    ) -> None:
        choices = every.questions.get(key="choices")  # type: ignore[attr-defined]
        a_question_of(every, "date", key="when", order=62, required=True, shown_if=choices, shown_if_options=["yes"])

        self.say(project, every, captain, choices=value)

        assert ("when" in self.problems(project, phase)) is asked


class TestThemes:
    def test_what_is_for_another_theme_is_neither_asked_nor_saved(
        self, blank: Project, every: Section, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        other = phase.competition.themes.exclude(pk=blank.team.theme_id).first()
        assert other is not None
        every.questions.filter(key="short-text").update(theme=other)  # type: ignore[attr-defined]
        client = signed_in(captain)

        client.post(url(blank, "every"), {"phase": phase.key, "q-short-text": "x", "r-short-text": "0"})

        assert values(blank) == {}
        assert "q-short-text" not in posted(client.get(url(blank, "every")).text)
        Section.objects.filter(pk=every.pk).update(theme=other)
        assert client.get(url(blank, "every")).status_code == 404

    def test_what_is_for_the_own_theme_is_asked(
        self, blank: Project, every: Section, captain: User, signed_in: SignIn
    ) -> None:
        Section.objects.filter(pk=every.pk).update(theme=blank.team.theme)
        every.questions.update(theme=blank.team.theme)  # type: ignore[attr-defined]

        assert "q-short-text" in posted(signed_in(captain).get(url(blank, "every")).text)
