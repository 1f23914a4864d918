"""More time in one phase for one team."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from competitions.models import Phase
from teams.models.team import Team


class LateAccess(models.Model):
    class ReasonKind(models.TextChoices):
        OUTAGE = "outage", _("Fault of the platform")
        ILLNESS = "illness", _("Illness or accident")
        SERVICE = "service", _("Service duty")
        OTHER = "other", _("Other reason")

    team = models.ForeignKey(Team, models.PROTECT, related_name="late_accesses", verbose_name=_("team"))
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="late_accesses", verbose_name=_("phase"))
    until = models.DateTimeField(_("until"))
    reason_kind = models.CharField(_("kind of reason"), max_length=20, choices=ReasonKind.choices)
    reason = models.TextField(_("reason"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(_("granted"))

    history = HistoricalRecords()
    if TYPE_CHECKING:
        _history_user: Any
        team_id: int
        phase_id: int

    class Meta:
        verbose_name = _("late access")
        verbose_name_plural = _("late accesses")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="late_access_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.team} · {self.phase}"
