"""By what a round judges: criteria, what feeds them, and levels in words."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager, MultilingualQuerySet

from judging.models.round import FULL_WEIGHT, HUNDREDTHS, Round
from judging.models.rule_change import RuleChange
from submissions.models import Question


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
    # Which criterion parts equal scores first, second, …; without a place it parts nothing.
    tie_place = models.PositiveSmallIntegerField(_("place among the criteria that part ties"), null=True, blank=True)
    rule_change = models.ForeignKey(
        RuleChange, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("change")
    )
    # The answers that jurors look at for it; of the submission phase that the round judges.
    questions = models.ManyToManyField(
        Question, through="CriterionQuestion", related_name="criteria", verbose_name=_("questions that feed it")
    )

    objects: ClassVar[Any] = CriterionManager()
    if TYPE_CHECKING:
        _history_user: Any
        levels: Any
        feeds: Any
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
            models.UniqueConstraint(
                fields=["round", "tie_place"],
                name="criterion_tie_place_unique",
                violation_error_message=_("Another criterion has this place."),
            ),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=FULL_WEIGHT), name="criterion_weight_percent"),
            models.CheckConstraint(condition=Q(maximum__gt=F("minimum")), name="criterion_scale"),
            models.CheckConstraint(
                condition=Q(name_ar__isnull=False, name_ar__gt=""), name="criterion_has_an_arabic_name"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class CriterionQuestion(models.Model):
    """A question whose answer feeds a criterion."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="feeds", verbose_name=_("criterion"))
    question = models.ForeignKey(Question, models.CASCADE, related_name="feeds", verbose_name=_("question"))

    if TYPE_CHECKING:
        _history_user: Any
        criterion_id: int
        question_id: int

    class Meta:
        verbose_name = _("question that feeds a criterion")
        verbose_name_plural = _("questions that feed a criterion")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "question"], name="criterion_fed_once_by_a_question")
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}/{self.question_id}"


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
