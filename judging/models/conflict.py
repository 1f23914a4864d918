"""Why a juror may not judge a team."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from teams.models import Team


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def live(self) -> "ConflictQuerySet":
        return self.filter(lifted_at=None)

    def between(self, juror: Any, team: Team) -> "ConflictQuerySet":
        return self.filter(juror=juror, team=team)

    def of_competition(self, competition: Competition) -> "ConflictQuerySet":
        return self.filter(team__competition=competition)


class Conflict(models.Model):
    class Kind(models.TextChoices):
        SAME_DEPARTMENT = "same_department", _("Same department as a member")
        MEMBER = "member", _("Member or former member of the team")
        MENTOR = "mentor", _("Mentor of the team")
        DECLARED = "declared", _("Declared by the juror")
        CHALLENGED = "challenged", _("Declared by the team")

    class Source(models.TextChoices):
        AUTOMATIC = "automatic", _("Found by the platform")
        JUROR = "juror", _("The juror")
        TEAM = "team", _("The team")
        ORGANISER = "organiser", _("The organiser")

    juror = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="conflicts", verbose_name=_("juror")
    )
    team = models.ForeignKey(Team, models.PROTECT, related_name="conflicts", verbose_name=_("team"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    source = models.CharField(_("source"), max_length=20, choices=Source.choices)
    reason = models.TextField(_("reason"), blank=True)
    declared_at = models.DateTimeField(_("recorded"))
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )
    lifted_because = models.TextField(_("reason for lifting"), blank=True)

    objects = ConflictQuerySet.as_manager()
    if TYPE_CHECKING:
        juror_id: int
        team_id: int

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["juror", "team", "kind"], condition=Q(lifted_at=None), name="conflict_once_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | (Q(lifted_by__isnull=False) & ~Q(lifted_because="")),
                name="conflict_lifted_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
