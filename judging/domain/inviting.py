"""An organiser invites somebody to the jury by mail, sends the invitation again, or takes it back."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.addresses import absolute
from competitions.domain.outbox import queue
from competitions.models import Competition, Theme
from competitions.refusals import Refusal
from judging.domain.rule_changes import RuleReasonMissing, scored_rounds
from judging.messages import JURY_INVITATION
from judging.models import JuryInvitation
from teams.domain.authority import require_organiser
from teams.models import Role, User
from teams.models.invitation import token_hash

LIFETIME = timedelta(days=30)
BETWEEN_SENDINGS = timedelta(minutes=5)


class AddressWrong(Refusal):
    message = gettext_lazy("Write an e-mail address, such as name@university.example.")
    field = "email"


class RoleNotOfTheJury(Refusal):
    message = gettext_lazy("Choose juror, president or deputy president.")
    field = "kind"


class AlreadyInTheJury(Refusal):
    message = gettext_lazy("Whoever has this address holds this role already.")
    field = "email"


class AlreadyInvited(Refusal):
    message = gettext_lazy("An invitation to this address is waiting for an answer. You can send it again.")
    field = "email"


class SentJustNow(Refusal):
    message = gettext_lazy("This invitation was sent a few minutes ago. Wait a little before sending it again.")


class JuryInvitationOver(Refusal):
    """The invitation can no longer be answered, sent again or withdrawn."""


@dataclass(frozen=True)
class Guest:
    """Whom an organiser invites, and what they know of them."""

    email: str
    kind: str = Role.Kind.JUROR
    name: str = ""
    language: str = settings.LANGUAGE_CODE
    organisation: str = ""
    languages: Sequence[str] = ()
    themes: Sequence[Theme] = ()
    maximum_load: int | None = None


def invite_juror(*, competition: Competition, guest: Guest, reason: str = "", by: User, at: datetime) -> JuryInvitation:
    """Invite `guest`, who may live at any address and needs no account yet; the invitation holds for 30 days.

    Raises OnlyOrganiser, AddressWrong, RoleNotOfTheJury, AlreadyInTheJury, AlreadyInvited, RuleReasonMissing.
    """
    require_organiser(by, competition)
    email = _address(guest.email)
    if guest.kind not in JuryInvitation.KINDS:
        raise RoleNotOfTheJury
    if not reason.strip() and scored_rounds(competition):
        raise RuleReasonMissing
    try:
        with transaction.atomic():
            _require_invitable(competition, email, guest.kind, at=at)
            invitation = JuryInvitation(
                competition=competition,
                kind=guest.kind,
                email=email,
                name=guest.name.strip(),
                language=guest.language,
                organisation=guest.organisation.strip(),
                languages=list(guest.languages),
                maximum_load=guest.maximum_load,
                reason=reason.strip(),
                invited_by=by,
            )
            send(invitation, at=at)
            invitation.themes.set(guest.themes)
    except IntegrityError as error:  # at this very moment by somebody else
        raise AlreadyInvited from error
    return invitation


def resend(*, invitation: JuryInvitation, by: User, at: datetime) -> JuryInvitation:
    """Send it again with a new link, good for another 30 days; the old link no longer works.

    Raises OnlyOrganiser, JuryInvitationOver, SentJustNow.
    """
    require_organiser(by, invitation.competition)
    with transaction.atomic():
        invitation = _unanswered(invitation)
        if at < invitation.invited_at + BETWEEN_SENDINGS:
            raise SentJustNow
        send(invitation, at=at)
    return invitation


def withdraw(*, invitation: JuryInvitation, by: User, at: datetime) -> JuryInvitation:
    """Take it back: its link stops working. Raises OnlyOrganiser, JuryInvitationOver."""
    require_organiser(by, invitation.competition)
    with transaction.atomic():
        invitation = _unanswered(invitation)
        invitation.withdrawn_at = at
        invitation.save()
    return invitation


def send(invitation: JuryInvitation, *, at: datetime) -> None:
    """Give the invitation a new link, store it and mail it: nothing but that mail knows the token."""
    competition, token = invitation.competition, secrets.token_urlsafe(32)
    invitation.token_hash = token_hash(token)
    invitation.invited_at, invitation.expires_at = at, at + LIFETIME
    invitation.save()
    reader = User.objects.filter(email__iexact=invitation.email, is_active=True).first()
    language = reader.language if reader else invitation.language
    with translation.override(language):
        url = absolute("judging:jury_invitation", edition=competition.slug, token=token)
    queue(
        JURY_INVITATION,
        to=reader,
        to_address=invitation.email,
        language=language,
        context={"invitation": invitation, "competition": competition, "url": url},
        at=at,
        expires_at=invitation.expires_at,
    )


def _require_invitable(competition: Competition, email: str, kind: str, *, at: datetime) -> None:
    held = Role.objects.filter(competition=competition, kind=kind, person__email__iexact=email).active(at=at)
    if held.exists():
        raise AlreadyInTheJury
    unanswered = JuryInvitation.objects.unanswered().filter(competition=competition, email=email, kind=kind)
    if unanswered.open(at=at).exists():
        raise AlreadyInvited
    # One that has expired makes room for a new one.
    unanswered.update(withdrawn_at=at)


def _unanswered(invitation: JuryInvitation) -> JuryInvitation:
    rows = JuryInvitation.objects.select_for_update(no_key=True, of=("self",)).select_related("competition")
    fresh = rows.get(pk=invitation.pk)
    if fresh.accepted_at or fresh.declined_at or fresh.withdrawn_at:
        raise JuryInvitationOver(_("This invitation has already been answered or withdrawn."))
    return fresh


def _address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise AddressWrong from error
    return email
