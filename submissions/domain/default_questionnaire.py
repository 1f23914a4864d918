"""A questionnaire to begin with: the file of a public-service innovation, in three languages, as data.

The organiser takes it over in one click and changes it as any other; nothing here is looked at afterwards.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from competitions.models import Phase
from submissions.domain.questionnaire import save_question, save_section
from submissions.domain.questionnaire.refused import QuestionnaireExists
from submissions.models import Column, Option, Question, Section
from teams.models import User

# Settings of a question that are written down as they are stored; one that is left out stays as it is by itself.
PLAIN = (
    *("key", "kind", "purpose", "required", "always_required", "for_jury", "words_min", "words_max", "characters_max"),
    *("minimum", "maximum", "rows_min", "rows_max", "hosts", "file_types", "file_size_max", "files_max"),
)
# A section each, in the order of their names.
SOURCE = Path(__file__).resolve().parent.parent / "data" / "default_questionnaire"


def default_questionnaire() -> list[dict[str, Any]]:
    """Sections and questions as plain values, texts by language."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(SOURCE.glob("*.json"))]


def seed_default_questionnaire(*, phase: Phase, by: User, at: datetime) -> list[Section]:
    """Make the default sections and questions for `phase`.

    Raises OnlyOrganiser, QuestionnaireExists, NotASubmissionPhase.
    """
    return seed_questionnaire(phase=phase, sections=default_questionnaire(), by=by, at=at)


def seed_questionnaire(*, phase: Phase, sections: list[dict[str, Any]], by: User, at: datetime) -> list[Section]:
    """Make `sections`, written as those of the default questionnaire, for `phase`.

    A condition names a question that stands before it, a theme one of the edition.
    Raises OnlyOrganiser, QuestionnaireExists, NotASubmissionPhase.
    """
    with transaction.atomic():
        # Two clicks at once: the second finds what the first has made.
        phase = Phase.objects.select_for_update(no_key=True).select_related("competition").get(pk=phase.pk)
        if Section.objects.filter(phase=phase).exists():
            raise QuestionnaireExists
        made: dict[str, Question] = {}
        return [_seed(phase, order, written, made, by=by, at=at) for order, written in enumerate(sections)]


def _seed(
    phase: Phase, order: int, written: dict[str, Any], made: dict[str, Question], *, by: User, at: datetime
) -> Section:
    section = Section(phase=phase, key=written["key"], order=order, **_texts(written, "name", "introduction"))
    save_section(section=section, by=by, at=at)
    for place, asked in enumerate(written["questions"]):
        condition = asked.get("shown_if", {})
        question = Question(
            section=section,
            order=place,
            theme=phase.competition.themes.get(key=asked["theme"]) if "theme" in asked else None,
            shown_if=made[condition["question"]] if condition else None,
            shown_if_options=condition.get("options", []),
            **{name: asked[name] for name in PLAIN if name in asked},
            **_texts(asked, "label", "help", "example", "unit"),
        )
        options = [Option(key=each["key"], **_texts(each, "label")) for each in asked.get("options", [])]
        columns = [
            Column(key=each["key"], kind=each["kind"], required=each.get("required", True), **_texts(each, "label"))
            for each in asked.get("columns", [])
        ]
        made[question.key] = save_question(question=question, options=options, columns=columns, by=by, at=at)
    return section


def _texts(written: dict[str, Any], *fields: str) -> dict[str, str]:
    return {f"{field}_{language}": text for field in fields for language, text in written.get(field, {}).items()}
