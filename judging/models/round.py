"""A round of judging: what enters it and by what it is judged."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager, MultilingualQuerySet

from competitions.models import Competition, Phase
from submissions.models import Question

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
        """The round, its row locked until the end of the transaction.

        Read once it is held: what is joined to a row for which one waits is as old as the waiting.
        """
        list(self.filter(pk=pk).select_for_update(no_key=True).values_list("pk"))
        return self.select_related("phase__competition", "submission_phase__competition").get(pk=pk)

    def with_criteria(self) -> "RoundQuerySet":
        return self.prefetch_related("criteria__levels")


RoundManager = MultilingualManager.from_queryset(RoundQuerySet)


class Round(models.Model):
    """Its judging phase is its only clock; `closed_at` is the fact that sealing has ended."""

    class Kind(models.TextChoices):
        WRITTEN = "written", _("Written")
        PITCH = "pitch", _("Pitch")

    class EntryRule(models.TextChoices):
        ALL = "all", _("Every submitted project")
        FIRST_OVERALL = "first_overall", _("The first of an earlier round")
        FIRST_PER_THEME = "first_per_theme", _("The first of each theme of an earlier round")
        NAMED = "named", _("Named by the president, with reasons")

    class Decides(models.TextChoices):
        OFFICIAL = "official", _("The official score")
        CALIBRATED = "calibrated", _("The calibrated score")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.WRITTEN)
    phase = models.OneToOneField(Phase, models.PROTECT, related_name="round", verbose_name=_("judging phase"))
    name = models.CharField(_("name"), max_length=120)
    submission_phase = models.ForeignKey(
        Phase, models.PROTECT, related_name="judged_in", verbose_name=_("what was submitted in")
    )
    # Which projects enter. The first `entry_count` count ties at the last place in.
    entry_rule = models.CharField(
        _("which projects enter"), max_length=20, choices=EntryRule.choices, default=EntryRule.ALL
    )
    earlier_round = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later_rounds", verbose_name=_("earlier round")
    )
    entry_count = models.PositiveSmallIntegerField(_("how many of the earlier round enter"), null=True, blank=True)
    # Who reads what.
    evaluations_wanted = models.PositiveSmallIntegerField(_("evaluations wanted per project"), default=3)
    is_read_by_all = models.BooleanField(_("every juror of the panel scores every project"), default=False)
    evaluations_minimum = models.PositiveSmallIntegerField(_("evaluations a project needs to be ranked"), default=1)
    # Blind: the jury sees neither names nor the answers to these questions.
    is_blind = models.BooleanField(_("blind"), default=False)
    hidden_questions = models.ManyToManyField(
        Question, through="HiddenQuestion", related_name="hidden_in", verbose_name=_("answers hidden from the jury")
    )
    # How it is decided, fixed before the first score.
    decided_by = models.CharField(
        _("which score decides"), max_length=12, choices=Decides.choices, default=Decides.OFFICIAL
    )
    president_counts_double = models.BooleanField(_("the president’s voice counts double in a vote"), default=False)
    quorum_percent = models.PositiveSmallIntegerField(
        _("quorum of the deliberation, in percent of the jurors"), default=50
    )
    # A pitch: how long each project speaks and is asked, in minutes; how civil servants vote for the audience prize.
    pitch_minutes = models.PositiveSmallIntegerField(_("minutes to speak"), default=7)
    questions_minutes = models.PositiveSmallIntegerField(_("minutes for questions"), default=8)
    audience_opens_at = models.DateTimeField(_("the audience votes from"), null=True, blank=True)
    audience_closes_at = models.DateTimeField(_("the audience votes until"), null=True, blank=True)
    # When the projects entered, their versions pinned; screening and assignment come before the round opens.
    collected_at = models.DateTimeField(_("projects entered"), null=True, blank=True)
    # The change of the rules that last moved a column of it after the first score.
    rule_change = models.ForeignKey(
        "RuleChange", models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("change")
    )
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("opened by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects: ClassVar[Any] = RoundManager()
    if TYPE_CHECKING:
        _history_user: Any
        criteria: Any
        entries: Any
        panels: Any
        hides: Any
        phase_id: int
        earlier_round_id: int | None
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
            models.CheckConstraint(condition=Q(evaluations_wanted__gte=1), name="round_wants_an_evaluation"),
            models.CheckConstraint(
                condition=Q(entry_rule__in=("all", "named"), entry_count=None)
                | Q(
                    entry_rule__in=("first_overall", "first_per_theme"),
                    entry_count__gte=1,
                    earlier_round__isnull=False,
                ),
                name="round_says_how_many_enter",
                violation_error_message=_("Say how many projects of which earlier round enter."),
            ),
            models.CheckConstraint(
                condition=Q(quorum_percent__gte=0, quorum_percent__lte=100), name="round_quorum_percent"
            ),
            models.CheckConstraint(
                condition=Q(audience_opens_at=None, audience_closes_at=None)
                | Q(audience_closes_at__gt=F("audience_opens_at")),
                name="round_audience_window",
                violation_error_message=_("The vote of the audience ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def competition(self) -> Competition:
        return self.phase.competition


class HiddenQuestion(models.Model):
    """A question whose answers the jury of a blind round does not see."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="hides", verbose_name=_("round"))
    question = models.ForeignKey(Question, models.CASCADE, related_name="+", verbose_name=_("question"))

    if TYPE_CHECKING:
        _history_user: Any
        question_id: int

    class Meta:
        verbose_name = _("hidden question")
        verbose_name_plural = _("hidden questions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "question"], name="question_hidden_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.question_id}"
