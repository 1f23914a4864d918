"""A juror's work on one entry: assignment, evaluation, scores."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from judging.models.round import Criterion, Entry


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def live(self) -> "AssignmentQuerySet":
        return self.filter(closed_at=None)

    def of(self, juror: Any) -> "AssignmentQuerySet":
        return self.filter(juror=juror)

    def owed(self) -> "AssignmentQuerySet":
        """Live, on an admitted entry of an open round, and not finished."""
        return self.live().filter(
            entry__excluded_at=None, entry__round__closed_at=None, evaluation__finished_at=None
        )


class Assignment(models.Model):
    class Closed(models.TextChoices):
        CONFLICT = "conflict", _("Conflict of interest")
        WITHDRAWN = "withdrawn", _("The project was withdrawn")
        REASSIGNED = "reassigned", _("Given to another juror")

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="assignments", verbose_name=_("entry"))
    juror = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("juror")
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("assigned by")
    )
    assigned_at = models.DateTimeField(_("assigned"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_because = models.CharField(_("reason"), max_length=20, choices=Closed.choices, blank=True)

    objects = AssignmentQuerySet.as_manager()
    if TYPE_CHECKING:
        entry_id: int
        juror_id: int
        history: Any

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "juror"], name="assignment_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_because="") | (Q(closed_at__isnull=False) & ~Q(closed_because="")),
                name="assignment_closed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.juror_id}"


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def finished(self) -> "EvaluationQuerySet":
        return self.filter(finished_at__isnull=False)

    def of(self, juror: Any) -> "EvaluationQuerySet":
        return self.filter(assignment__juror=juror, assignment__closed_at=None)


class Evaluation(models.Model):
    assignment = models.OneToOneField(
        Assignment, models.PROTECT, related_name="evaluation", verbose_name=_("assignment")
    )
    comment_for_team = models.TextField(_("comment for the team"), blank=True)
    comment_for_jury = models.TextField(_("comment for the jury"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    begun_at = models.DateTimeField(_("begun"))
    saved_at = models.DateTimeField(_("saved"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = EvaluationQuerySet.as_manager()
    if TYPE_CHECKING:
        assignment_id: int
        scores: Any

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Score(models.Model):
    """Points of one criterion, in hundredths of a point; null while the juror has only written a comment."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="scores", verbose_name=_("evaluation"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", verbose_name=_("criterion"))
    points = models.IntegerField(_("score, in hundredths of a point"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    # Copied from the criterion, so that the database can hold the value between them.
    minimum = models.IntegerField()
    maximum = models.IntegerField()

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
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id}/{self.criterion_id}"
