"""Who is on the way into a team: whom it has invited, who asks, and how it looks for more."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions import wording
from teams.models import Invitation, JoinRequest, Team
from teams.presenters.parts import Cell, Column, Link
from teams.presenters.requests import request_columns, request_rows


@dataclass(frozen=True)
class Coming:
    """Two tables and the links below them; empty lists where there is nothing, or nothing for this reader."""

    invitation_columns: list[Column]
    invitations: list[list[Cell]]
    request_columns: list[Column]
    requests: list[list[Cell]]
    openness: str
    links: list[Link] = field(default_factory=list)


def coming(
    team: Team,
    invitations: Sequence[Invitation],
    requests: Sequence[JoinRequest],
    *,
    acts: bool,
    may_invite: bool,
    at: datetime,
) -> Coming:
    """Compose it for a member who `acts` for the team or does not; `may_invite` while joining is open to more."""
    return Coming(
        invitation_columns=[Column(_("Address or name")), Column(_("Holds until")), Column(_("Action"))],
        invitations=[_invitation_row(team, invitation, acts=acts, at=at) for invitation in invitations],
        request_columns=request_columns(),
        requests=request_rows(list(requests)) if acts else [],
        openness=_openness(team, may_invite=may_invite),
        links=_links(team) if may_invite else [],
    )


def _openness(team: Team, *, may_invite: bool) -> str:
    if not may_invite:
        return ""
    if team.is_open:
        return _("People who look for a team see yours and can ask to join.")
    return _("People who look for a team do not see yours: open it, and they can ask to join.")


def _links(team: Team) -> list[Link]:
    opening = _("Change whom the team looks for") if team.is_open else _("Open the team to requests")
    return [
        Link(_("Invite colleagues"), _url(team, "invite")),
        Link(opening, _url(team, "open_team")),
        Link(_("People who look for a team"), _url(team, "seekers")),
    ]


def _invitation_row(team: Team, invitation: Invitation, *, acts: bool, at: datetime) -> list[Cell]:
    over = invitation.expires_at <= at
    until = _("expired") if over else wording.day(invitation.expires_at, zone=team.competition.time_zone)
    action = Cell(_("Answer awaited"), _("Action"))
    if acts:
        url = _url(team, "handle_invitation", invitation_id=invitation.pk)
        action = Cell(_("Send again or withdraw"), _("Action"), url=url)
    return [Cell(invitation.addressee), Cell(until, _("Holds until"), kind="warn" if over else ""), action]


def _url(team: Team, name: str, **kwargs: object) -> str:
    return reverse(f"teams:{name}", kwargs={"edition": team.competition.slug, **kwargs})
