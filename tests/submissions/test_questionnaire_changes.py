"""Changing what teams have answered: asked twice, nothing lost, on record, and told once."""

from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from competitions.models import Competition, Message, Phase, Theme
from submissions.domain.drafting import save_answers
from submissions.domain.questionnaire import (
    current_version,
    move_question,
    retire_question,
    save_question,
    save_section,
)
from submissions.domain.questionnaire.differences import differences
from submissions.domain.questionnaire.refused import (
    AnswersExist,
    KindTooDifferent,
    PhaseIsFixed,
    PlaceIsFixed,
    PurposeIsFixed,
)
from submissions.domain.reading import read_draft
from submissions.models import Answer, Option, Project, Question, QuestionnaireVersion
from teams.models import User
from tests.builders.competitions import NOW, a_phase, the_phase
from tests.builders.submissions import a_project, a_question, a_section, a_version
from tests.builders.teams import a_team
from tests.harness.clock import minutes

TOLD = "submissions.questionnaire_changed"


def the_question(phase: Phase, key: str) -> Question:
    return Question.objects.of_phase(phase).select_related("section__phase__competition").get(key=key)


def change(question: Question, *, by: User, at: datetime = NOW, confirmed: bool = True, **values: Any) -> Question:
    for name, value in values.items():
        setattr(question, name, value)
    return save_question(question=question, by=by, at=at, confirmed=confirmed)


def told() -> int:
    return Message.objects.filter(kind=TOLD).count()


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "short_text"},
        {"required": False},
        {"words_max": 10},
        {"always_required": True},
        {"for_jury": False},
        {"kind": "number"},
    ],
    ids=str,
)
def test_a_change_of_sense_is_meant_or_not_made(
    values: dict[str, Any], project: Project, rival: User, phase: Phase, organiser: User
) -> None:
    question = the_question(phase, "staff")
    before = Answer.objects.get(project=project, question=question).value

    with pytest.raises(AnswersExist) as refusal:
        change(question, by=organiser, confirmed=False, **values)

    assert (refusal.value.count, refusal.value.field) == (2, "confirmed")
    assert the_question(phase, "staff").edition == 1
    changed = change(the_question(phase, "staff"), by=organiser, **values)
    assert changed.edition == the_question(phase, "staff").edition == 2
    assert Answer.objects.get(project=project, question=question).value == before


def test_a_change_of_words_needs_no_leave_and_no_second_look(project: Project, phase: Phase, organiser: User) -> None:
    changed = change(
        the_question(phase, "staff"), by=organiser, confirmed=False, label_fr="Formation", help_ar="من ومتى", order=9
    )

    assert (changed.label_fr, changed.edition) == ("Formation", 1)
    assert QuestionnaireVersion.objects.filter(phase=phase).count() == 2
    assert told() == 0


def test_the_words_of_options_are_words_and_another_option_is_another_sense(
    phase: Phase, organiser: User, project: Project
) -> None:
    choice = a_question(phase.sections.get(key="training"), kind="choice", key="paper")  # type: ignore[attr-defined]
    answer(project, choice, "yes", at=NOW)
    yes, no = choice.options.all()

    yes.label_fr = "Bien sûr"
    save_question(question=choice, options=[yes, no], by=organiser, at=NOW)
    assert choice.edition == 1
    with pytest.raises(AnswersExist):
        save_question(question=choice, options=[yes, no, Option(key="unsure", label_ar="ربما")], by=organiser, at=NOW)


def test_an_option_that_goes_after_answers_is_only_offered_no_more(
    phase: Phase, organiser: User, project: Project
) -> None:
    choice = a_question(
        phase.sections.get(key="training"),  # type: ignore[attr-defined]
        kind="choice",
        options=("yes", "no", "unsure"),
    )
    answer(project, choice, "unsure", at=NOW)
    yes, no, unsure = choice.options.all()

    save_question(question=choice, options=[yes, no], by=organiser, at=NOW + minutes(1), confirmed=True)

    assert Option.objects.get(pk=unsure.pk).retired_at == NOW + minutes(1)
    asked = next(each for each in read_draft(project, phase).questions() if each.question == choice)
    assert asked.text == str(unsure.label)


def answer(project: Project, question: Question, value: Any, *, at: datetime) -> None:
    save_answers(
        project=project,
        section=question.section,
        values={question.key: value},
        revisions={question.key: 0},
        by=project.team.captain,
        received_at=at,
    )


@pytest.mark.parametrize(
    ("values", "refusal"),
    [({"key": "other"}, PlaceIsFixed), ({"purpose": "summary"}, PurposeIsFixed), ({"kind": "file"}, KindTooDifferent)],
    ids=str,
)
def test_what_answers_are_found_by_stays_whoever_means_it(
    values: dict[str, Any], refusal: type[Exception], project: Project, phase: Phase, organiser: User
) -> None:
    retire_question(question=the_question(phase, "summary"), by=organiser, at=NOW)

    with pytest.raises(refusal):
        change(the_question(phase, "staff"), by=organiser, **values)


