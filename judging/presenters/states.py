"""How far an evaluation is, in one word and one mark."""

from datetime import datetime

from django.utils.translation import pgettext

from competitions.domain.calendar import end_of
from judging.models import Assignment, Round


def state_of(assignment: Assignment, round: Round, *, at: datetime, until: datetime | None = None) -> tuple[str, str]:
    """(kind of tag, word); `until` is the later end that the juror has been given."""
    work = assignment.work
    if work is not None and work.finished_at is not None:
        return "ok", pgettext("evaluation", "Finished")
    if round.closed_at is not None or at >= end_of(round.phase, until=until):
        return "missing", pgettext("evaluation", "Not finished in time")
    if work is not None:
        return "todo", pgettext("evaluation", "Begun")
    return "off", pgettext("evaluation", "Not begun")
