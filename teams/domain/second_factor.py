"""Who signs in with a second factor, whether they like it or not, and how a lost one is taken away."""

import logging
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from competitions.domain.outbox import queue
from competitions.refusals import Refusal
from teams import messages
from teams.domain.authority import NotYours
from teams.domain.sessions import sign_out_elsewhere
from teams.models import Role, User

log = logging.getLogger(__name__)
REASON_KEPT = 100  # characters: what the history has room for

# Who decides about others' work, or reads what explains the decision.
DECIDING = (Role.Kind.ORGANISER, *Role.JURY, Role.Kind.AUDITOR)
# Recovery codes replace a factor; they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class LastSecondFactor(Refusal):
    message = _(
        "With the role that you hold, signing in takes a second factor, and this is your last one. "
        "Add another first, then remove this one."
    )


class OnlySuperuser(NotYours):
    message = _("Only a superuser takes away somebody’s second factor.")


class NotYourOwn(Refusal):
    message = _("Your own second factor changes on your account’s page.")


class NothingToTakeAway(Refusal):
    message = _("This person has no second factor.")


def lacks_second_factor(person: User, *, at: datetime) -> bool:
    """Whether `person` must have a second factor and has none; one query, and none where none is required."""
    if not settings.REQUIRE_MFA:
        return False
    return _bound(at=at).filter(pk=person.pk).exclude(Exists(_factors(OuterRef("pk")))).exists()


def require_one_stays(person: User, leaving: int, *, at: datetime) -> None:
    """Return if `person` may remove the factor whose key is `leaving`. The caller holds the person's row locked.

    Raises LastSecondFactor.
    """
    if not settings.REQUIRE_MFA or _factors(person.pk).exclude(pk=leaving).exists():
        return
    if _bound(at=at).filter(pk=person.pk).exists():
        raise LastSecondFactor


def _bound(*, at: datetime) -> QuerySet[User]:
    """The people who must have one."""
    roles = Role.objects.filter(person=OuterRef("pk"), kind__in=DECIDING).active(at=at)
    return User.objects.filter(Q(is_staff=True) | Q(is_superuser=True) | Exists(roles))


def _factors(person: Any) -> Any:
    return Authenticator.objects.filter(user=person, type__in=FACTORS)


def take_away_second_factor(*, person: User, reason: str, by: User, at: datetime) -> None:
    """Remove every factor of `person`, who has lost them, and end their sessions; they set up another one.

    They are told at their address, and so are the presidents of the juries in which they sit. The reason stands in
    their history. Raises OnlySuperuser, NotYourOwn, NothingToTakeAway.
    """
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        if not by.is_superuser:
            raise OnlySuperuser
        if by.pk == person.pk:
            raise NotYourOwn
        if not Authenticator.objects.filter(user=person).delete()[0]:
            raise NothingToTakeAway
        sign_out_elsewhere(person=person, keep=None, by=by, at=at)
        person._history_user, person._change_reason = by, reason[:REASON_KEPT]
        person.save()
        told = {"owner": person.display_name, "by": by, "reason": reason}
        for reader in [person, *_presidents_over(person, at=at)]:
            queue(messages.SECOND_FACTOR_TAKEN_AWAY, to=reader, context=told, at=at)
    log.info("second factor taken away", extra={"person": person.pk, "by": by.pk})


def _presidents_over(person: User, *, at: datetime) -> QuerySet[User]:
    """Who presides over the juries in which `person` sits today."""
    seats = Role.objects.filter(person=person, kind__in=(Role.Kind.JUROR, Role.Kind.DEPUTY_PRESIDENT)).active(at=at)
    chairs = Role.objects.filter(kind=Role.Kind.PRESIDENT, competition__in=seats.values("competition")).active(at=at)
    return User.objects.filter(pk__in=chairs.values("person")).exclude(pk=person.pk)
