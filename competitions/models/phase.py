"""A phase of an edition: a half-open window of time in which something may be done."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager, MultilingualQuerySet

from competitions.models.competition import Competition


class PhaseQuerySet(MultilingualQuerySet["Phase"]):
    def open(self, *, at: datetime) -> "PhaseQuerySet":
        return self.filter(opens_at__lte=at, closes_at__gt=at)

    def of_kind(self, kind: str) -> "PhaseQuerySet":
        return self.filter(kind=kind)


PhaseManager = MultilingualManager.from_queryset(PhaseQuerySet)


class Phase(models.Model):
    class Kind(models.TextChoices):
        REGISTRATION = "registration", _("Registration")
        SUBMISSION = "submission", _("Submission")
        MENTORING = "mentoring", _("Accompaniment")
        JUDGING = "judging", _("Judging")
        RESULTS = "results", _("Results")

    competition = models.ForeignKey(Competition, models.CASCADE, related_name="phases", verbose_name=_("competition"))
    key = models.SlugField(_("key"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)
    opens_at = models.DateTimeField(_("opens"))
    # Half-open: what is received at this instant is late. People read the minute before it.
    closes_at = models.DateTimeField(_("closes"))
    grace_seconds = models.PositiveSmallIntegerField(
        _("technical grace, in seconds"), default=0, help_text=_("Fixed before the phase opens.")
    )
    # The fact that what had to happen at the end has happened.
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = PhaseManager()
    if TYPE_CHECKING:
        competition_id: int
        name_ar: str
        name_fr: str | None
        name_en: str | None
        history: Any

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["opens_at", "closes_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "key"], name="phase_key_unique"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="phase_closes_after_it_opens",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.CheckConstraint(condition=Q(name_ar__isnull=False, name_ar__gt=""), name="phase_has_an_arabic_name"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def last_minute(self) -> datetime:
        """The last minute that counts, which is what people read (23:59, never midnight)."""
        return self.closes_at - timedelta(minutes=1)
