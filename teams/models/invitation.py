"""An invitation to a team, sent to an e-mail address."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from teams.models.team import Team


def token_hash(token: str) -> str:
    """What is stored of a token: whoever reads the table cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, declined_at=None, withdrawn_at=None)

    def open(self, *, at: datetime) -> "InvitationQuerySet":
        return self.unanswered().filter(expires_at__gt=at)

    def with_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_hash=token_hash(token))

    def to(self, person: Any) -> "InvitationQuerySet":
        """Sent to a verified address of `person`, or by their card."""
        addresses = EmailAddress.objects.filter(user=person, verified=True).values(lowered=Lower("email"))
        return self.filter(Q(person=person) | Q(person=None, email__in=addresses))


class Invitation(models.Model):
    team = models.ForeignKey(Team, models.PROTECT, related_name="invitations", verbose_name=_("team"))
    # Empty where `person` is set: an address that is not written down here can be shown to nobody.
    email = models.EmailField(_("e-mail address"), blank=True)
    # Whom the team found by their card, whose address it does not learn before they accept.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited by their card"),
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("accepted by")
    )
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()
    if TYPE_CHECKING:
        team_id: int
        person_id: int | None

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "email"],
                condition=Q(person=None, accepted_at=None, declined_at=None, withdrawn_at=None),
                name="invitation_one_open_per_address",
            ),
            models.UniqueConstraint(
                fields=["team", "person"],
                condition=Q(accepted_at=None, declined_at=None, withdrawn_at=None),
                name="invitation_one_open_per_card",
            ),
            models.CheckConstraint(condition=Q(person=None) | Q(email=""), name="invitation_by_card_has_no_address"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("invited_at")), name="invitation_expires_later"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, declined_at=None, withdrawn_at=None),
                name="invitation_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} #{self.pk}"

    @property
    def addressee(self) -> str:
        """The address to which it went, or the name of whom the team found by their card."""
        return self.person.display_name if self.person else self.email

    @property
    def address(self) -> str:
        """Where its mail goes; for the mail alone."""
        return self.person.email if self.person else self.email
