"""What a mentor says about a draft."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from submissions.models.project import Project
from submissions.models.questionnaire import Section


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def unaddressed(self) -> "FeedbackQuerySet":
        return self.filter(addressed_at=None)

    def of(self, project: Project) -> "FeedbackQuerySet":
        """All that was said about `project`; nothing while it has not been saved."""
        return self.filter(project_id=project.pk)


class Feedback(models.Model):
    project = models.ForeignKey(Project, models.PROTECT, related_name="feedback", verbose_name=_("project"))
    section = models.ForeignKey(Section, models.PROTECT, related_name="feedback", verbose_name=_("section"))
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("mentor"))
    text = models.TextField(_("feedback"))
    given_at = models.DateTimeField(_("given"))
    addressed_at = models.DateTimeField(_("taken into account"), null=True, blank=True)
    addressed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("marked by")
    )

    objects = FeedbackQuerySet.as_manager()
    if TYPE_CHECKING:
        project_id: int
        section_id: int
        mentor_id: int

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="feedback_says_something")]

    def __str__(self) -> str:
        return f"{self.project_id}/{self.section_id} #{self.pk}"
