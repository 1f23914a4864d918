"""Agreeing to the notice about personal data (law 09-08): which version, and when."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from competitions.models import PrivacyNotice
from competitions.refusals import Refusal
from teams.models import Consent, User


class NoticeNotInForce(Refusal):
    message = _("The notice about your personal data has changed meanwhile. Read the new version before you agree.")
    field = "consent"


class ConsentMissing(Refusal):
    message = _("Say that you agree to the notice about your personal data: without it we may not keep your profile.")
    field = "consent"


def give_consent(*, person: User, notice: PrivacyNotice, at: datetime) -> Consent:
    """Record that `person` agrees to `notice`, the one in force. Agreeing twice keeps the first date.

    Raises NoticeNotInForce.
    """
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        if PrivacyNotice.objects.in_force(at=at) != notice:
            raise NoticeNotInForce
        return Consent.objects.get_or_create(person=person, notice=notice, defaults={"given_at": at})[0]


def consent_owed(person: User, *, at: datetime) -> PrivacyNotice | None:
    """The notice in force, as long as `person` has not agreed to it; None where nothing is owed.

    Costs a query: ask it about the person who asks, never about a list of people.
    """
    agreed = Exists(Consent.objects.filter(person=person, notice=OuterRef("pk")))
    notice: Any = PrivacyNotice.objects.published(at=at).annotate(agreed=agreed).first()
    return None if notice is None or notice.agreed else notice


def owing_consent(*, at: datetime) -> Q:
    """The condition on people, for a query that is made anyway, that they have not agreed to the notice in force."""
    newest = PrivacyNotice.objects.filter(published_at__lte=at).order_by("-published_at", "-version")
    given = Consent.objects.filter(person=OuterRef("pk"), notice=Subquery(newest.values("pk")[:1]))
    return Q(Exists(newest)) & ~Q(Exists(given))


def require_consent(person: User, *, at: datetime) -> None:
    """Return if `person` owes no consent. Raises ConsentMissing."""
    if consent_owed(person, at=at) is not None:
        raise ConsentMissing


def latest_consent(person: User) -> Consent | None:
    """What `person` agreed to last."""
    return person.consents.select_related("notice").first()
