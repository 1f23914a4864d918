"""Everything that was ever saved as an answer: read in the sittings in which it was written, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from submissions.domain.drafting import AnswerChangedMeanwhile, SavedSection, lock_for_writing, save_answers
from submissions.domain.kept_beside import is_beside
from submissions.models import Answer, AnswerRevision, Project, Question
from teams.models import User

# What one person saves within this time reads as one change; the page saves by itself while one types.
SITTING = timedelta(minutes=10)


class NothingToRestore(Refusal):
    message = _("This text is no longer kept, or was never saved.")


@dataclass(frozen=True)
class Entry:
    """Saves of one person that read as one change, in their order; `is_beside` when they were never the answer.

    The saves are without their texts.
    """

    saves: tuple[AnswerRevision, ...]
    is_beside: bool = False

    @property
    def last(self) -> AnswerRevision:
        return self.saves[-1]

    @property
    def first(self) -> AnswerRevision:
        return self.saves[0]


def entries_of(answer: Answer | None) -> list[Entry]:
    """The history of an answer, newest first, without its texts; one query."""
    if answer is None:
        return []
    saves = AnswerRevision.objects.filter(answer=answer).defer("value").order_by("revision")
    return folded(list(saves))[::-1]


def folded(saves: Sequence[AnswerRevision]) -> list[Entry]:
    """Saves in their order as entries: what was taken back and what was kept beside an answer stand alone."""
    entries: list[Entry] = []
    for place, save in enumerate(saves):
        following = saves[place + 1] if place + 1 < len(saves) else None
        if is_beside(save, following):
            entries.append(Entry((save,), is_beside=True))
        elif place and is_beside(saves[place - 1], save):
            continue  # the answer as it stood, put back over what was kept beside it
        elif entries and _continues(entries[-1], save):
            entries.append(Entry((*entries.pop().saves, save)))
        else:
            entries.append(Entry((save,)))
    return entries


def _continues(entry: Entry, save: AnswerRevision) -> bool:
    return (
        not entry.is_beside
        and entry.last.restored_from is None
        and save.restored_from is None
        and entry.first.saved_by_id == save.saved_by_id
        and save.saved_at - entry.first.saved_at < SITTING
    )


def restore_answer(
    *, project: Project, question: Question, revision: int, started_from: int, by: User, received_at: datetime
) -> SavedSection:
    """Make what was saved as `revision` the answer again, as a new save; what stands stays in the history.

    `started_from` is the save that stood when the person chose. Where another text has come since, it is not touched.
    Raises AnswerChangedMeanwhile, NothingToRestore, MayNotWrite, OtherEdition, PhaseNotOpen, PhaseClosed.
    """
    with transaction.atomic():
        locked = lock_for_writing(project, phase=question.section.phase, by=by, received_at=received_at)
        answer = Answer.objects.of(locked).filter(question=question).select_related("saved_by").first()
        if answer is None:
            raise NothingToRestore
        saves = AnswerRevision.objects.filter(answer=answer, revision__in=[revision, started_from])
        texts = {each.revision: each.value for each in saves}
        if texts.get(revision) is None:
            raise NothingToRestore
        if answer.revision != started_from and answer.value != texts.get(started_from):
            raise AnswerChangedMeanwhile(key=question.key, mine=texts[revision], theirs=answer)
        return save_answers(
            project=locked,
            section=question.section,
            values={question.key: texts[revision]},
            revisions={question.key: answer.revision},
            by=by,
            received_at=received_at,
            restored_from=revision,
        )
