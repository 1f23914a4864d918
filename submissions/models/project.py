"""A team's project: what it is writing, and what it has submitted."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from competitions.folding import FoldedField
from competitions.models import Phase
from teams.models import LateAccess, Mentorship, Team


def late_until(*, team: Team | str, phase: Phase | str) -> Subquery:
    """When a phase ends for a team that was given longer, for an annotation; a string names the column of the row."""
    named: dict[str, Any] = {"team": team, "phase": phase}
    of_both = {name: OuterRef(each) if isinstance(each, str) else each for name, each in named.items()}
    return Subquery(LateAccess.objects.filter(**of_both).order_by("-until").values("until")[:1])


class ProjectQuerySet(models.QuerySet["Project"]):
    def of(self, person: Any) -> "ProjectQuerySet":
        """Projects of the active teams in which `person` is a member now; the rule `may_write`, as a query."""
        return self.filter(team__in=Team.objects.of(person))

    def mentored_by(self, person: Any) -> "ProjectQuerySet":
        """Projects of the active teams that `person` accompanies now; the rule `may_give_feedback`, as a query."""
        accompanied = Mentorship.objects.active().of(person).values("team")
        return self.filter(team__in=Team.objects.active().filter(pk__in=accompanied))

    def visible_to(self, person: Any) -> "ProjectQuerySet":
        """Whose draft `person` may read: their team's, those they accompany, those of the editions they run."""
        if person.is_superuser:
            return self
        run = self.filter(team__competition__in=person.organised_editions())
        return (self.of(person) | self.mentored_by(person) | run).distinct()

    def locked(self) -> "ProjectQuerySet":
        """With the project's row locked until the transaction ends; what comes with it is not."""
        return self.select_for_update(no_key=True, of=("self",)).select_related("team__competition", "team__theme")

    def locked_with_team(self) -> "ProjectQuerySet":
        """The team's row locked too: it stays confirmed, and who leads it leads it."""
        return self.locked().select_for_update(no_key=True, of=("self", "team"))

    def with_late_access(self, phase: Phase) -> "ProjectQuerySet":
        """Each with `late_until`: when `phase` ends for its team, where the team was given longer."""
        return self.annotate(late_until=late_until(team="team", phase=phase))  # type: ignore[no-redef]

    def with_late_access_to(self, phase_key: str) -> "ProjectQuerySet":
        """The same of the phase of that key in each project's own edition."""
        own = {"team": OuterRef("team"), "phase__key": phase_key, "phase__competition": OuterRef("team__competition")}
        until = LateAccess.objects.filter(**own).order_by("-until").values("until")[:1]
        return self.annotate(late_until=Subquery(until))  # type: ignore[no-redef]


class Project(models.Model):
    team = models.OneToOneField(Team, models.PROTECT, related_name="project", verbose_name=_("team"))
    # Copied from the answer whose purpose is the title, by the verb that saves it.
    title = models.CharField(_("title"), max_length=250, blank=True, editable=False)
    # No limit of its own: folding may lengthen a text.
    title_key = FoldedField(source="title", max_length=None)
    started_at = models.DateTimeField(_("started"))

    objects = ProjectQuerySet.as_manager()
    if TYPE_CHECKING:
        team_id: int
        late_until: datetime | None

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title or str(self.team)
