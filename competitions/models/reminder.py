"""A rule that reminds people of a deadline."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager, MultilingualQuerySet

from competitions.models.phase import Phase

# A person's own end may lie after the phase's; so long after it, nobody is reminded any more.
LONGEST_EXTENSION = timedelta(days=60)


class ReminderRuleQuerySet(MultilingualQuerySet["ReminderRule"]):
    def in_force(self, *, at: datetime) -> "ReminderRuleQuerySet":
        """Active rules of published editions whose phase may still end for somebody."""
        return self.filter(
            active=True,
            phase__competition__published_at__isnull=False,
            phase__closes_at__gt=at - LONGEST_EXTENSION,
        )


ReminderRuleManager = MultilingualManager.from_queryset(ReminderRuleQuerySet)


class ReminderRule(models.Model):
    class Edge(models.TextChoices):
        OPENS = "opens", _("opens")
        CLOSES = "closes", _("closes")

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="reminders", verbose_name=_("phase"))
    edge = models.CharField(_("edge"), max_length=10, choices=Edge.choices, default=Edge.CLOSES)
    lead_minutes = models.PositiveIntegerField(
        _("minutes before"),
        validators=[MinValueValidator(1)],
        help_text=_("3 hours: 180. 24 hours: 1440. 7 days: 10080."),
    )
    audience = models.CharField(_("audience"), max_length=60)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    active = models.BooleanField(_("active"), default=True)
    # A rule made or moved today does not catch up on what would have been due last week.
    since = models.DateTimeField(_("in force since"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ReminderRuleManager()
    if TYPE_CHECKING:
        phase_id: int
        get_edge_display: Any
        subject_ar: str
        subject_fr: str | None
        subject_en: str | None
        body_ar: str
        body_fr: str | None
        body_en: str | None
        history: Any

    class Meta:
        verbose_name = _("deadline reminder")
        verbose_name_plural = _("deadline reminders")
        ordering = ["phase", "edge", "-lead_minutes"]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "edge", "lead_minutes", "audience"],
                name="reminder_once_per_moment_and_audience",
                violation_error_message=_("This group has a reminder at this moment already."),
            ),
            models.CheckConstraint(condition=Q(lead_minutes__gt=0), name="reminder_leads"),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    def moment_for(self, deadline: datetime) -> datetime:
        """What somebody with that deadline is reminded of: the opening of the phase, or their own deadline."""
        return self.phase.opens_at if self.edge == self.Edge.OPENS else deadline

    def due_at(self, deadline: datetime) -> datetime:
        """When somebody with that deadline is reminded."""
        return self.moment_for(deadline) - timedelta(minutes=self.lead_minutes)
