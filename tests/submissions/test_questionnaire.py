"""What an edition asks: how it is made, and what stays once teams have answered."""

import pytest
from django.db import IntegrityError, transaction

from competitions.models import Phase
from submissions.domain.default_questionnaire import (
    QuestionnaireExists,
    default_questionnaire,
    seed_default_questionnaire,
)
from submissions.domain.questionnaire import (
    AlreadyAnswered,
    KeyTaken,
    KindDoesNotFit,
    NotASubmissionPhase,
    PurposeTaken,
    restore_question,
    retire_question,
    save_question,
    save_section,
)
from submissions.models import Project, Question, Section
from teams.domain.authority import OnlyOrganiser
from teams.models import User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_project, a_question, a_section, a_version, write
from tests.builders.teams import a_team

LANGUAGES = ("ar", "fr", "en")


def a_new_section(phase: Phase, **fields: object) -> Section:
    return Section(phase=phase, **{"key": "budget", "name_ar": "الميزانية", **fields})


def the_question(phase: Phase, key: str) -> Question:
    return Question.objects.of_phase(phase).get(key=key)


def test_the_organiser_adds_and_edits_and_the_history_says_who(phase: Phase, organiser: User) -> None:
    section = save_section(section=a_new_section(phase), by=organiser)
    question = save_question(question=Question(section=section, key="cost", label_ar="الكلفة"), by=organiser)

    question.label_ar = "الكلفة السنوية"
    save_question(question=question, by=organiser)

    assert [entry.history_user for entry in question.history.all()] == [organiser, organiser]
    assert Question.objects.get(pk=question.pk).label_ar == "الكلفة السنوية"


def test_only_an_organiser_of_the_edition_writes_it(phase: Phase, captain: User, mentor: User) -> None:
    question = the_question(phase, "staff")

    for person in (captain, mentor):
        with pytest.raises(OnlyOrganiser):
            save_section(section=a_new_section(phase), by=person)
        with pytest.raises(OnlyOrganiser):
            save_question(question=question, by=person)
        with pytest.raises(OnlyOrganiser):
            retire_question(question=question, by=person, at=NOW)
        with pytest.raises(OnlyOrganiser):
            restore_question(question=question, by=person)


def test_only_a_submission_phase_asks_questions(phase: Phase, organiser: User) -> None:
    with pytest.raises(NotASubmissionPhase):
        save_section(section=a_new_section(the_phase(phase.competition, "judging")), by=organiser)


def test_a_key_is_taken_once(phase: Phase, organiser: User) -> None:
    training = phase.sections.get(key="training")  # type: ignore[attr-defined]

    with pytest.raises(KeyTaken):
        save_section(section=a_new_section(phase, key="training"), by=organiser)
    with pytest.raises(KeyTaken):
        save_question(question=Question(section=training, key="staff", label_ar="سؤال"), by=organiser)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(section=training, key="staff", label_ar="سؤال")


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "short_text"},
        {"key": "other"},
        {"required": False},
        {"words_max": 10},
        {"for_jury": False},
        {"purpose": "summary"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_once_answered_a_question_keeps_its_sense(
    change: dict[str, object], project: Project, phase: Phase, organiser: User
) -> None:
    question = the_question(phase, "staff")
    for name, value in change.items():
        setattr(question, name, value)

    with pytest.raises(AlreadyAnswered):
        save_question(question=question, by=organiser)


def test_once_answered_words_and_order_may_still_change(project: Project, phase: Phase, organiser: User) -> None:
    question = the_question(phase, "staff")
    question.label_fr, question.help_ar, question.order = "Formation", "من ومتى", 9

    save_question(question=question, by=organiser)

    assert Question.objects.get(pk=question.pk).label_fr == "Formation"


def test_before_the_first_answer_everything_may_change(phase: Phase, organiser: User) -> None:
    question = the_question(phase, "staff")
    question.kind, question.words_max, question.key = "short_text", None, "trainers"

    assert save_question(question=question, by=organiser).kind == "short_text"


def test_once_answered_a_section_stays_where_it_is_and_may_be_renamed(
    project: Project, phase: Phase, organiser: User
) -> None:
    section = phase.sections.get(key="training")  # type: ignore[attr-defined]
    section.name_ar = "التكوين"
    save_section(section=section, by=organiser)

    section.key = "formation"
    with pytest.raises(AlreadyAnswered):
        save_section(section=section, by=organiser)


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
    assert restore_question(question=again, by=organiser).retired_at is None


def test_a_question_is_not_asked_again_when_another_has_taken_its_purpose(phase: Phase, organiser: User) -> None:
    old = retire_question(question=the_question(phase, "title"), by=organiser, at=NOW)
    presentation = phase.sections.get(key="presentation")  # type: ignore[attr-defined]
    a_question(presentation, key="name", kind="short_text", purpose="title", by=organiser)

    with pytest.raises(PurposeTaken):
        restore_question(question=old, by=organiser)


class TestTheDefault:
    def test_it_is_a_whole_file_in_three_languages_and_asks_for_the_training(self) -> None:
        sections = default_questionnaire()
        questions = [question for section in sections for question in section["questions"]]

        texts = [row[field] for row in sections for field in ("name", "introduction")]
        texts += [row[field] for row in questions for field in ("label", "help")]
        assert len(sections) == 8
        assert all(text[language].strip() for text in texts for language in LANGUAGES)
        assert [question["purpose"] for question in questions if question["purpose"]] == ["title", "summary"]
        training = next(section for section in sections if section["key"] == "training")
        assert {"staff", "citizens"} <= {q["key"] for q in training["questions"] if q["required"]}

    def test_it_is_made_in_its_order_for_a_phase_that_asks_nothing(self, organiser: User, competition: object) -> None:
        phase = the_phase(competition, "submission")  # type: ignore[arg-type]

        made = seed_default_questionnaire(phase=phase, by=organiser)

        assert [section.key for section in made] == [row["key"] for row in default_questionnaire()]
        keys = [question.key for question in Question.objects.of_phase(phase)]
        assert keys == [question["key"] for row in default_questionnaire() for question in row["questions"]]

    def test_it_does_not_mix_with_what_is_there(self, phase: Phase, organiser: User) -> None:
        with pytest.raises(QuestionnaireExists):
            seed_default_questionnaire(phase=phase, by=organiser)

        assert phase.sections.count() == 3  # type: ignore[attr-defined]

    def test_a_team_can_answer_and_submit_it(self, organiser: User, competition: object) -> None:
        seed_default_questionnaire(phase=the_phase(competition, "submission"), by=organiser)  # type: ignore[arg-type]
        project = a_project(a_team(competition=competition, confirmed=True), complete=False)  # type: ignore[arg-type]
        for question in Question.objects.filter(words_min__isnull=False):
            question.words_min = None
            save_question(question=question, by=organiser)

        version = a_version(write(project))

        assert version.title == project.title


def test_sections_of_another_edition_are_not_touched(phase: Phase) -> None:
    other = the_phase(a_competition(), "submission")

    a_section(other, key="training")

    assert phase.sections.filter(key="training").count() == 1  # type: ignore[attr-defined]
