"""Somebody with two accounts asks to bring them together; the owner of the first one answers."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MergeRequestQuerySet(models.QuerySet["MergeRequest"]):
    def open(self, *, at: datetime) -> "MergeRequestQuerySet":
        return self.filter(answered_at=None, expires_at__gt=at)


class MergeRequest(models.Model):
    """`second` asked and learns nothing about `first`, who is told by mail and alone decides."""

    first = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="merges_asked_of", verbose_name=_("first account")
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="merges_asked", verbose_name=_("second account")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    requested_at = models.DateTimeField(_("requested"))
    expires_at = models.DateTimeField(_("expires"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    accepted = models.BooleanField(_("accepted"), null=True, blank=True)

    objects = MergeRequestQuerySet.as_manager()
    if TYPE_CHECKING:
        first_id: int
        second_id: int

    class Meta:
        verbose_name = _("request to merge accounts")
        verbose_name_plural = _("requests to merge accounts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["second"], condition=Q(answered_at=None), name="merge_asked_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="merge_of_two_accounts"),
            models.CheckConstraint(
                condition=Q(answered_at=None, accepted=None) | Q(answered_at__isnull=False, accepted__isnull=False),
                name="merge_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
