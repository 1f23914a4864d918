"""What the jury wants remembered, of one project or of all."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from judging.domain.deliberating.sitting import in_session, require_no_conflict, require_takes_part
from judging.models import DeliberationNote, Entry, Round
from teams.models import User


class NoteEmpty(Refusal):
    message = _("Write what is to be remembered.")
    field = "text"


class EntryOfAnotherRound(Refusal):
    message = _("This project is not in this round.")
    field = "entry"


def write_note(*, round: Round, entry: Entry | None, text: str, by: User, at: datetime) -> DeliberationNote:
    """Add a note to the minutes; it stays as it is written.

    Raises NotOfThisJury, NoteEmpty, EntryOfAnotherRound, InConflict, NotDeliberating, DeliberationOver.
    """
    require_takes_part(by, round, at=at)
    if not text.strip():
        raise NoteEmpty
    if entry is not None and entry.round_id != round.pk:
        raise EntryOfAnotherRound
    with transaction.atomic():
        deliberation = in_session(round)
        require_no_conflict(by, [entry] if entry else [])
        return DeliberationNote.objects.create(
            deliberation=deliberation, entry=entry, text=text.strip(), written_by=by, written_at=at
        )
