"""The prizes of an edition, as its rules promise them."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from competitions.models import Competition


class Prize(models.Model):
    class Level(models.TextChoices):
        FIRST = "first", _("First prize")
        SECOND = "second", _("Second prize")
        THIRD = "third", _("Third prize")
        EXCELLENCE = "excellence", _("Excellence")
        ENCOURAGEMENT = "encouragement", _("Encouragement")
        SPECIAL = "special", _("Special prize")
        AUDIENCE = "audience", _("Audience prize")

    # Given by rank; the others are voted by the jury or the audience.
    RANKED = (Level.FIRST, Level.SECOND, Level.THIRD)

    competition = models.ForeignKey(Competition, models.PROTECT, related_name="prizes", verbose_name=_("competition"))
    name = models.CharField(_("name"), max_length=150)
    level = models.CharField(_("level"), max_length=15, choices=Level.choices)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[Any] = MultilingualManager()
    if TYPE_CHECKING:
        _history_user: Any
        history: Any
        awards: Any
        competition_id: int
        name_ar: str
        name_fr: str | None
        name_en: str | None

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ["competition", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(name_ar__isnull=False, name_ar__gt=""), name="prize_has_an_arabic_name")
        ]

    def __str__(self) -> str:
        return str(self.name)
