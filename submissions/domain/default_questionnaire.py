"""A questionnaire to begin with: the file of a public-service innovation, in three languages, as data.

The organiser takes it over in one click and changes it as any other; nothing here is looked at afterwards.
"""

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.domain.questionnaire import save_question, save_section
from submissions.models import Question, Section
from teams.models import User

SOURCE = Path(__file__).resolve().parent.parent / "data" / "default_questionnaire.json"


class QuestionnaireExists(Refusal):
    message = _("This phase has sections already. The default questionnaire is only for a phase that asks nothing yet.")
    field = "phase"


def default_questionnaire() -> list[dict[str, Any]]:
    """Sections and questions as plain values, texts by language."""
    questionnaire: list[dict[str, Any]] = json.loads(SOURCE.read_text(encoding="utf-8"))
    return questionnaire


def seed_default_questionnaire(*, phase: Phase, by: User) -> list[Section]:
    """Make the default sections and questions for `phase`.

    Raises QuestionnaireExists, NotASubmissionPhase.
    """
    return seed_questionnaire(phase=phase, sections=default_questionnaire(), by=by)


def seed_questionnaire(*, phase: Phase, sections: list[dict[str, Any]], by: User) -> list[Section]:
    """Make `sections`, written as those of the default questionnaire, for `phase`.

    Raises QuestionnaireExists, NotASubmissionPhase.
    """
    with transaction.atomic():
        # Two clicks at once: the second finds what the first has made.
        phase = Phase.objects.select_for_update().get(pk=phase.pk)
        if Section.objects.filter(phase=phase).exists():
            raise QuestionnaireExists
        return [_seed(phase, order, written, by=by) for order, written in enumerate(sections)]


def _seed(phase: Phase, order: int, written: dict[str, Any], *, by: User) -> Section:
    texts = _texts(written, "name", "introduction")
    section = save_section(section=Section(phase=phase, key=written["key"], order=order, **texts), by=by)
    for place, asked in enumerate(written["questions"]):
        question = Question(
            section=section,
            key=asked["key"],
            kind=asked["kind"],
            purpose=asked["purpose"],
            required=asked["required"],
            words_min=asked["words_min"],
            words_max=asked["words_max"],
            order=place,
            **_texts(asked, "label", "help"),
        )
        save_question(question=question, by=by)
    return section


def _texts(written: dict[str, Any], *fields: str) -> dict[str, str]:
    return {f"{field}_{language}": text for field in fields for language, text in written[field].items()}
