"""Long work that a worker does, with its progress in a row that a page can show."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

MAX_ATTEMPTS = 5


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, person: Any) -> "JobQuerySet":
        """A superuser sees every job, others those they asked for."""
        return self.all() if person.is_superuser else self.filter(requested_by=person)

    def unfinished(self) -> "JobQuerySet":
        return self.filter(finished_at=None, failed_at=None)

    def of_kind(self, kind: str) -> "JobQuerySet":
        return self.filter(kind=kind)

    def with_file(self) -> "JobQuerySet":
        return self.exclude(file="")

    def claimable(self, *, at: datetime) -> "JobQuerySet":
        """Not finished, and in the hands of no worker that still gives signs of life."""
        return self.unfinished().filter(Q(claimed_until=None) | Q(claimed_until__lt=at)).order_by("pk")


class Job(models.Model):
    kind = models.CharField(_("kind"), max_length=60)
    arguments = models.JSONField(_("arguments"), default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested"))
    total = models.PositiveIntegerField(_("steps in all"), default=0)
    done = models.PositiveIntegerField(_("steps done"), default=0)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)
    # What the work made for whoever asked for it, handed out by a view until it expires.
    file = models.FileField(_("file"), upload_to="jobs/", blank=True)
    file_expires_at = models.DateTimeField(_("the file expires"), null=True, blank=True)
    claimed_by = models.CharField(max_length=80, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    objects = JobQuerySet.as_manager()
    if TYPE_CHECKING:
        requested_by_id: int | None

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(done__lte=F("total")), name="job_done_within_total")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
