"""Why what was given to a juror is closed to them, in the sentence that they read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from judging.models import Assignment

_EXCLUDED = _("This project is no longer in the round.")
_WHY: dict[str, str | Promise] = {
    Assignment.Closed.WITHDRAWN: _("The team has withdrawn its project. There is nothing left to evaluate in it."),
    Assignment.Closed.REASSIGNED: _("The organiser has given this project to another juror."),
    Assignment.Closed.STEPPED_BACK: _("You have stepped back from this jury, and its projects went to others."),
    Assignment.Closed.DISMISSED: _("You are no longer a member of this jury."),
    Assignment.Closed.CONFLICT: _("A conflict of interest with this team has been recorded."),
    Assignment.Closed.EXCLUDED: _EXCLUDED,
}
_OTHERWISE = _("This evaluation is closed. Nothing in it can be changed any more.")


def why_taken_away(assignment: Assignment) -> str:
    """One sentence; read anew, since whoever asks has just been refused."""
    now = Assignment.objects.filter(pk=assignment.pk).select_related("entry").first()
    if now is None:
        return str(_OTHERWISE)
    if now.closed_because:
        return str(_WHY[now.closed_because])
    return str(_OTHERWISE if now.entry.is_admitted else _EXCLUDED)
