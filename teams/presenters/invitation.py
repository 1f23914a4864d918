"""The page on which an invitation is answered, in finished values."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions import wording
from teams.domain.invitations import is_for, why_over
from teams.domain.joining import why_not_join
from teams.models import Invitation, User
from teams.presenters.parts import Note, Row
from teams.presenters.standing import way_on
from teams.typed import isolated


@dataclass(frozen=True)
class InvitationPage:
    """The invitation as its reader may see it: `open` when it can be answered, else `note` says why not.

    `come_back` is where signing out leads whoever may hold it with another account; "" for the one invited.
    """

    team: str
    above: str
    open: bool
    note: Note | None
    rows: list[Row]
    points: list[str]
    come_back: str = ""


def invitation_page(invitation: Invitation, person: User, *, at: datetime, here: str) -> InvitationPage:
    """Compose the page for `person`; to somebody else than the one invited it says little."""
    team = invitation.team
    if not is_for(invitation, person):
        note: Note | None = _for_somebody_else(invitation, person)
        return InvitationPage(
            team=_("An invitation to a team"),
            above=str(team.competition.name),
            open=False,
            note=note,
            rows=[],
            points=_ways_to_it(invitation),
            come_back=here,
        )
    note = _hindrance(invitation, person, at=at, here=here)
    return InvitationPage(
        team=team.display_name,
        above=str(team.competition.name),
        open=not why_over(invitation, at=at),
        note=note,
        points=[],
        rows=[
            Row(_("Invited by"), invitation.invited_by.display_name),
            Row(_("Captain"), team.captain.display_name),
            *([Row(_("Motto"), team.motto)] if team.motto else []),
            Row(_("Theme"), str(team.theme.name)),
            Row(_("Holds until"), wording.moment(invitation.expires_at, zone=team.competition.time_zone)),
        ],
    )


def _hindrance(invitation: Invitation, person: User, *, at: datetime, here: str) -> Note | None:
    """What keeps `person`, who is invited, from accepting, and what they can do about it."""
    if reason := why_over(invitation, at=at):
        # Whoever is left without a team sees there the other ways to one.
        ways = reverse("teams:team", kwargs={"edition": invitation.team.competition.slug})
        return Note(
            kind="warn",
            title=_("This invitation can no longer be answered"),
            text=reason,
            url=ways,
            action=_("Find my team"),
        )
    if reason := why_not_join(person, invitation.team.competition, at=at, team=invitation.team):
        way = way_on(person, at=at, back=here)
        return Note(
            kind="warn",
            title=_("You cannot accept yet") if way else _("You cannot accept"),
            text=reason,
            url=way.url if way else "",
            action=way.label if way else "",
        )
    return None


def _for_somebody_else(invitation: Invitation, person: User) -> Note:
    if invitation.person_id is not None:
        return Note(
            kind="warn",
            title=_("This invitation is for somebody else"),
            text=_("You are signed in with %(own)s.") % {"own": isolated(person.email)},
        )
    return Note(
        kind="warn",
        title=_("This invitation was sent to another address"),
        text=_("It went to %(address)s, and you are signed in with %(own)s.")
        % {"address": isolated(masked(invitation.email)), "own": isolated(person.email)},
        url=reverse("account_email"),
        action=_("My addresses"),
    )


def _ways_to_it(invitation: Invitation) -> list[str]:
    """What somebody can do who holds the link of an invitation that went to another address or person."""
    ask = _("Or ask whoever invited you for a new invitation, to the address of this account.")
    if invitation.person_id is not None:
        return [_("If it is yours, sign out and sign in with your other account; then open the link again."), ask]
    return [
        _("If you have an account with that address, sign out and sign in with it; then open the link again."),
        _("If that address is yours too, add it to this account and confirm it; then open the link again."),
        ask,
    ]


def masked(address: str) -> str:
    """Enough of an address to recognise one's own, and no more: "s…@finances.example"."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"
