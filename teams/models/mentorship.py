"""Who accompanies which team."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from teams.models.team import Team


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    def active(self) -> "MentorshipQuerySet":
        return self.filter(ended_at=None)

    def of(self, mentor: Any) -> "MentorshipQuerySet":
        return self.filter(mentor=mentor)


class Mentorship(models.Model):
    team = models.ForeignKey(Team, models.PROTECT, related_name="mentorships", verbose_name=_("team"))
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mentorships", verbose_name=_("mentor")
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("assigned by")
    )
    started_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = MentorshipQuerySet.as_manager()
    history = HistoricalRecords()
    if TYPE_CHECKING:
        _history_user: Any
        team_id: int
        mentor_id: int

    class Meta:
        verbose_name = _("accompaniment")
        verbose_name_plural = _("accompaniments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "mentor"], condition=Q(ended_at=None), name="mentorship_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="mentorship_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} · {self.team}"
