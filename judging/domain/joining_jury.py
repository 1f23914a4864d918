"""Whoever is invited to the jury answers: with an account of any address they join, without one they can decline."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal
from judging.domain import profiles
from judging.domain.inviting import JuryInvitationOver
from judging.domain.telling_organisers import tell_organisers
from judging.messages import JURY_DECLINED, JURY_JOINED
from judging.models import JuryInvitation
from teams.domain.roles import RoleAlreadyHeld, give
from teams.models import Role, User


class SentToAnotherAddress(Refusal):
    message = gettext_lazy("This invitation was sent to an address that is not one of your verified addresses.")


def accept(*, invitation: JuryInvitation, by: User, at: datetime) -> Role:
    """Give `by`, who was invited, the seat; accepting twice returns the same seat. The organisers are told.

    Raises SentToAnotherAddress, JuryInvitationOver, RolesExclude, MemberOfTeam.
    """
    with transaction.atomic():
        person = User.objects.locked(by.pk)
        invitation = _locked(invitation)
        if invitation.accepted_by_id == person.pk and (seat := _seat(invitation, person, at=at)):
            return seat
        if not is_for(invitation, person):
            raise SentToAnotherAddress
        _require_open(invitation, at=at)
        role = _take_seat(invitation, person, at=at)
        invitation.accepted_at, invitation.accepted_by = at, person
        invitation.save()
        # Read anew: an account without a name has just got the one that the organiser knows.
        tell_organisers(JURY_JOINED, invitation.competition, at=at, juror=User.objects.get(pk=person.pk), role=role)
    return role


def decline(*, invitation: JuryInvitation, at: datetime) -> JuryInvitation:
    """Say no. Whoever holds the link of the mail may, with an account or without; the organisers are told.

    Raises JuryInvitationOver.
    """
    with transaction.atomic():
        invitation = _locked(invitation)
        _require_open(invitation, at=at)
        invitation.declined_at = at
        invitation.save()
        tell_organisers(JURY_DECLINED, invitation.competition, at=at, invitation=invitation)
    return invitation


def is_for(invitation: JuryInvitation, person: User) -> bool:
    """Whether the invitation was sent to a verified address of `person`."""
    addresses = EmailAddress.objects.filter(user=person, verified=True)
    return bool(addresses.filter(email__iexact=invitation.email).exists())


def why_over(invitation: JuryInvitation, *, at: datetime) -> str:
    """The sentence that says why the invitation can no longer be answered; "" while it can."""
    if invitation.accepted_at:
        return _("This invitation has already been accepted.")
    if invitation.declined_at:
        return _("This invitation was declined. Ask the organiser for a new one.")
    if invitation.withdrawn_at:
        return _("The organiser has withdrawn this invitation.")
    if invitation.expires_at <= at:
        return _("This invitation has expired. Ask the organiser to send it again.")
    return ""


def _locked(invitation: JuryInvitation) -> JuryInvitation:
    rows = JuryInvitation.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("competition", "invited_by").get(pk=invitation.pk)


def _require_open(invitation: JuryInvitation, *, at: datetime) -> None:
    if reason := why_over(invitation, at=at):
        raise JuryInvitationOver(reason)


def _seat(invitation: JuryInvitation, person: User, *, at: datetime) -> Role | None:
    held = Role.objects.held_by(person, invitation.competition).active(at=at)
    return held.filter(kind=invitation.kind).first()


def _take_seat(invitation: JuryInvitation, person: User, *, at: datetime) -> Role:
    """The role from now on, with its profile; whoever was appointed meanwhile keeps the one they have."""
    competition = invitation.competition
    # What stands in the register is read in every language; the house's own is the safe one.
    with translation.override(settings.LANGUAGE_CODE):
        reason = invitation.reason or _("Invited before the jury began to score.")
    try:
        role = give(
            person=person, competition=competition, kind=invitation.kind, reason=reason, by=invitation.invited_by, at=at
        )
    except RoleAlreadyHeld:
        seat = _seat(invitation, person, at=at)
        if seat is None:
            raise
        role = seat
    profiles.begin_as_invited(role, invitation, by=person, at=at)
    return role
