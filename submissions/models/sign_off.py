"""A member agrees that another one submits in the place of captain and deputy, who are not to be reached."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competitions.models import Phase
from submissions.models.project import Project
from submissions.models.version import Version


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def open(self, project: Project, phase: Phase) -> "SignOffQuerySet":
        """Of that project and phase, those with which nothing has been submitted yet."""
        return self.filter(project_id=project.pk, phase=phase, version=None)


class SignOff(models.Model):
    project = models.ForeignKey(Project, models.PROTECT, related_name="sign_offs", verbose_name=_("project"))
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+", verbose_name=_("submission phase"))
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who submits")
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who agrees"))
    asked_at = models.DateTimeField(_("asked"))
    signed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    # The version that was submitted with it: its receipt says so.
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="sign_offs", verbose_name=_("version")
    )

    objects = SignOffQuerySet.as_manager()
    if TYPE_CHECKING:
        project_id: int
        submitter_id: int
        person_id: int

    class Meta:
        verbose_name = _("agreement to submit without the captain")
        verbose_name_plural = _("agreements to submit without the captain")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "phase", "submitter", "person"],
                condition=Q(version=None),
                name="sign_off_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(person=F("submitter")), name="sign_off_of_somebody_else"),
            models.CheckConstraint(
                condition=Q(version=None) | Q(signed_at__isnull=False), name="sign_off_agreed_before_submission"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
