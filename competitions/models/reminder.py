"""A rule that reminds people of a deadline."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from competitions.models.phase import Phase


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

    objects: ClassVar[Any] = MultilingualManager()
    if TYPE_CHECKING:
        phase_id: int
        get_edge_display: Any
        subject_ar: str
        body_ar: str
        history: Any

    class Meta:
        verbose_name = _("deadline reminder")
        verbose_name_plural = _("deadline reminders")
        ordering = ["phase", "edge", "-lead_minutes"]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "edge", "lead_minutes", "audience"], name="reminder_once_per_moment_and_audience"
            ),
            models.CheckConstraint(condition=Q(lead_minutes__gt=0), name="reminder_leads"),
        ]

    def __str__(self) -> str:
        return str(self.subject)
