"""A round of judging: what enters it and by what it is judged."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager, MultilingualQuerySet

from competitions.models import Competition, Phase
from submissions.models import Project, Version
from teams.models import Team

HUNDREDTHS = 100  # points are integers in hundredths of a point
FULL_WEIGHT = 10_000  # weights are integers in hundredths of a percent


class RoundQuerySet(MultilingualQuerySet["Round"]):
    def of_competition(self, competition: Competition) -> "RoundQuerySet":
        return self.filter(phase__competition=competition)

    def opened(self) -> "RoundQuerySet":
        return self.filter(opened_at__isnull=False)

    def running(self) -> "RoundQuerySet":
        return self.opened().filter(closed_at=None)

    def due_to_close(self, *, before: datetime) -> "RoundQuerySet":
        """Opened rounds whose window ended at or before that instant and that nobody has closed."""
        return self.running().filter(phase__closes_at__lte=before)

    def locked(self, pk: int) -> "Round":
        """The round, its row locked until the end of the transaction."""
        rounds = self.select_for_update(no_key=True, of=("self",))
        return rounds.select_related("phase__competition", "submission_phase__competition").get(pk=pk)

    def with_criteria(self) -> "RoundQuerySet":
        return self.prefetch_related("criteria__levels")


RoundManager = MultilingualManager.from_queryset(RoundQuerySet)


class Round(models.Model):
    """Its judging phase is its only clock; `closed_at` is the fact that sealing has ended."""

    phase = models.OneToOneField(Phase, models.PROTECT, related_name="round", verbose_name=_("judging phase"))
    name = models.CharField(_("name"), max_length=120)
    submission_phase = models.ForeignKey(
        Phase, models.PROTECT, related_name="judged_in", verbose_name=_("what was submitted in")
    )
    evaluations_minimum = models.PositiveSmallIntegerField(_("evaluations a project needs to be ranked"), default=1)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("opened by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects: ClassVar[Any] = RoundManager()
    if TYPE_CHECKING:
        _history_user: Any
        criteria: Any
        phase_id: int
        submission_phase_id: int
        name_ar: str
        name_fr: str | None
        name_en: str | None
        history: Any

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["phase__opens_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(name_ar__isnull=False, name_ar__gt=""), name="round_has_an_arabic_name"),
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None) | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="round_opened_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
                name="round_closed_after_it_opened",
            ),
            models.CheckConstraint(condition=Q(evaluations_minimum__gte=1), name="round_needs_an_evaluation"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def competition(self) -> Competition:
        return self.phase.competition


class CriterionQuerySet(MultilingualQuerySet["Criterion"]):
    def total_weight(self) -> int:
        """Sum of the weights, in hundredths of a percent."""
        return self.aggregate(total=Sum("weight"))["total"] or 0

    def with_levels(self) -> "CriterionQuerySet":
        return self.prefetch_related("levels")


CriterionManager = MultilingualManager.from_queryset(CriterionQuerySet)


class Criterion(models.Model):
    round = models.ForeignKey(Round, models.CASCADE, related_name="criteria", verbose_name=_("round"))
    key = models.SlugField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    weight = models.PositiveIntegerField(_("weight, in hundredths of a percent"))
    minimum = models.IntegerField(_("lowest score, in hundredths of a point"), default=0)
    maximum = models.IntegerField(_("highest score, in hundredths of a point"), default=20 * HUNDREDTHS)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[Any] = CriterionManager()
    if TYPE_CHECKING:
        _history_user: Any
        levels: Any
        round_id: int
        name_ar: str
        name_fr: str | None
        name_en: str | None
        history: Any

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="criterion_key_unique"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=FULL_WEIGHT), name="criterion_weight_percent"),
            models.CheckConstraint(condition=Q(maximum__gt=F("minimum")), name="criterion_scale"),
            models.CheckConstraint(
                condition=Q(name_ar__isnull=False, name_ar__gt=""), name="criterion_has_an_arabic_name"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Level(models.Model):
    """What so many points of a criterion mean, in words. A criterion without levels takes any number on its scale."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="levels", verbose_name=_("criterion"))
    points = models.IntegerField(_("score, in hundredths of a point"))
    words = models.CharField(_("in words"), max_length=250)

    objects: ClassVar[Any] = MultilingualManager()
    if TYPE_CHECKING:
        _history_user: Any
        criterion_id: int
        history: Any
        words_ar: str
        words_fr: str | None
        words_en: str | None

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["points"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "points"], name="level_once_per_score"),
            models.CheckConstraint(condition=Q(words_ar__isnull=False, words_ar__gt=""), name="level_has_arabic_words"),
        ]

    def __str__(self) -> str:
        return str(self.words)


class EntryQuerySet(models.QuerySet["Entry"]):
    def admitted(self) -> "EntryQuerySet":
        return self.filter(excluded_at=None)

    def of_team(self, team: Team) -> "EntryQuerySet":
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
    excluded_at = models.DateTimeField(_("excluded"), null=True, blank=True)
    excluded_because = models.TextField(_("reason"), blank=True)
    excluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("excluded by")
    )

    objects = EntryQuerySet.as_manager()
    if TYPE_CHECKING:
        _history_user: Any
        round_id: int
        project_id: int
        version_id: int
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
        ]

    def __str__(self) -> str:
        return self.version.title

    @property
    def team(self) -> Team:
        return self.project.team
