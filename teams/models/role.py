"""Who is what in an edition: the only place that says so."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from competitions.models import Competition, Department


class RoleQuerySet(models.QuerySet["Role"]):
    def active(self, *, at: datetime) -> "RoleQuerySet":
        return self.filter(since__lte=at).filter(Q(until=None) | Q(until__gt=at))

    def held_by(self, person: Any, competition: Competition) -> "RoleQuerySet":
        return self.filter(person=person, competition=competition)


class Role(models.Model):
    class Kind(models.TextChoices):
        ORGANISER = "organiser", _("Organiser")
        FOCAL_POINT = "focal_point", _("Focal point")
        MENTOR = "mentor", _("Mentor")
        JUROR = "juror", _("Juror")
        PRESIDENT = "president", _("President of the jury")
        DEPUTY_PRESIDENT = "deputy_president", _("Deputy president of the jury")
        AUDITOR = "auditor", _("Auditor")

    JURY = (Kind.JUROR, Kind.PRESIDENT, Kind.DEPUTY_PRESIDENT)

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="roles", verbose_name=_("person"))
    competition = models.ForeignKey(Competition, models.PROTECT, related_name="roles", verbose_name=_("competition"))
    kind = models.CharField(_("role"), max_length=20, choices=Kind.choices)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("appointed by"),
    )
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()
    history = HistoricalRecords()
    if TYPE_CHECKING:
        _history_user: Any
        person_id: int
        competition_id: int
        department_id: int | None

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["competition", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "competition", "kind"],
                condition=Q(until=None, department=None),
                name="role_held_once",
            ),
            models.UniqueConstraint(
                fields=["person", "competition", "kind", "department"],
                condition=Q(until=None, department__isnull=False),
                name="role_held_once_per_department",
            ),
            models.CheckConstraint(
                condition=Q(kind="focal_point", department__isnull=False)
                | (~Q(kind="focal_point") & Q(department=None)),
                name="role_department_for_focal_points_only",
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="role_period"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
