"""A member says that the text as it stands may be submitted."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from competitions.models import Phase
from submissions.models.project import Project


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def of(self, project: Project, phase: Phase) -> "ApprovalQuerySet":
        return self.filter(project_id=project.pk, phase=phase)


class Approval(models.Model):
    """The last one of each member. It stands for the text of that digest: a later edit makes it older than the text."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="approvals", verbose_name=_("project"))
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+", verbose_name=_("submission phase"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("member"))
    # Over all that is written and attached, `submissions.domain.approving.text_digest`.
    text_sha256 = models.CharField("SHA-256", max_length=64)
    approved_at = models.DateTimeField(_("signed off"))

    objects = ApprovalQuerySet.as_manager()
    if TYPE_CHECKING:
        project_id: int
        phase_id: int
        person_id: int

    class Meta:
        verbose_name = _("sign-off on the text")
        verbose_name_plural = _("sign-offs on the text")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "phase", "person"], name="approval_once_per_member")]

    def __str__(self) -> str:
        return f"{self.project_id} #{self.person_id}"
