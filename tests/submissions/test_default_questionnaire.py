"""The questionnaire to begin with: whole, in three languages, and one that a team can answer and submit."""

import pytest

from competitions.models import Competition, Phase
from submissions.domain.default_questionnaire import default_questionnaire, seed_default_questionnaire
from submissions.domain.questionnaire.refused import QuestionnaireExists
from submissions.models import Question
from teams.models import User
from tests.builders.competitions import NOW, the_phase
from tests.builders.submissions import a_project, a_version, write
from tests.builders.teams import a_team

LANGUAGES = {"ar", "fr", "en"}
MOST_WORDS = 2500


def questions() -> list[dict[str, object]]:
    return [question for section in default_questionnaire() for question in section["questions"]]


def test_every_text_is_there_in_three_languages() -> None:
    rows = [*default_questionnaire(), *questions()]
    texts = [
        value
        for row in [*rows, *(part for each in rows for part in (*each.get("options", ()), *each.get("columns", ())))]
        for value in row.values()
        if isinstance(value, dict) and value.keys() & LANGUAGES
    ]

    # An introduction may be left out, in all of them.
    assert {frozenset(text) for text in texts} == {frozenset(LANGUAGES)}
    assert [text for text in texts if len({bool(words.strip()) for words in text.values()}) != 1] == []


def test_each_question_has_help_and_what_is_written_has_an_example() -> None:
    asked = questions()

    assert [row["key"] for row in asked if "help" not in row] == []
    without = {row["kind"] for row in asked if "example" not in row}
    assert without == {"choice", "choices", "roles", "file"}


def test_it_asks_for_what_an_innovation_in_public_service_must_say() -> None:
    sections = {section["key"]: section["questions"] for section in default_questionnaire()}
    by_key = {str(question["key"]): question for question in questions()}

    assert len(sections) == 13
    assert [question["kind"] for question in sections["training"]] == ["long_text", "long_text", "table"]
    assert by_key["title"]["always_required"]
    assert [key for key, row in by_key.items() if row["purpose"]] == ["title", "summary"]
    assert {key for key, row in by_key.items() if row["kind"] == "table"} == {
        "budget",
        "indicators",
        "schedule",
        "sessions",
    }
    depending = [key for key, row in by_key.items() if "shown_if" in row]
    assert depending == ["personal-which", "personal-protection", "cndp"]
    assert "youtube.com" in str(by_key["pitch"]["hosts"])
    assert sum(int(str(row.get("words_max", 0))) for row in by_key.values()) <= MOST_WORDS


def test_it_is_made_in_its_order_for_a_phase_that_asks_nothing(organiser: User, competition: Competition) -> None:
    phase = the_phase(competition, "submission")

    made = seed_default_questionnaire(phase=phase, by=organiser, at=NOW)

    assert [section.key for section in made] == [row["key"] for row in default_questionnaire()]
    stored = list(Question.objects.of_phase(phase).prefetch_related("options", "columns"))
    assert [question.key for question in stored] == [question["key"] for question in questions()]
    parts = {question.key: question.options.count() + question.columns.count() for question in stored}
    written = {row["key"]: len(row.get("options", row.get("columns", []))) for row in questions()}  # type: ignore[arg-type]
    assert parts == written


def test_it_does_not_mix_with_what_is_there(phase: Phase, organiser: User) -> None:
    with pytest.raises(QuestionnaireExists):
        seed_default_questionnaire(phase=phase, by=organiser, at=NOW)

    assert phase.sections.count() == 3  # type: ignore[attr-defined]


def test_a_team_can_answer_and_submit_it(organiser: User, competition: Competition) -> None:
    seed_default_questionnaire(phase=the_phase(competition, "submission"), by=organiser, at=NOW)
    project = a_project(a_team(competition=competition, confirmed=True), complete=False)
    Question.objects.filter(words_min__isnull=False).update(words_min=None)

    version = a_version(write(project))

    assert version.title == project.title
