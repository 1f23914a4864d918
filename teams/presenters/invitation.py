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
from teams.typed import isolated


@dataclass(frozen=True)
class InvitationPage:
    """The invitation as its reader may see it: `open` when it can be answered, else `note` says why not."""

    team: str
    above: str
    open: bool
    note: Note | None
    rows: list[Row]


def invitation_page(invitation: Invitation, person: User, *, at: datetime, here: str) -> InvitationPage:
    """Compose the page for `person`; to somebody else than the one invited it says little."""
    team = invitation.team
    note = _hindrance(invitation, person, at=at, here=here)
    if not is_for(invitation, person):
        return InvitationPage(_("An invitation to a team"), str(team.competition.name), False, note, [])
    return InvitationPage(
        team=team.display_name,
        above=str(team.competition.name),
        open=not why_over(invitation, at=at),
        note=note,
        rows=[
            Row(_("Invited by"), invitation.invited_by.display_name),
            Row(_("Captain"), team.captain.display_name),
            Row(_("Theme"), str(team.theme.name)),
            Row(_("Holds until"), wording.moment(invitation.expires_at, zone=team.competition.time_zone)),
        ],
    )


def _hindrance(invitation: Invitation, person: User, *, at: datetime, here: str) -> Note | None:
    """What keeps `person` from accepting, and what they can do about it."""
    if not is_for(invitation, person):
        return Note(
            kind="warn",
            title=_("This invitation was sent to another address"),
            text=_(
                "It went to %(address)s, and you are signed in with %(own)s. Sign in with the account of that address, "
                "or add it to your account and confirm it; then open the link again."
            )
            % {"address": isolated(masked(invitation.email)), "own": isolated(person.email)},
            url=reverse("account_email"),
            action=_("My addresses"),
        )
    if reason := why_over(invitation, at=at):
        return Note(kind="warn", title=_("This invitation can no longer be answered"), text=reason)
    if reason := why_not_join(person, invitation.team.competition, at=at, team=invitation.team):
        profile = f"{reverse('teams:profile')}?next={here}"
        incomplete = not person.profile_is_complete
        return Note(
            kind="warn",
            title=_("You cannot accept yet") if incomplete else _("You cannot accept"),
            text=reason,
            url=profile if incomplete else "",
            action=_("Complete my profile") if incomplete else "",
        )
    return None


def masked(address: str) -> str:
    """Enough of an address to recognise one's own, and no more: "s…@finances.example"."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"
