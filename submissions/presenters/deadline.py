"""The panel that says when submitting opens, closes or has closed for a team."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from competitions import timetable
from submissions.domain.windows import Window


def deadline(window: Window, *, at: datetime) -> timetable.Deadline:
    """What stands in the panel at that instant."""
    phase, zone = window.phase, window.phase.competition.time_zone
    if at < window.opens_at:
        return timetable.opening(phase, at=at, zone=zone)
    if not window.is_open(at=at):
        label = _("Submitting closed")
    elif window.is_extended:
        label = _("Submitting closes for your team (late access)")
    else:
        label = _("Submitting closes")
    return timetable.closing(phase, at=at, until=window.late_until, label=label, zone=zone)
