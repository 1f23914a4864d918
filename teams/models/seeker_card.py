"""“I am looking for a team”: the card of somebody who is alone."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Region, Theme


class SeekerCardQuerySet(models.QuerySet["SeekerCard"]):
    def shown(self) -> "SeekerCardQuerySet":
        return self.filter(withdrawn_at=None)

    def of(self, person: Any) -> "SeekerCardQuerySet":
        return self.filter(person=person)


class SeekerCard(models.Model):
    """Discipline and department are read from the profile: they are said once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="seeker_cards", verbose_name=_("person")
    )
    competition = models.ForeignKey(Competition, models.PROTECT, related_name="+", verbose_name=_("competition"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    region = models.CharField(_("region"), max_length=40, choices=Region.choices, blank=True)
    brings = models.TextField(_("what I bring"), max_length=500)
    shown_at = models.DateTimeField(_("shown since"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = SeekerCardQuerySet.as_manager()
    if TYPE_CHECKING:
        person_id: int
        competition_id: int

    class Meta:
        verbose_name = _("card of somebody who looks for a team")
        verbose_name_plural = _("cards of people who look for a team")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "competition"], condition=Q(withdrawn_at=None), name="seeker_card_one_per_edition"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
