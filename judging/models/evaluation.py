"""A juror's work on one entry."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.models.assignment import Assignment
from judging.models.entry import Entry
from judging.models.round import Round


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def of(self, juror: Any) -> "EvaluationQuerySet":
        return self.filter(assignment__juror=juror, assignment__closed_at=None)

    def counting(self, round: Round) -> "EvaluationQuerySet":
        """Finished, by a juror who is still assigned, on an admitted entry of `round`."""
        return self.filter(
            finished_at__isnull=False,
            assignment__closed_at=None,
            assignment__entry__in=Entry.objects.admitted().filter(round=round),
        )


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
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None) | ~Q(comment_for_team=""), name="evaluation_finished_with_a_comment"
            ),
        ]

    def __str__(self) -> str:
        return str(self.assignment)
