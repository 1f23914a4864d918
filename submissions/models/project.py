"""A team's project: what it is writing, and what it has submitted."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from teams.models import Team


class ProjectQuerySet(models.QuerySet["Project"]):
    def of_competition(self, competition: Competition) -> "ProjectQuerySet":
        return self.filter(team__competition=competition)

    def of(self, person: Any) -> "ProjectQuerySet":
        """Projects of the teams in which `person` is a member now."""
        return self.filter(team__in=Team.objects.of(person))

    def mentored_by(self, person: Any) -> "ProjectQuerySet":
        return self.filter(team__mentorships__mentor=person, team__mentorships__ended_at=None)

    def submitted(self) -> "ProjectQuerySet":
        return self.filter(versions__isnull=False).distinct()

    def not_submitted(self) -> "ProjectQuerySet":
        return self.filter(versions__isnull=True)


class Project(models.Model):
    team = models.OneToOneField(Team, models.PROTECT, related_name="project", verbose_name=_("team"))
    # Copied from the answer whose purpose is the title, by the verb that saves it.
    title = models.CharField(_("title"), max_length=250, blank=True, editable=False)
    started_at = models.DateTimeField(_("started"))

    objects = ProjectQuerySet.as_manager()
    if TYPE_CHECKING:
        team_id: int

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title or str(self.team)
