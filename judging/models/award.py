"""Who won what, and when it is told."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from competitions.models import Competition
from judging.models.round import Entry


class Award(models.Model):
    """A prize of an edition: given to an entry, known from an archive, or not awarded because of a reason.

    Names and titles are copied when it is given, so that what was announced stays what was announced.
    """

    competition = models.ForeignKey(Competition, models.PROTECT, related_name="awards", verbose_name=_("competition"))
    prize = models.CharField(_("prize"), max_length=150)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="awards", verbose_name=_("entry")
    )
    team_name_ar = models.CharField(_("team, in Arabic script"), max_length=80, blank=True)
    team_name_latin = models.CharField(_("team, in Latin script"), max_length=80, blank=True)
    project_title = models.CharField(_("project"), max_length=250, blank=True)
    about = models.TextField(_("about the project"), blank=True)
    not_awarded_because = models.TextField(_("not awarded, because"), blank=True)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("named by")
    )
    named_at = models.DateTimeField(_("named"), null=True, blank=True)

    objects: ClassVar[Any] = MultilingualManager()
    if TYPE_CHECKING:
        competition_id: int
        prize_ar: str
        prize_fr: str | None
        prize_en: str | None
        history: Any

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["order", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "entry"], condition=Q(entry__isnull=False, rank__isnull=False), name="award_one_rank_per_entry"
            ),
            models.CheckConstraint(condition=Q(prize_ar__isnull=False, prize_ar__gt=""), name="award_has_an_arabic_name"),
            models.CheckConstraint(
                condition=Q(entry=None) | Q(not_awarded_because_ar=None) | Q(not_awarded_because_ar=""),
                name="award_given_or_not",
            ),
        ]

    def __str__(self) -> str:
        return str(self.prize)


class PublicationQuerySet(models.QuerySet["Publication"]):
    def public(self, *, at: datetime) -> "PublicationQuerySet":
        return self.filter(publish_at__lte=at)


class Publication(models.Model):
    """The results of an edition become public at `publish_at`; before it nobody outside sees anything."""

    competition = models.OneToOneField(
        Competition, models.PROTECT, related_name="publication", verbose_name=_("competition")
    )
    publish_at = models.DateTimeField(_("public from"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"))
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True, editable=False)

    objects = PublicationQuerySet.as_manager()
    if TYPE_CHECKING:
        competition_id: int
        history: Any

    class Meta:
        verbose_name = _("publication of results")
        verbose_name_plural = _("publications of results")
        ordering = ["-publish_at"]

    def __str__(self) -> str:
        return str(self.competition)
