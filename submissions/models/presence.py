"""Who has a section open, so that teammates see each other before they write over each other."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions.models.project import Project
from submissions.models.questionnaire import Section

# An open page tells of itself three times in this time.
FRESH = timedelta(seconds=45)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def beside(self, person: Any, *, project: Project, section: Section, at: datetime) -> "PresenceQuerySet":
        """The others who have that section of that project open at `at`."""
        here = self.filter(project_id=project.pk, section=section, seen_at__gt=at - FRESH)
        return here.exclude(person=person).select_related("person").order_by("pk")


class Presence(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="+", verbose_name=_("project"))
    section = models.ForeignKey(Section, models.CASCADE, related_name="+", verbose_name=_("section"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    seen_at = models.DateTimeField(_("last seen"))

    objects = PresenceQuerySet.as_manager()
    if TYPE_CHECKING:
        section_id: int
        person_id: int

    class Meta:
        verbose_name = _("presence in a section")
        verbose_name_plural = _("presence in sections")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "section", "person"], name="presence_once_per_section")
        ]

    def __str__(self) -> str:
        return f"{self.project_id}/{self.section_id} #{self.person_id}"
