"""A text that did not become the answer, because another came first, is kept in the history all the same."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from submissions.models import Answer, AnswerRevision
from teams.models import User


def keep_beside(refused: Mapping[int, tuple[Answer, Any]], *, by: User, at: datetime) -> dict[int, int]:
    """Keep each text in the history of the answer that stands, which goes on standing; its save, by the same keys.

    The text is one save and the answer, put back over it, the next: so the newest save is always the answer, and the
    history has both. What the same person was refused just before is not kept twice. Call it with the project locked.
    """
    kept = _kept_already(list(refused.values()), by)
    fresh = [(answer, text) for answer, text in refused.values() if answer.pk not in kept]
    rows = []
    for answer, text in fresh:
        stood, kept[answer.pk] = answer.revision, answer.revision + 1
        answer.revision += 2
        rows += [
            _row(answer, kept[answer.pk], text, by, at),
            _row(answer, answer.revision, answer.value, by, at, restored_from=stood),
        ]
    if rows:
        AnswerRevision.objects.bulk_create(rows)
        Answer.objects.bulk_update([answer for answer, _text in fresh], ["revision"])
    return {key: kept[answer.pk] for key, (answer, _text) in refused.items()}


def is_beside(revision: AnswerRevision, following: AnswerRevision | None) -> bool:
    """Whether a save was never the answer: the one after it put back what had stood before it, at the same instant."""
    return (
        following is not None
        and following.restored_from == revision.revision - 1
        and following.revision == revision.revision + 1
        and following.saved_at == revision.saved_at
    )


def _kept_already(listed: list[tuple[Answer, Any]], by: User) -> dict[int, int]:
    before = {(answer.pk, answer.revision - 1): text for answer, text in listed if answer.revision > 2}
    if not before:
        return {}
    numbers = {number for _pk, number in before}
    found = AnswerRevision.objects.filter(answer__in=[pk for pk, _number in before], revision__in=numbers, saved_by=by)
    return {
        each.answer_id: each.revision
        for each in found
        if (each.answer_id, each.revision) in before and before[each.answer_id, each.revision] == each.value
    }


def _row(
    answer: Answer, number: int, value: Any, by: User, at: datetime, *, restored_from: int | None = None
) -> AnswerRevision:
    return AnswerRevision(
        answer=answer,
        revision=number,
        value=value,
        question_edition=answer.question_edition,
        restored_from=restored_from,
        saved_by=by,
        saved_at=at,
    )
