"""What an edition asks. Once a question is answered its words and its place may change, never its sense."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.models import Answer, Question, Section
from teams.domain.authority import require_organiser
from teams.models import User

# What may change once there are answers; the rest would make another question of it.
SECTION_FIXED = ("phase_id", "key")
QUESTION_FIXED = ("section_id", "key", "kind", "purpose", "required", "words_min", "words_max", "for_jury")


class NotASubmissionPhase(Refusal):
    message = _("Only a submission phase asks questions. Choose one.")
    field = "phase"


class AlreadyAnswered(Refusal):
    message = _(
        "Teams have answered already: only texts and order can change. Retire the question and add another one."
    )


class PurposeTaken(Refusal):
    message = _("Another question of this phase has this purpose already. Retire it first.")
    field = "purpose"


class KindDoesNotFit(Refusal):
    message = _("The title is a short text that every project has: choose “Short text” and make it required.")
    field = "kind"


class KeyTaken(Refusal):
    message = _("This key is used already. Choose another one.")
    field = "key"


def save_section(*, section: Section, by: User) -> Section:
    """Store a new section, or an existing one as it stands in memory.

    Raises OnlyOrganiser, NotASubmissionPhase, KeyTaken, AlreadyAnswered (its phase and key stay once it is answered).
    """
    require_organiser(by, section.phase.competition)
    if section.phase.kind != Phase.Kind.SUBMISSION:
        raise NotASubmissionPhase
    with transaction.atomic():
        stored = Section.objects.select_for_update().filter(pk=section.pk).first()
        if stored and _differs(section, stored, SECTION_FIXED) and _answers_in(stored):
            raise AlreadyAnswered
        if Section.objects.filter(phase=section.phase_id, key=section.key).exclude(pk=section.pk).exists():
            raise KeyTaken
        section._history_user = by  # type: ignore[attr-defined]
        section.save()
    return section


def save_question(*, question: Question, by: User) -> Question:
    """Store a new question, or an existing one as it stands in memory.

    Raises OnlyOrganiser, KeyTaken, AlreadyAnswered, PurposeTaken (one title and one summary per phase), KindDoesNotFit.
    """
    require_organiser(by, question.section.phase.competition)
    with transaction.atomic():
        stored = Question.objects.select_for_update().filter(pk=question.pk).first()
        if stored and _differs(question, stored, QUESTION_FIXED) and Answer.objects.filter(question=stored).exists():
            raise AlreadyAnswered
        if Question.objects.filter(section=question.section_id, key=question.key).exclude(pk=question.pk).exists():
            raise KeyTaken
        if question.retired_at is None:
            _require_purpose_free(question)
        question._history_user = by  # type: ignore[attr-defined]
        question.save()
    return question


def retire_question(*, question: Question, by: User, at: datetime) -> Question:
    """Ask it no more; what was answered stays, in drafts and in versions. Again: nothing happens.

    Raises OnlyOrganiser.
    """
    return _retired(question, by=by, at=at)


def restore_question(*, question: Question, by: User) -> Question:
    """Ask it again. Raises OnlyOrganiser, PurposeTaken when another one has its purpose by now."""
    _require_purpose_free(question)
    return _retired(question, by=by, at=None)


def _retired(question: Question, *, by: User, at: datetime | None) -> Question:
    require_organiser(by, question.section.phase.competition)
    with transaction.atomic():
        locked: Question = Question.objects.select_for_update().get(pk=question.pk)
        if (locked.retired_at is None) != (at is None):
            locked.retired_at = at
            locked._history_user = by  # type: ignore[attr-defined]
            locked.save()
    return locked


def _differs(row: Section | Question, stored: Section | Question, fields: tuple[str, ...]) -> bool:
    return any(getattr(row, name) != getattr(stored, name) for name in fields)


def _answers_in(section: Section) -> bool:
    return Answer.objects.filter(question__section=section).exists()


def _require_purpose_free(question: Question) -> None:
    if not question.purpose:
        return
    if question.purpose == Question.Purpose.TITLE and not (
        question.kind == Question.Kind.SHORT_TEXT and question.required
    ):
        raise KindDoesNotFit
    same = Question.objects.of_phase(question.section.phase).filter(purpose=question.purpose)
    if same.exclude(pk=question.pk).exists():
        raise PurposeTaken
