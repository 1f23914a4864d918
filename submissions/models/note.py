"""What teammates say to each other about a section."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from submissions.models.project import Project
from submissions.models.questionnaire import Section


class NoteQuerySet(models.QuerySet["Note"]):
    def of(self, project: Project) -> "NoteQuerySet":
        """All that was said about `project`; nothing while it has not been saved."""
        return self.filter(project_id=project.pk)

    def open(self) -> "NoteQuerySet":
        return self.filter(resolved_at=None)


class Note(models.Model):
    """The team's own: mentors, organisers and jurors never see it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="notes", verbose_name=_("project"))
    section = models.ForeignKey(Section, models.PROTECT, related_name="notes", verbose_name=_("section"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"))
    text = models.TextField(_("note"))
    written_at = models.DateTimeField(_("written"))
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resolved by")
    )

    objects = NoteQuerySet.as_manager()
    if TYPE_CHECKING:
        project_id: int
        section_id: int
        author_id: int

    class Meta:
        verbose_name = _("note among teammates")
        verbose_name_plural = _("notes among teammates")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="note_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}/{self.section_id} #{self.pk}"