def test_a_question_and_a_section_with_questions_stay_in_their_phase(
    competition: Competition, phase: Phase, organiser: User
) -> None:
    elsewhere = a_section(a_phase(competition=competition, kind="submission", key="second", opens=1, closes=9))
    question, section = the_question(phase, "staff"), phase.sections.get(key="training")  # type: ignore[attr-defined]

    with pytest.raises(PhaseIsFixed):
        change(question, by=organiser, section=elsewhere)
    section.phase = elsewhere.phase
    with pytest.raises(PhaseIsFixed):
        save_section(section=section, by=organiser, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(section=elsewhere)


class TestVersions:
    def test_nothing_is_kept_while_nobody_has_answered(self, phase: Phase, organiser: User) -> None:
        changed = change(the_question(phase, "staff"), by=organiser, confirmed=False, words_max=10)

        assert changed.edition == 1
        assert current_version(phase) is None

    def test_the_first_change_keeps_what_was_before_and_each_later_one_what_is(
        self, project: Project, phase: Phase, organiser: User
    ) -> None:
        change(the_question(phase, "staff"), by=organiser, words_max=10)
        change(the_question(phase, "staff"), by=organiser, label_fr="Former", at=NOW + minutes(5))
        change(the_question(phase, "staff"), by=organiser, label_fr="Former", at=NOW + minutes(6))

        first, second, third = QuestionnaireVersion.objects.filter(phase=phase).order_by("number")
        assert [first.changed_by, second.changed_by, third.changed_by] == [None, organiser, organiser]
        assert current_version(phase) == third
        assert {(each.field, each.before, each.after) for each in differences(first, second)} == {
            ("words_max", 300, 10)
        }
        assert {(each.field, each.after) for each in differences(second, third)} == {("label", "Former")}
        assert len({first.sha256, second.sha256, third.sha256}) == 3

    def test_what_comes_goes_and_moves_is_a_change_too(self, project: Project, phase: Phase, organiser: User) -> None:
        section = phase.sections.get(key="solution")  # type: ignore[attr-defined]
        new = a_question(section, key="cost", kind="amount", required=False)
        retire_question(question=the_question(phase, "website"), by=organiser, at=NOW)
        move_question(question=the_question(phase, "people"), up=True, by=organiser, at=NOW)

        versions = list(QuestionnaireVersion.objects.filter(phase=phase).order_by("number"))
        came, went, moved = (differences(before, after) for before, after in pairwise(versions))
        assert [(each.place["ar"], each.came) for each in came] == [(new.label_ar, True)]
        assert [each.went for each in went] == [True]
        assert [each.field for each in moved] == ["order"]

    def test_they_are_never_changed(self, project: Project, phase: Phase, organiser: User) -> None:
        change(the_question(phase, "staff"), by=organiser, words_max=10)

        for row in QuestionnaireVersion.objects.all():
            with pytest.raises(IntegrityError), transaction.atomic():
                QuestionnaireVersion.objects.filter(pk=row.pk).update(content="{}")
            with pytest.raises(IntegrityError), transaction.atomic():
                QuestionnaireVersion.objects.filter(pk=row.pk).delete()

    def test_what_is_submitted_stays_as_it_was(self, project: Project, phase: Phase, organiser: User) -> None:
        version = a_version(project)
        before = version.content

        change(the_question(phase, "staff"), by=organiser, words_max=10, label_fr="Former")

        version.refresh_from_db()
        assert version.content == before


class TestTeams:
    def test_those_that_answered_are_told_once_for_changes_that_follow_each_other(
        self, project: Project, phase: Phase, organiser: User
    ) -> None:
        a_team(competition=phase.competition, confirmed=True)
        members = project.team.members().count()

        change(the_question(phase, "staff"), by=organiser, words_max=10)
        assert told() == members
        change(the_question(phase, "change"), by=organiser, words_max=10, at=NOW + minutes(30))
        assert told() == members
        change(the_question(phase, "change"), by=organiser, words_max=20, at=NOW + minutes(120))
        assert told() == 2 * members

    def test_another_team_is_told_in_the_same_hour(self, project: Project, phase: Phase, organiser: User) -> None:
        change(the_question(phase, "staff"), by=organiser, words_max=10)
        other = a_project(a_team(competition=phase.competition, confirmed=True), at=NOW + minutes(10))

        change(the_question(phase, "change"), by=organiser, words_max=10, at=NOW + minutes(20))

        addressed = Message.objects.filter(kind=TOLD).values_list("recipient", flat=True)
        assert set(other.team.members().values_list("pk", flat=True)) <= set(addressed)
        assert len(addressed) == len(set(addressed))

    def test_nobody_is_told_once_the_phase_is_over(self, project: Project, phase: Phase, organiser: User) -> None:
        change(the_question(phase, "staff"), by=organiser, words_max=10, at=phase.closes_at)

        assert told() == 0

    def test_they_see_what_to_look_at_again(self, project: Project, phase: Phase, organiser: User) -> None:
        change(the_question(phase, "staff"), by=organiser, words_max=10)

        outdated = [each.question.key for each in read_draft(project, phase).questions() if each.is_outdated]
        assert outdated == ["staff"]

    def test_a_section_of_another_theme_is_a_change_of_all_its_questions(
        self, project: Project, phase: Phase, organiser: User, competition: Competition
    ) -> None:
        theme: Theme = project.team.theme
        section = phase.sections.get(key="training")  # type: ignore[attr-defined]
        section.theme = theme

        with pytest.raises(AnswersExist):
            save_section(section=section, by=organiser, at=NOW)
        save_section(section=section, by=organiser, at=NOW, confirmed=True)

        assert the_question(phase, "staff").edition == 2


def test_a_taken_back_answer_needs_no_leave(project: Project, phase: Phase, organiser: User) -> None:
    Answer.objects.filter(question=the_question(phase, "staff")).update(value="")

    assert change(the_question(phase, "staff"), by=organiser, confirmed=False, words_max=10).edition == 2


def test_another_phase_has_versions_of_its_own(project: Project, phase: Phase, organiser: User) -> None:
    change(the_question(phase, "staff"), by=organiser, words_max=10)

    other = a_project(a_team(confirmed=True))
    assert current_version(the_phase(other.team.competition, "submission")) is None
