"""Questions that are always answered, and such as have changed since they were answered."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Phase
from submissions.domain.checking import check
from submissions.domain.drafting import save_answers
from submissions.models import Project, Question, Section
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.kinds import a_section_of_every_kind, answers
from tests.builders.submissions import a_mentor_of
from tests.submissions.section_form import url
from tests.submissions.section_kinds import posted

SignIn = Callable[[User], Client]


@pytest.fixture
def every(phase: Phase) -> Section:
    return a_section_of_every_kind(phase)


def values(project: Project) -> dict[str, Any]:
    return {answer.question.key: answer.value for answer in project.answers.select_related("question")}


class TestRequiredAlways:
    @pytest.fixture(autouse=True)
    def _always(self, phase: Phase) -> None:
        Question.objects.filter(key="title").update(always_required=True)

    def test_it_is_changed_but_not_emptied_and_the_field_says_so(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        title, page = project.title, url(project, "presentation")
        fields = {"phase": phase.key, "q-title": " ", "r-title": "1", "q-summary": "ملخص جديد", "r-summary": "1"}

        answer = signed_in(captain).post(page, fields)

        assert answer.status_code == 200
        assert 'href="#id_q-title"' in answer.text
        assert values(project)["title"] == title
        assert values(project)["summary"] == "ملخص جديد"

    def test_the_first_blank_is_said_and_the_rest_is_saved(
        self, blank: Project, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        fields = {"phase": phase.key, "q-title": "", "r-title": "0", "q-summary": "ملخص", "r-summary": "0"}

        answer = signed_in(captain).post(url(blank, "presentation"), fields)

        assert 'href="#id_q-title"' in answer.text
        assert values(blank) == {"summary": "ملخص"}

    def test_another_text_is_taken(self, project: Project, phase: Phase, captain: User, signed_in: SignIn) -> None:
        fields = {"phase": phase.key, "q-title": "عنوان آخر", "r-title": "1"}

        assert signed_in(captain).post(url(project, "presentation"), fields).status_code == 302
        assert values(project)["title"] == "عنوان آخر"


class TestQuestionsThatChanged:
    @pytest.fixture
    def changed(self, project: Project, every: Section, captain: User) -> Project:
        """The captain has answered all, and the sense of all questions has changed since."""
        given = answers(captain.pk)
        save_answers(project=project, section=every, values=given, revisions={}, by=captain, received_at=NOW)
        every.questions.update(edition=2)  # type: ignore[attr-defined]
        return project

    def test_the_answers_are_kept_and_each_asks_to_be_looked_at_again(
        self, changed: Project, phase: Phase, captain: User
    ) -> None:
        given = answers(captain.pk)

        assert {key: values(changed)[key] for key in given} == given
        assert {problem.field for problem in check(changed, phase)} == set(given)

    def test_saved_again_from_the_page_though_unchanged_they_count(
        self, changed: Project, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        client, page = signed_in(captain), url(changed, "every")

        client.post(page, {"phase": phase.key, **posted(client.get(page).text)})

        assert check(changed, phase) == []
        assert {each.question_edition for each in changed.answers.filter(question__section__key="every")} == {2}

    def test_an_answer_to_a_question_of_another_kind_is_shown_in_words_and_breaks_nothing(
        self, changed: Project, every: Section, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        mentor = a_mentor_of(changed.team)
        kinds = [kind.value for kind in Question.Kind if kind != Question.Kind.FILE]
        slug = phase.competition.slug
        for kind in kinds:
            every.questions.exclude(key="file").update(kind=kind)  # type: ignore[attr-defined]
            page = signed_in(captain).get(url(changed, "every"))
            assert "شباك واحد" in page.text
            assert signed_in(captain).get(reverse("submissions:check", kwargs={"edition": slug})).status_code == 200
            address = reverse("submissions:mentored", kwargs={"edition": slug, "team_id": changed.team.pk})
            assert "شباك واحد" in signed_in(mentor).get(address).text
            assert check(changed, phase)

    def test_what_the_field_cannot_show_is_not_emptied_by_saving_the_page(
        self, changed: Project, every: Section, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        every.questions.filter(key="short-text").update(kind="choice", required=True)  # type: ignore[attr-defined]
        client, page = signed_in(captain), url(changed, "every")

        client.post(page, {"phase": phase.key, **posted(client.get(page).text)})

        assert values(changed)["short-text"] == "شباك واحد"
