"""The options and columns of a question: one that was answered loses none, they are only offered no more."""

from collections.abc import Sequence
from datetime import datetime

from submissions.domain.questionnaire.answered import was_answered
from submissions.domain.questionnaire.refused import PlaceIsFixed
from submissions.domain.questionnaire.sense import OPTIONED, Part, parts_of
from submissions.models import Column, Option, Question
from teams.models import User


def kept_parts(
    question: Question, options: Sequence[Option] | None, columns: Sequence[Column] | None
) -> tuple[Sequence[Option], Sequence[Column]]:
    """What the question has once it is saved: what is given, else what is stored; nothing that its kind has no use for.

    Raises PlaceIsFixed where an option or a column of an answered question would get another key.
    """
    stored = parts_of(question)
    if was_answered(question):
        for given, known in ((options or (), stored[0]), (columns or (), stored[1])):
            keys = {part.pk: part.key for part in known}
            if any(part.pk in keys and keys[part.pk] != part.key for part in given):
                raise PlaceIsFixed
    offered = stored[0] if options is None else options
    ruled = stored[1] if columns is None else columns
    return (
        offered if question.kind in OPTIONED else (),
        ruled if question.kind == Question.Kind.TABLE else (),
    )


def store_parts(
    question: Question, options: Sequence[Option], columns: Sequence[Column], *, by: User, at: datetime
) -> None:
    """Write them in their order, and let those go that are not among them."""
    answered = was_answered(question)
    stored = parts_of(question)
    _store(question, options, stored[0], answered=answered, by=by, at=at)
    _store(question, columns, stored[1], answered=answered, by=by, at=at)


def _store(
    question: Question, parts: Sequence[Part], stored: Sequence[Part], *, answered: bool, by: User, at: datetime
) -> None:
    kept = {part.pk for part in parts}
    for part in stored:
        if part.pk not in kept:
            _let_go(part, answered=answered, by=by, at=at)
    for order, part in enumerate(parts):
        part.question, part.order = question, order
        if part.retired_at is not None and not answered:
            if part.pk is not None:
                _let_go(part, answered=False, by=by, at=at)
        else:
            _write(part, by=by, at=at)


def _let_go(part: Option | Column, *, answered: bool, by: User, at: datetime) -> None:
    part._history_user, part._history_date = by, at  # type: ignore[union-attr]
    if not answered:
        part.delete()
    elif part.retired_at is None:
        part.retired_at = at
        part.save()


def _write(part: Option | Column, *, by: User, at: datetime) -> None:
    part._history_user, part._history_date = by, at  # type: ignore[union-attr]
    part.save()
