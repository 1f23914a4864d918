"""What a team asks the platform to do at the deadline in its place."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competitions.models import Phase
from submissions.models.project import Project
from submissions.models.version import Version


class AutomaticSubmissionQuerySet(models.QuerySet["AutomaticSubmission"]):
    def of(self, project: Project, phase: Phase) -> "AutomaticSubmissionQuerySet":
        return self.filter(project_id=project.pk, phase=phase)

    def waiting(self) -> "AutomaticSubmissionQuerySet":
        """Asked for by active teams, and not done yet."""
        return self.filter(settled_at=None, project__team__dissolved_at=None)


class AutomaticSubmission(models.Model):
    """A team asked that its draft be submitted at the deadline as it is, if it is complete."""

    class Outcome(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted")
        UNCHANGED = "unchanged", _("Nothing had changed since the version that counts")
        INCOMPLETE = "incomplete", _("Not submitted: the file was not complete")
        NOT_CONFIRMED = "not_confirmed", _("Not submitted: the team was not confirmed")

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="automatic_submissions", verbose_name=_("project")
    )
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+", verbose_name=_("submission phase"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    settled_at = models.DateTimeField(_("done"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, blank=True)
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("version")
    )

    objects = AutomaticSubmissionQuerySet.as_manager()
    if TYPE_CHECKING:
        project_id: int
        phase_id: int
        asked_by_id: int

    class Meta:
        verbose_name = _("automatic submission")
        verbose_name_plural = _("automatic submissions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "phase"], name="automatic_submission_once_per_phase"),
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="") | (Q(settled_at__isnull=False) & ~Q(outcome="")),
                name="automatic_submission_settled_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} #{self.pk}"
