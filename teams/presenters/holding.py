"""What threatens to come apart in a team: a captain who has disappeared, rules that hold no longer."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from teams.domain.captaincy import captain_is_missing, last_visit, open_absence
from teams.domain.composition import Composition
from teams.models import Team, User
from teams.presenters.parts import Note
from teams.typed import isolated


def warnings(team: Team, person: User, composition: Composition, *, at: datetime) -> list[Note]:
    """What `person`, a member, has to know; one query where the captain is missing, else none."""
    notes = []
    if team.confirmed_at and not composition.holds:
        notes.append(_below(composition))
    if person.pk != team.captain_id and captain_is_missing(team, at=at):
        notes.append(_missing(team, at=at))
    return notes


def _below(composition: Composition) -> Note:
    text = _(
        "Not met any more: %(rules)s. The team stays confirmed and may submit. The organisers see it, and can add a "
        "member if you ask them."
    )
    return Note(
        kind="warn",
        title=_("The team has fallen below the rules since it was confirmed"),
        text=text % {"rules": " · ".join(composition.unmet)},
    )


def _missing(team: Team, *, at: datetime) -> Note:
    absence = open_absence(team)
    if absence is not None:
        text = _("%(name)s wrote to them %(when)s. The answer comes by mail; if the captain comes back, it is closed.")
        when = wording.distance(absence.reported_at, at=at)
        name = isolated(absence.reported_by.display_name)
        return Note(
            title=_("The organisers know that the captain is missing"), text=text % {"name": name, "when": when}
        )
    days = (at - last_visit(team)).days
    title = ngettext(
        "The captain has not been here for %(count)d day", "The captain has not been here for %(count)d days", days
    )
    return Note(
        kind="warn",
        title=title % {"count": days},
        text=_("Try to reach them first. If that is in vain, ask the organisers to appoint another captain."),
        url=reverse("teams:captain_absent", kwargs={"edition": team.competition.slug}),
        action=_("Ask the organisers"),
    )
