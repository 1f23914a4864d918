"""How somebody is invited into a team by e-mail, and answers."""

import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.addresses import absolute
from competitions.domain.outbox import queue
from competitions.refusals import Refusal
from teams import messages
from teams.domain.authority import require_captain_or_deputy
from teams.domain.joining import require_free_seat, take_place
from teams.domain.telling import tell_about
from teams.domain.windows import require_registration_open
from teams.models import Invitation, Membership, Team, User
from teams.models.invitation import InvitationQuerySet, token_hash

LIFETIME = timedelta(days=14)
BETWEEN_SENDINGS = timedelta(minutes=5)
MOST_OPEN = 12  # a team has a handful of seats; more would make the platform a way of sending mail to anybody
A_DAY = timedelta(days=1)
# Invited in a day, whatever was withdrawn since: by a team, and by it at one address.
MOST_A_DAY, MOST_A_DAY_TO_ONE = 40, 3


class AddressWrong(Refusal):
    message = gettext_lazy("Write the e-mail address of your colleague, such as name@department.example.")
    field = "email"


class AlreadyMember(Refusal):
    message = gettext_lazy("Somebody with this address is already in the team.")
    field = "email"


class AlreadyInvited(Refusal):
    message = gettext_lazy("An invitation to this address is waiting for an answer. You can send it again.")
    field = "email"


class TooManyInvitations(Refusal):
    message = gettext_lazy("Too many invitations are waiting for an answer. Withdraw one of them first.")


class ManyInvitationsToday(Refusal):
    message = gettext_lazy("Your team has sent very many invitations today. Send the next ones tomorrow.")


class InvitedOftenToday(Refusal):
    message = gettext_lazy("This address has been invited several times today. Invite it again tomorrow.")
    field = "email"


class SentJustNow(Refusal):
    message = gettext_lazy("This invitation was sent a few minutes ago. Wait a little before sending it again.")


class InvitationOver(Refusal):
    """The invitation can no longer be answered."""


class InvitationForAnotherAddress(Refusal):
    message = gettext_lazy("This invitation was sent to an address that is not one of your verified addresses.")


def invite(*, team: Team, email: str, by: User, received_at: datetime) -> Invitation:
    """Invite whoever reads mail at `email`, with or without an account; the invitation holds for 14 days.

    Raises OnlyCaptainOrDeputy, PhaseNotOpen, PhaseClosed, RegistrationMissing, TeamIsFull, AddressWrong, and what
    `require_invitable` raises.
    """
    email = _address(email)
    with transaction.atomic():
        team = Team.objects.locked(team.pk)
        require_captain_or_deputy(by, team)
        require_registration_open(team.competition, at=received_at, team=team)
        require_free_seat(team)
        require_invitable(team, email, at=received_at)
        invitation = Invitation(team=team, email=email, invited_by=by)
        send(invitation, at=received_at)
    return invitation


def resend(*, invitation: Invitation, by: User, received_at: datetime) -> Invitation:
    """Send the invitation again with a new link, good for another 14 days; the old link no longer works.

    Raises OnlyCaptainOrDeputy, PhaseNotOpen, PhaseClosed, RegistrationMissing, InvitationOver, SentJustNow, TeamIsFull.
    """
    with transaction.atomic():
        team = Team.objects.locked(invitation.team_id)
        require_captain_or_deputy(by, team)
        invitation = _unanswered(invitation)
        require_registration_open(team.competition, at=received_at, team=team)
        require_free_seat(team)
        if received_at < invitation.invited_at + BETWEEN_SENDINGS:
            raise SentJustNow
        send(invitation, at=received_at)
    return invitation


