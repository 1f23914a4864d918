"""What an edition asks: how it is made, and what stays once teams have answered."""

import pytest
from django.db import IntegrityError, transaction

from competitions.models import Phase
from submissions.domain.questionnaire import (
    restore_question,
    retire_question,
    save_question,
    save_section,
)
from submissions.domain.questionnaire.refused import (
    KeyTaken,
    KindDoesNotFit,
    NotASubmissionPhase,
    PlaceIsFixed,
    PurposeTaken,
)
from submissions.models import Project, Question, Section
from teams.domain.authority import OnlyOrganiser
from teams.models import User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_question, a_section, a_version

LANGUAGES = ("ar", "fr", "en")


def a_new_section(phase: Phase, **fields: object) -> Section:
    return Section(phase=phase, **{"key": "budget", "name_ar": "الميزانية", **fields})


def the_question(phase: Phase, key: str) -> Question:
    return Question.objects.of_phase(phase).get(key=key)


def test_the_organiser_adds_and_edits_and_the_history_says_who(phase: Phase, organiser: User) -> None:
    section = save_section(section=a_new_section(phase), by=organiser, at=NOW)
    question = save_question(question=Question(section=section, key="cost", label_ar="الكلفة"), by=organiser, at=NOW)

    question.label_ar = "الكلفة السنوية"
    save_question(question=question, by=organiser, at=NOW)

    assert [entry.history_user for entry in question.history.all()] == [organiser, organiser]
    assert Question.objects.get(pk=question.pk).label_ar == "الكلفة السنوية"


def test_only_an_organiser_of_the_edition_writes_it(phase: Phase, captain: User, mentor: User) -> None:
    question = the_question(phase, "staff")

    for person in (captain, mentor):
        with pytest.raises(OnlyOrganiser):
            save_section(section=a_new_section(phase), by=person, at=NOW)
        with pytest.raises(OnlyOrganiser):
            save_question(question=question, by=person, at=NOW)
        with pytest.raises(OnlyOrganiser):
            retire_question(question=question, by=person, at=NOW)
        with pytest.raises(OnlyOrganiser):
            restore_question(question=question, by=person, at=NOW)


def test_only_a_submission_phase_asks_questions(phase: Phase, organiser: User) -> None:
    with pytest.raises(NotASubmissionPhase):
        save_section(section=a_new_section(the_phase(phase.competition, "judging")), by=organiser, at=NOW)


def test_a_key_is_taken_once(phase: Phase, organiser: User) -> None:
    training = phase.sections.get(key="training")  # type: ignore[attr-defined]

    with pytest.raises(KeyTaken):
        save_section(section=a_new_section(phase, key="training"), by=organiser, at=NOW)
    with pytest.raises(KeyTaken):
        save_question(question=Question(section=training, key="staff", label_ar="سؤال"), by=organiser, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(section=training, key="staff", label_ar="سؤال")


def test_before_the_first_answer_everything_may_change(phase: Phase, organiser: User) -> None:
    question = the_question(phase, "staff")
    question.kind, question.words_max, question.key = "short_text", None, "trainers"

    assert save_question(question=question, by=organiser, at=NOW).kind == "short_text"


def test_once_answered_a_section_stays_where_it_is_and_may_be_renamed(
    project: Project, phase: Phase, organiser: User
) -> None:
    section = phase.sections.get(key="training")  # type: ignore[attr-defined]
    section.name_ar = "التكوين"
    save_section(section=section, by=organiser, at=NOW)

    section.key = "formation"
    with pytest.raises(PlaceIsFixed):
        save_section(section=section, by=organiser, at=NOW)


def test_a_phase_has_one_title_which_is_short_and_required(phase: Phase, organiser: User) -> None:
    training = phase.sections.get(key="training")  # type: ignore[attr-defined]

    with pytest.raises(PurposeTaken):
        a_question(training, kind="short_text", purpose="title", by=organiser)

    retire_question(question=the_question(phase, "title"), by=organiser, at=NOW)
    for wrong in ({"kind": "long_text"}, {"kind": "short_text", "required": False}):
        with pytest.raises(KindDoesNotFit):
            a_question(training, purpose="title", by=organiser, **wrong)
    assert a_question(training, kind="short_text", purpose="title", by=organiser).purpose == "title"


def test_a_retired_question_is_asked_no_more_and_its_answers_stay(
    project: Project, phase: Phase, organiser: User
) -> None:
    question = the_question(phase, "staff")
    version = a_version(project)

    retire_question(question=question, by=organiser, at=NOW)
    again = retire_question(question=question, by=organiser, at=NOW)

    assert again.retired_at == NOW
    assert question not in Question.objects.of_phase(phase)
    assert question.answers.count() == 1
    assert version.content is not None
    assert '"key":"staff"' in version.content
    assert restore_question(question=again, by=organiser, at=NOW).retired_at is None


def test_a_question_is_not_asked_again_when_another_has_taken_its_purpose(phase: Phase, organiser: User) -> None:
    old = retire_question(question=the_question(phase, "title"), by=organiser, at=NOW)
    presentation = phase.sections.get(key="presentation")  # type: ignore[attr-defined]
    a_question(presentation, key="name", kind="short_text", purpose="title", by=organiser)

    with pytest.raises(PurposeTaken):
        restore_question(question=old, by=organiser, at=NOW)


def test_sections_of_another_edition_are_not_touched(phase: Phase) -> None:
    other = the_phase(a_competition(), "submission")

    a_section(other, key="training")

    assert phase.sections.filter(key="training").count() == 1  # type: ignore[attr-defined]
