"""A proposal of who reads what, or of who accompanies whom, before anything is decided."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Job
from judging.models.round import Round


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
    dropped_at = models.DateTimeField(_("put aside"), null=True, blank=True)

    if TYPE_CHECKING:
        round_id: int | None
        competition_id: int
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
