"""Inviting many colleagues at once, by addresses pasted in any shape."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from teams.domain.addresses import Address, read_addresses
from teams.domain.authority import require_captain_or_deputy
from teams.domain.invitations import require_invitable, send
from teams.domain.joining import require_free_seat
from teams.domain.windows import require_registration_open
from teams.models import Invitation, Team, User


class NoAddress(Refusal):
    message = _("Write the e-mail addresses of your colleagues, such as name@department.example.")
    field = "addresses"


@dataclass(frozen=True)
class NotInvited:
    """What was typed for an address that got no invitation, and why."""

    typed: str
    reason: str


@dataclass(frozen=True)
class Outcome:
    """What became of each address."""

    invited: list[Invitation]
    refused: list[NotInvited]


def invite_many(*, team: Team, text: str, by: User, received_at: datetime) -> Outcome:
    """Invite whoever reads mail at the addresses in `text`, each once; those that cannot be invited hold up nobody.

    Raises NoAddress, OnlyCaptainOrDeputy, PhaseNotOpen, PhaseClosed, RegistrationMissing, TeamIsFull: they concern all.
    """
    addresses = read_addresses(text)
    if not addresses:
        raise NoAddress
    outcome = Outcome([], [])
    with transaction.atomic():
        team = Team.objects.locked(team.pk)
        require_captain_or_deputy(by, team)
        _require_room(team, at=received_at)
        for address in addresses:
            _invite(team, address, outcome, by=by, at=received_at)
    return outcome


def why_not_invite(team: Team, *, at: datetime) -> Refusal | None:
    """Why nobody can be invited into `team` at `at`, whatever their address; None while one may try."""
    try:
        _require_room(team, at=at)
    except Refusal as refusal:
        return refusal
    return None


def _require_room(team: Team, *, at: datetime) -> None:
    require_registration_open(team.competition, at=at, team=team)
    require_free_seat(team)


def _invite(team: Team, address: Address, outcome: Outcome, *, by: User, at: datetime) -> None:
    if address.fault:
        outcome.refused.append(NotInvited(address.typed, address.reason))
        return
    try:
        require_invitable(team, address.email, at=at)
    except Refusal as refusal:
        outcome.refused.append(NotInvited(address.email, str(refusal)))
        return
    invitation = Invitation(team=team, email=address.email, invited_by=by)
    send(invitation, at=at)
    outcome.invited.append(invitation)
