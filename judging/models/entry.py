"""A project in a round, and how it was let in."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from judging.models.panel import Panel
from judging.models.round import Round
from submissions.models import Project, Version
from teams.models import Team


class EntryQuerySet(models.QuerySet["Entry"]):
    def admitted(self) -> "EntryQuerySet":
        """Judged and ranked: not excluded, or excluded and judged under reserve."""
        return self.filter(Q(excluded_at=None) | Q(under_reserve_at__isnull=False))

    def under_reserve(self) -> "EntryQuerySet":
        return self.filter(under_reserve_at__isnull=False)

    def short_of(self, done: Any) -> "EntryQuerySet":
        """Those with too few finished evaluations to be ranked about which nobody has decided; `done` counts them.

        Whoever accepted fewer accepted some: once none of them is left, it is to be decided anew.
        """
        too_few = Q(fewer_accepted_at=None, done__lt=F("round__evaluations_minimum"))
        return self.annotate(done=done).filter(too_few | Q(done=0), is_left_unranked=False)

    def of_team(self, team: Team | OuterRef) -> "EntryQuerySet":
        return self.filter(project__team=team)

    def changeable(self) -> "EntryQuerySet":
        """Entries of rounds that nobody has signed."""
        return self.filter(round__signature=None)

    def with_names(self) -> "EntryQuerySet":
        return self.select_related("version__theme", "project__team")


class Entry(models.Model):
    """A project in a round, and the one version of it that every juror reads."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="entries", verbose_name=_("round"))
    project = models.ForeignKey(Project, models.PROTECT, related_name="entries", verbose_name=_("project"))
    version = models.ForeignKey(Version, models.PROTECT, related_name="entries", verbose_name=_("version"))
    entered_at = models.DateTimeField(_("entered"))
    panel = models.ForeignKey(
        Panel, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("panel")
    )
    named_because = models.TextField(_("why the president named it"), blank=True)
    # Screening: what an organiser found, by the name of the check, and when somebody looked.
    screening = models.JSONField(_("screening"), default=dict, blank=True)
    screened_at = models.DateTimeField(_("screened"), null=True, blank=True)
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("screened by")
    )
    excluded_at = models.DateTimeField(_("excluded"), null=True, blank=True)
    excluded_because = models.TextField(_("reason"), blank=True)
    excluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("excluded by")
    )
    # Excluded, but the team has appealed: the jury judges it until somebody else has answered.
    under_reserve_at = models.DateTimeField(_("judged under reserve since"), null=True, blank=True)
    # The president lets it be ranked on fewer evaluations than the round asks for.
    fewer_accepted_at = models.DateTimeField(_("fewer evaluations accepted"), null=True, blank=True)
    fewer_accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("accepted by")
    )
    fewer_accepted_because = models.TextField(_("why fewer are enough"), blank=True)
    # …or leaves it out of the ranking, for the reason given there.
    is_left_unranked = models.BooleanField(_("left unranked"), default=False)

    objects = EntryQuerySet.as_manager()
    if TYPE_CHECKING:
        _history_user: Any
        round_id: int
        project_id: int
        version_id: int
        panel_id: int | None
        assignments: Any
        history: Any

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "project"], name="entry_once_per_round"),
            models.CheckConstraint(
                condition=Q(excluded_at=None, excluded_because="", excluded_by=None)
                | (Q(excluded_at__isnull=False, excluded_by__isnull=False) & ~Q(excluded_because="")),
                name="entry_excluded_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(under_reserve_at=None) | Q(excluded_at__isnull=False), name="entry_reserve_of_an_excluded"
            ),
            models.CheckConstraint(
                condition=Q(fewer_accepted_at=None, fewer_accepted_by=None, fewer_accepted_because="")
                | (Q(fewer_accepted_at__isnull=False, fewer_accepted_by__isnull=False) & ~Q(fewer_accepted_because="")),
                name="entry_fewer_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_left_unranked=False) | Q(fewer_accepted_at__isnull=False),
                name="entry_left_unranked_by_decision",
            ),
            models.CheckConstraint(
                condition=Q(screened_at=None, screened_by=None)
                | Q(screened_at__isnull=False, screened_by__isnull=False),
                name="entry_screened_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.version.title

    @property
    def is_admitted(self) -> bool:
        """As `EntryQuerySet.admitted`."""
        return self.excluded_at is None or self.under_reserve_at is not None

    def is_ranked_on(self, evaluations: int, *, minimum: int) -> bool:
        """Whether so many finished evaluations rank it: one is enough where the president accepted fewer."""
        if self.is_left_unranked:
            return False
        return evaluations >= (minimum if self.fewer_accepted_at is None else 1)

    @property
    def team(self) -> Team:
        return self.project.team
