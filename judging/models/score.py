"""Points of an evaluation, criterion by criterion."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from judging.models.criterion import Criterion
from judging.models.evaluation import Evaluation
from judging.models.round import Round

# The points that count: what was made of them in the deliberation, else what was given.
EFFECTIVE = Coalesce("revised_points", "points")


class ScoreQuerySet(models.QuerySet["Score"]):
    def given_by(self, juror: Any, round: Round) -> "ScoreQuerySet":
        """Every score of `juror` in `round`, on entries that are still theirs."""
        return self.filter(
            evaluation__assignment__juror=juror,
            evaluation__assignment__closed_at=None,
            evaluation__assignment__entry__round=round,
        )

    def sums(self, round: Round) -> "models.QuerySet[Score, tuple[int, int, int, int]]":
        """(entry, criterion, sum of points in hundredths, number) over the evaluations that count."""
        counting = Evaluation.objects.counting(round)
        return (
            self.filter(evaluation__in=counting)
            .order_by()
            .values_list("evaluation__assignment__entry", "criterion")
            .annotate(total=Sum(EFFECTIVE), number=Count("pk"))
        )

    def totals(self, round: Round) -> "models.QuerySet[Score, tuple[int, int, int]]":
        """(entry, juror, sum of points × weight) over the evaluations that count."""
        counting = Evaluation.objects.counting(round)
        return (
            self.filter(evaluation__in=counting)
            .order_by()
            .values_list("evaluation__assignment__entry", "evaluation__assignment__juror")
            .annotate(total=Sum(EFFECTIVE * F("criterion__weight")))
        )


class Score(models.Model):
    """Points of one criterion, in hundredths of a point; null while the juror has only written a comment."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="scores", verbose_name=_("evaluation"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", verbose_name=_("criterion"))
    points = models.IntegerField(_("score, in hundredths of a point"), null=True, blank=True)
    # What its juror made of it in the deliberation, beside what it was; `effective` is what counts.
    revised_points = models.IntegerField(_("score after deliberation"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    # Copied from the criterion, so that the database can hold the value between them.
    minimum = models.IntegerField()
    maximum = models.IntegerField()

    objects = ScoreQuerySet.as_manager()
    if TYPE_CHECKING:
        evaluation_id: int
        criterion_id: int

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="score_once_per_criterion"),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=F("minimum"), points__lte=F("maximum")),
                name="score_within_the_scale",
            ),
            models.CheckConstraint(
                condition=Q(revised_points=None)
                | Q(revised_points__gte=F("minimum"), revised_points__lte=F("maximum")),
                name="score_revised_within_the_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id}/{self.criterion_id}"

    @property
    def effective(self) -> int | None:
        return self.points if self.revised_points is None else self.revised_points


class ScoreChange(models.Model):
    """A score that its juror changed in the deliberation. Append-only."""

    score = models.ForeignKey(Score, models.PROTECT, related_name="changes", verbose_name=_("score"))
    old_points = models.IntegerField(_("before, in hundredths of a point"))
    new_points = models.IntegerField(_("after, in hundredths of a point"))
    reason = models.TextField(_("reason"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed"))

    if TYPE_CHECKING:
        score_id: int

    class Meta:
        verbose_name = _("change of a score")
        verbose_name_plural = _("changes of scores")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="score_change_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.score_id}: {self.old_points} → {self.new_points}"
