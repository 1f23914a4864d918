"""The questionnaire as it was: kept as a whole whenever it changes once teams have answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from competitions.models import Phase
from submissions.domain.canonical import as_asked, canonical, digest, in_languages
from submissions.models import Answer, Attachment, Question, QuestionnaireVersion
from teams.models import User

FORM = "idarathon-questionnaire/1"


def current_version(phase: Phase) -> QuestionnaireVersion | None:
    """What is asked now, its text left in the database; None while nothing has changed since the first answer."""
    return QuestionnaireVersion.objects.filter(phase=phase).order_by("-number").defer("content").first()


def is_answered(phase: Phase) -> bool:
    """Whether any team has begun to answer what the phase asks."""
    return (
        Answer.objects.filter(question__section__phase=phase).exists()
        or Attachment.objects.filter(question__section__phase=phase).exists()
    )


@contextmanager
def changing(phase: Phase, *, by: User, at: datetime) -> Iterator[None]:
    """Around a change of what `phase` asks: one at a time, all or nothing, and kept once teams have answered.

    The first such change keeps the questionnaire as it was before, too.
    """
    with transaction.atomic():
        # Not against submitting teams, who only point at the phase.
        phase = Phase.objects.select_for_update(no_key=True).select_related("competition").get(pk=phase.pk)
        answered = is_answered(phase)
        before = text_of(phase) if answered else ""
        yield
        if answered and (after := text_of(phase)) != before:
            last = current_version(phase)
            if last is None:
                last = _keep(phase, 1, before, by=None, at=at)
            _keep(phase, last.number + 1, after, by=by, at=at)


def text_of(phase: Phase) -> str:
    """The canonical text of all that `phase` asks now."""
    questions = Question.objects.of_phase(phase).select_related("section__theme", "theme", "shown_if")
    sections: dict[str, dict[str, Any]] = {}
    for question in questions.prefetch_related("options", "columns"):
        section = question.section
        if section.key not in sections:
            sections[section.key] = {
                "key": section.key,
                "name": in_languages(section, "name"),
                "introduction": in_languages(section, "introduction"),
                "theme": section.theme.key if section.theme else None,
                "questions": [],
            }
        sections[section.key]["questions"].append(as_asked(question))
    return canonical(
        {
            "form": FORM,
            "edition": phase.competition.slug,
            "phase": {"key": phase.key, "name": in_languages(phase, "name")},
            "sections": list(sections.values()),
        }
    )


def _keep(phase: Phase, number: int, content: str, *, by: User | None, at: datetime) -> QuestionnaireVersion:
    return QuestionnaireVersion.objects.create(
        phase=phase, number=number, content=content, sha256=digest(content), changed_at=at, changed_by=by
    )
