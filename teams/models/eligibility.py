"""Whether a person may take part: a decision with a reason, a date and an author, never a flag."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Department


class EligibilityDecisionQuerySet(models.QuerySet["EligibilityDecision"]):
    def standing(self) -> "EligibilityDecisionQuerySet":
        """The newest decision per person and edition, if it speaks of the department the person is in today."""
        newest = EligibilityDecision.objects.filter(
            person=OuterRef("person"), competition=OuterRef("competition"), department=OuterRef("person__department")
        ).order_by("-pk")
        return self.filter(pk=Subquery(newest.values("pk")[:1]))

    def eligible(self) -> "EligibilityDecisionQuerySet":
        return self.filter(outcome=EligibilityDecision.Outcome.ELIGIBLE)

    def of(self, person: Any, competition: Competition) -> "EligibilityDecisionQuerySet":
        return self.filter(person=person, competition=competition)


class EligibilityDecision(models.Model):
    """Append-only. A change of department makes the earlier ones silent."""

    class Outcome(models.TextChoices):
        ELIGIBLE = "eligible", _("Eligible")
        DECLINED = "declined", _("Declined")

    class Basis(models.TextChoices):
        DOMAIN = "domain", _("Verified address of the department")
        FOCAL_POINT = "focal_point", _("Word of the focal point")
        ORGANISER = "organiser", _("Decision of the organiser")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="eligibility_decisions", verbose_name=_("person")
    )
    competition = models.ForeignKey(Competition, models.PROTECT, related_name="+", verbose_name=_("competition"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome.choices)
    basis = models.CharField(_("basis"), max_length=20, choices=Basis.choices)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"))

    objects = EligibilityDecisionQuerySet.as_manager()
    if TYPE_CHECKING:
        person_id: int
        competition_id: int
        department_id: int
        decided_by_id: int | None

    class Meta:
        verbose_name = _("eligibility decision")
        verbose_name_plural = _("eligibility decisions")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "competition", "-id"], name="eligibility_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis="domain", decided_by=None) | (~Q(basis="domain") & Q(decided_by__isnull=False)),
                name="eligibility_has_an_author",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="declined") | ~Q(reason=""), name="eligibility_declined_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_outcome_display())
