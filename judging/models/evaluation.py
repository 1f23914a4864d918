"""A juror's work on one entry: assignment, evaluation, scores."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from judging.models.conflict import Conflict
from judging.models.round import Criterion, Entry, Round
from teams.models import Role, Team


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def live(self) -> "AssignmentQuerySet":
        return self.filter(closed_at=None)

    def of(self, juror: Any) -> "AssignmentQuerySet":
        return self.filter(juror=juror)

    def of_competition(self, competition: Competition) -> "AssignmentQuerySet":
        return self.filter(entry__round__phase__competition=competition)

    def of_edition(self, slug: str) -> "AssignmentQuerySet":
        return self.filter(entry__round__phase__competition__slug=slug)

    def of_team(self, team: Team) -> "AssignmentQuerySet":
        return self.filter(entry__project__team=team)

    def in_running_rounds(self) -> "AssignmentQuerySet":
        return self.filter(entry__round__opened_at__isnull=False, entry__round__closed_at=None)

    def without_conflict(self) -> "AssignmentQuerySet":
        """Whose juror has no live conflict with the team."""
        live = Conflict.objects.live().filter(juror=OuterRef("juror"), team=OuterRef("entry__project__team"))
        return self.filter(~Exists(live))

    def of_todays_jurors(self) -> "AssignmentQuerySet":
        """Whose juror has not been dismissed."""
        roles = Role.objects.filter(
            kind=Role.Kind.JUROR,
            person=OuterRef("juror"),
            competition=OuterRef("entry__round__phase__competition"),
        )
        return self.filter(Exists(roles.active(at=timezone.now())))

    def readable(self) -> "AssignmentQuerySet":
        """What a juror may open: live, on an admitted entry, without a conflict, and while they are a juror."""
        return self.live().filter(entry__excluded_at=None).without_conflict().of_todays_jurors()

    def owed(self) -> "AssignmentQuerySet":
        """Readable, in a round that runs, and not finished."""
        return self.readable().in_running_rounds().filter(evaluation__finished_at=None)

    def with_work(self) -> "AssignmentQuerySet":
        """With the entry, its version, team, round and the evaluation."""
        return self.select_related(
            "entry__version__theme", "entry__project__team", "entry__round__phase__competition", "evaluation"
        )

    def without_content(self) -> "AssignmentQuerySet":
        """The texts of the versions stay in the database: a list shows titles."""
        return self.defer("entry__version__content")

    def with_criteria(self) -> "AssignmentQuerySet":
        """With the criteria of the round and their levels, which stand since it was opened."""
        return self.prefetch_related("entry__round__criteria__levels")

    def in_order(self) -> "AssignmentQuerySet":
        """As a juror goes through them."""
        return self.order_by("entry__round__phase__closes_at", "entry__round", "entry", "pk")

    def locked(self, pk: int) -> "Assignment | None":
        """The assignment, its row locked until the end of the transaction; None if it is not among these."""
        return self.with_work().select_for_update(no_key=True, of=("self",)).filter(pk=pk).first()


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
        _history_user: Any
        entry_id: int
        juror_id: int
        history: Any
        evaluation: "Evaluation"

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
        return f"{self.entry} · {self.juror}"

    @property
    def work(self) -> "Evaluation | None":
        """The evaluation, or None while it has not been begun."""
        return getattr(self, "evaluation", None)

    @property
    def criteria(self) -> list[Criterion]:
        """What the round judges by, with the levels."""
        return list(self.entry.round.criteria.all())


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def of(self, juror: Any) -> "EvaluationQuerySet":
        return self.filter(assignment__juror=juror, assignment__closed_at=None)

    def counting(self, round: Round) -> "EvaluationQuerySet":
        """Finished, by a juror who is still assigned, on an admitted entry of `round`."""
        return self.filter(
            finished_at__isnull=False,
            assignment__closed_at=None,
            assignment__entry__round=round,
            assignment__entry__excluded_at=None,
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
            .annotate(total=Sum("points"), number=Count("pk"))
        )


class Score(models.Model):
    """Points of one criterion, in hundredths of a point; null while the juror has only written a comment."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="scores", verbose_name=_("evaluation"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", verbose_name=_("criterion"))
    points = models.IntegerField(_("score, in hundredths of a point"), null=True, blank=True)
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
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id}/{self.criterion_id}"
