"""Since when a person waits for somebody's word about whether they may take part."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Department, Enrolment


class VouchingRequestQuerySet(models.QuerySet["VouchingRequest"]):
    def raised(self, *, at: datetime) -> "VouchingRequestQuerySet":
        """Brought to the organisers, about people who can still be decided about."""
        enrolled = Enrolment.objects.filter(competition=OuterRef("competition"), department=OuterRef("department"))
        about = self.filter(raised_at__isnull=False, person__is_active=True, department=F("person__department"))
        return about.filter(Exists(enrolled.current(at=at)))


class VouchingRequest(models.Model):
    """It lasts as long as the person waits: a decision about them, or another department of theirs, takes it away."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="vouching_requests", verbose_name=_("person")
    )
    competition = models.ForeignKey(Competition, models.PROTECT, related_name="+", verbose_name=_("competition"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    asked_at = models.DateTimeField(_("asked"))
    # When the organisers were told that no focal point had answered in time.
    raised_at = models.DateTimeField(_("brought to the organisers"), null=True, blank=True)

    objects = VouchingRequestQuerySet.as_manager()
    if TYPE_CHECKING:
        person_id: int
        competition_id: int
        department_id: int

    class Meta:
        verbose_name = _("request for a word")
        verbose_name_plural = _("requests for a word")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "competition", "department"], name="vouching_asked_once_per_department"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
