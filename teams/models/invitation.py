"""An invitation to a team, sent to an e-mail address."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
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


class Invitation(models.Model):
    team = models.ForeignKey(Team, models.PROTECT, related_name="invitations", verbose_name=_("team"))
    email = models.EmailField(_("e-mail address"))
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

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "email"],
                condition=Q(accepted_at=None, declined_at=None, withdrawn_at=None),
                name="invitation_one_open_per_address",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("invited_at")), name="invitation_expires_later"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, declined_at=None, withdrawn_at=None),
                name="invitation_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} #{self.pk}"
