"""Members report that their captain has disappeared; the organiser answers."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teams.models.team import Team


class CaptainAbsenceQuerySet(models.QuerySet["CaptainAbsence"]):
    def unsettled(self) -> "CaptainAbsenceQuerySet":
        return self.filter(settled_at=None)

    def waiting(self) -> "CaptainAbsenceQuerySet":
        """Unsettled, of captains who still are and have not been here since: nobody has to close what closes itself."""
        not_back = Q(captain__seen_at=None) | Q(captain__seen_at__lte=F("reported_at"))
        return self.unsettled().filter(not_back, team__dissolved_at=None, team__captain=F("captain"))


class CaptainAbsence(models.Model):
    team = models.ForeignKey(Team, models.PROTECT, related_name="captain_absences", verbose_name=_("team"))
    captain = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("captain"))
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reported by")
    )
    word = models.TextField(_("word to the organisers"), max_length=500)
    reported_at = models.DateTimeField(_("reported"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    # Null where the captain was back before anybody answered.
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    new_captain = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("new captain")
    )
    answer = models.TextField(_("answer"), max_length=500, blank=True)

    objects = CaptainAbsenceQuerySet.as_manager()
    if TYPE_CHECKING:
        team_id: int
        captain_id: int

    class Meta:
        verbose_name = _("missing captain")
        verbose_name_plural = _("missing captains")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team"], condition=Q(settled_at=None), name="captain_absence_reported_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | Q(settled_by=None, new_captain=None),
                name="captain_absence_settled_with_a_date",
            ),
        ]

    def __str__(self) -> str:
        return str(self.team)
