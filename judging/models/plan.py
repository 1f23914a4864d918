"""A proposal of who reads what, or of who accompanies whom, before anything is decided."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Job
from judging.models.round import Round


class PlanQuerySet(models.QuerySet["Plan"]):
    def being_accepted(self) -> "PlanQuerySet":
        """Whose job has not come to its end."""
        return self.filter(accepted_at=None, accepting__in=Job.objects.unfinished())


class Plan(models.Model):
    """Solved by a job from `inputs` and `seed`, which give the same answer again; accepted or put aside by somebody."""

    class Purpose(models.TextChoices):
        JURORS = "jurors", _("Jurors and projects")
        MENTORS = "mentors", _("Mentors and teams")

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="assignment_plans", verbose_name=_("competition")
    )
    purpose = models.CharField(_("for"), max_length=10, choices=Purpose.choices)
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("round")
    )
    seed = models.PositiveBigIntegerField(_("seed"))
    # What the solver was given, and the SHA-256 of its canonical JSON.
    inputs = models.JSONField(_("inputs"))
    inputs_sha256 = models.CharField("SHA-256", max_length=64)
    result = models.JSONField(_("proposal"), null=True, blank=True)
    # What somebody changed by hand since: [{"entry", "out", "in", "by", "at"}, …].
    swaps = models.JSONField(_("changes by hand"), default=list, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    job = models.OneToOneField(Job, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("job"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    solved_at = models.DateTimeField(_("solved"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("accepted by")
    )
    # The job that writes what it says, where that is much; and what has kept it from it: an `Obstacle`, without a name.
    accepting = models.OneToOneField(
        Job, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("job that accepts it")
    )
    obstacle = models.JSONField(_("why it was not accepted"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("put aside"), null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    if TYPE_CHECKING:
        round_id: int | None
        competition_id: int
        accepting_id: int | None
        assignments: Any

    class Meta:
        verbose_name = _("assignment plan")
        verbose_name_plural = _("assignment plans")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="jurors", round__isnull=False) | Q(purpose="mentors", round=None),
                name="plan_for_a_round_or_for_mentors",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, solved_at__isnull=False, dropped_at=None),
                name="plan_accepted_once_solved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.pk}"

    def rivals(self) -> PlanQuerySet:
        """All of the same round, or of the same mentors: only one of them is accepted at a time."""
        if self.round_id is not None:
            return Plan.objects.filter(round=self.round_id)
        return Plan.objects.filter(competition=self.competition_id, purpose=self.purpose)

    @property
    def is_being_accepted(self) -> bool:
        """Whether a job is at it; read with `accepting`."""
        job = self.accepting
        return self.accepted_at is None and job is not None and job.finished_at is None and job.failed_at is None

    @property
    def is_open(self) -> bool:
        """Whether it may be changed, accepted or put aside; read with `accepting`."""
        decided = self.accepted_at is not None or self.dropped_at is not None
        return self.solved_at is not None and not decided and not self.is_being_accepted