def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Take the invitation back: its link stops working. Raises OnlyCaptainOrDeputy, InvitationOver."""
    with transaction.atomic():
        team = Team.objects.locked(invitation.team_id)
        require_captain_or_deputy(by, team)
        invitation = _unanswered(invitation)
        invitation.withdrawn_at = at
        invitation.save()
    return invitation


def accept(*, invitation: Invitation, by: User, received_at: datetime) -> Membership:
    """Give `by` a place in the team that invited them; accepting twice returns the same place.

    A confirmed team must be confirmed again. Captain and deputy are told.
    Raises InvitationForAnotherAddress, InvitationOver, and what `take_place` raises.
    """
    with transaction.atomic():
        # Always the person before the team: two who act at once never wait for each other in a circle.
        person = User.objects.locked(by.pk)
        team = Team.objects.locked(invitation.team_id)
        invitation = Invitation.objects.get(pk=invitation.pk)
        if place := _place_taken_before(invitation, person):
            return place
        _require_answerable(invitation, team, person, at=received_at)
        membership = take_place(team, person, by=person, at=received_at)
        invitation.accepted_at, invitation.accepted_by = received_at, person
        invitation.save()
        # The same team may have invited them twice, by an address and by their card.
        Invitation.objects.unanswered().filter(team=team).to(person).update(withdrawn_at=received_at)
        tell_about(team, messages.INVITATION_ACCEPTED, people=team.who_acts(), at=received_at, member=person)
    return membership


def decline_invitation(*, invitation: Invitation, by: User, received_at: datetime) -> Invitation:
    """Say no to the invitation; captain and deputy are told. Raises InvitationForAnotherAddress, InvitationOver."""
    with transaction.atomic():
        team = Team.objects.locked(invitation.team_id)
        invitation = Invitation.objects.get(pk=invitation.pk)
        _require_answerable(invitation, team, by, at=received_at)
        invitation.declined_at = received_at
        invitation.save()
        tell_about(team, messages.INVITATION_DECLINED, people=team.who_acts(), at=received_at, invitation=invitation)
    return invitation


def is_for(invitation: Invitation, person: User) -> bool:
    """Whether the invitation was sent to a verified address of `person`, or to them by their card."""
    if invitation.person_id is not None:
        return invitation.person_id == person.pk
    addresses = EmailAddress.objects.filter(user=person, verified=True)
    return bool(addresses.filter(email__iexact=invitation.email).exists())


def why_over(invitation: Invitation, *, at: datetime) -> str:
    """The sentence that says why the invitation can no longer be answered; "" while it can."""
    if invitation.accepted_at:
        return _("This invitation has already been accepted.")
    if invitation.declined_at:
        return _("This invitation was declined. Ask the captain of the team for a new one.")
    if invitation.withdrawn_at or invitation.team.dissolved_at:
        return _("The team has withdrawn this invitation.")
    if invitation.expires_at <= at:
        return _("This invitation has expired. Ask the captain of the team to send it again.")
    return ""


def _place_taken_before(invitation: Invitation, person: User) -> Membership | None:
    if invitation.accepted_by_id != person.pk:
        return None
    return Membership.objects.active().of(person).filter(team=invitation.team_id).first()


def _require_answerable(invitation: Invitation, team: Team, person: User, *, at: datetime) -> None:
    if not is_for(invitation, person):
        raise InvitationForAnotherAddress
    invitation.team = team
    if reason := why_over(invitation, at=at):
        raise InvitationOver(reason)


def _unanswered(invitation: Invitation) -> Invitation:
    fresh = Invitation.objects.select_related("team__competition").get(pk=invitation.pk)
    if fresh.accepted_at or fresh.declined_at or fresh.withdrawn_at:
        raise InvitationOver(_("This invitation has already been answered or withdrawn."))
    return fresh


def _address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise AddressWrong from error
    return email


def require_invitable(team: Team, email: str, *, at: datetime) -> None:
    """Return if the team, whose row the caller has locked, may invite `email`.

    Whom it invited by their card is not looked for here: that would tell whose address it is.
    Raises AlreadyMember, AlreadyInvited, InvitedOftenToday, TooManyInvitations, ManyInvitationsToday.
    """
    addresses = EmailAddress.objects.filter(user__in=team.members(), email__iexact=email)
    if addresses.exists() or team.members().filter(email__iexact=email).exists():
        raise AlreadyMember
    unanswered = Invitation.objects.unanswered().filter(team=team)
    if unanswered.open(at=at).filter(email=email).exists():
        raise AlreadyInvited
    if _of_today(team, at=at).filter(email=email).count() >= MOST_A_DAY_TO_ONE:
        raise InvitedOftenToday
    # One that has expired makes room for a new one.
    unanswered.filter(email=email).update(withdrawn_at=at)
    require_invitations_left(team, at=at)


def require_invitations_left(team: Team, *, at: datetime) -> None:
    """Return if the team may have one more open invitation. Raises TooManyInvitations, ManyInvitationsToday."""
    if Invitation.objects.open(at=at).filter(team=team).count() >= MOST_OPEN:
        raise TooManyInvitations
    if _of_today(team, at=at).count() >= MOST_A_DAY:
        raise ManyInvitationsToday


def _of_today(team: Team, *, at: datetime) -> InvitationQuerySet:
    return Invitation.objects.filter(team=team, invited_at__gt=at - A_DAY)


def send(invitation: Invitation, *, at: datetime) -> None:
    """Give the invitation a new link, store it and mail it: nothing but that mail knows the token."""
    team, token = invitation.team, secrets.token_urlsafe(32)
    invitation.token_hash = token_hash(token)
    invitation.invited_at, invitation.expires_at = at, at + LIFETIME
    invitation.save()
    reader = User.objects.filter(email__iexact=invitation.address, is_active=True).first()
    language = reader.language if reader else translation.get_language()
    with translation.override(language):
        url = absolute("teams:invitation", edition=team.competition.slug, token=token)
    queue(
        messages.INVITATION,
        to=reader,
        to_address=invitation.address,
        language=language,
        context={"invitation": invitation, "team": team, "competition": team.competition, "url": url},
        at=at,
        expires_at=invitation.expires_at,
    )
