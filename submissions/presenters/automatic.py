"""What is said of the submission at the deadline: what it does, that it was asked for, what came of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from competitions import wording
from submissions.domain.windows import Window
from submissions.models import AutomaticSubmission
from submissions.presenters.project import page_url
from teams.models import Team

Outcome = AutomaticSubmission.Outcome


@dataclass(frozen=True)
class AtTheDeadline:
    """A note, with the way to change it where there is one."""

    kind: str
    title: str
    text: str
    url: str = ""
    action: str = ""


def at_the_deadline(
    row: AutomaticSubmission | None, window: Window, team: Team, *, leads: bool, is_open: bool
) -> AtTheDeadline | None:
    """The note for the pages of the team; None where nothing was asked and nobody can ask any more."""
    if row is not None and row.settled_at is not None:
        return _settled(row, window)
    url = page_url("automatic", team) if is_open else ""
    if row is None:
        if not (is_open and leads):
            return None
        title, text = _("At the deadline, nothing is submitted by itself"), _("You can have your draft submitted then.")
        return AtTheDeadline("", title, text, url, _("Have the draft submitted at the deadline"))
    if not is_open:
        title = _("Your draft is being submitted by itself")
        text = _(
            "Your team asked for it. It is done some minutes after the end, and every member is told what came of it."
        )
        return AtTheDeadline("", title, text)
    until = wording.last_minute(window.end, zone=window.phase.competition.time_zone)
    return AtTheDeadline(
        "ok",
        _("At the deadline, your draft is submitted by itself"),
        _("On %(moment)s, as it is then, if it is complete. %(name)s asked for it.")
        % {"moment": until, "name": row.asked_by.display_name},
        url,
        _("See or change this"),
    )


def explained(window: Window) -> list[str]:
    """What one asks for, exactly."""
    until = wording.last_minute(window.end, zone=window.phase.competition.time_zone)
    return [
        _(
            "When submitting closes for your team, after %(moment)s, the platform takes your draft as it had been "
            "received until then."
        )
        % {"moment": until},
        _("If nothing is missing in it and the team is confirmed, it becomes a version like any other, and it counts."),
        _("If you have submitted before and nothing has changed since, no new version is made: yours counts."),
        _("If something is missing, nothing is submitted, and what you had submitted before goes on counting."),
        _("Files that are still on their way at that moment are not in it. The version names them."),
        _("The receipt says who had signed off on that text, and who had not."),
        _("If you are given more time before the end, it is done at the new end, and only then."),
        _("If you withdraw a submission, this is turned off."),
        _("Every member is told by mail what came of it, some minutes after the end."),
    ]


def _settled(row: AutomaticSubmission, window: Window) -> AtTheDeadline:
    title = _("Submission at the deadline")
    number = {"number": row.version.number if row.version else 0}
    if row.outcome == Outcome.SUBMITTED:
        return AtTheDeadline("ok", title, _("Your draft was submitted by itself as version %(number)d.") % number)
    if row.outcome == Outcome.UNCHANGED:
        return AtTheDeadline("ok", title, _("Nothing had changed since version %(number)d, which counts.") % number)
    if row.outcome == Outcome.NOT_CONFIRMED:
        return AtTheDeadline("warn", title, _("Your draft was not submitted, because the team was not confirmed."))
    return AtTheDeadline("warn", title, _("Your draft was not submitted, because it was not complete."))
