"""Who won what, and when it is told."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager, MultilingualQuerySet

from competitions.models import Competition
from judging.models.entry import Entry
from judging.models.prize import Prize


class AwardQuerySet(MultilingualQuerySet["Award"]):
    def of_competition(self, competition: Competition) -> "AwardQuerySet":
        return self.filter(competition=competition)

    def given(self) -> "AwardQuerySet":
        return self.filter(Q(not_awarded_because_ar=None) | Q(not_awarded_because_ar=""))


AwardManager = MultilingualManager.from_queryset(AwardQuerySet)


class Award(models.Model):
    """A prize of an edition: given to an entry, known from an archive, or not awarded because of a reason.

    Names and titles are copied when it is given, so that what was announced stays what was announced.
    """

    competition = models.ForeignKey(Competition, models.PROTECT, related_name="awards", verbose_name=_("competition"))
    prize = models.CharField(_("prize"), max_length=150)
    for_prize = models.ForeignKey(
        Prize, models.PROTECT, null=True, blank=True, related_name="awards", verbose_name=_("prize of the edition")
    )
    level = models.CharField(_("level"), max_length=15, choices=Prize.Level.choices, blank=True)
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

    objects: ClassVar[Any] = AwardManager()
    if TYPE_CHECKING:
        _history_user: Any
        competition_id: int
        prize_ar: str
        prize_fr: str | None
        prize_en: str | None
        about_ar: str | None
        not_awarded_because_ar: str | None
        not_awarded_because_fr: str | None
        entry_id: int | None
        history: Any

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["order", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "entry"],
                condition=Q(entry__isnull=False, rank__isnull=False),
                name="award_one_rank_per_entry",
                violation_error_message=_("This entry has a ranked prize already."),
            ),
            models.CheckConstraint(
                condition=Q(prize_ar__isnull=False, prize_ar__gt=""), name="award_has_an_arabic_name"
            ),
            models.CheckConstraint(
                condition=Q(entry=None) | Q(not_awarded_because_ar=None) | Q(not_awarded_because_ar=""),
                name="award_given_or_not",
                violation_error_message=_("A prize is either given to an entry or not awarded, not both."),
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False)
                | ~Q(team_name_ar="")
                | ~Q(team_name_latin="")
                | Q(not_awarded_because_ar__isnull=False, not_awarded_because_ar__gt=""),
                name="award_says_to_whom_or_why_not",
                violation_error_message=_("Choose the winning entry, name a team, or say why it is not awarded."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.prize)

    @property
    def is_given(self) -> bool:
        return not self.not_awarded_because_ar

    @property
    def team_name(self) -> str:
        """The team's name as copied, in the script of the page's language, else the other one."""
        names = (self.team_name_ar, self.team_name_latin)
        first, second = names if (get_language() or "ar").startswith("ar") else names[::-1]
        return first or second


class PublicationQuerySet(models.QuerySet["Publication"]):
    def public(self, *, at: datetime) -> "PublicationQuerySet":
        return self.filter(publish_at__lte=at)

    def due_to_announce(self, *, at: datetime) -> "PublicationQuerySet":
        return self.public(at=at).filter(announced_at=None)


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
        _history_user: Any
        competition_id: int
        history: Any

    class Meta:
        verbose_name = _("publication of results")
        verbose_name_plural = _("publications of results")
        ordering = ["-publish_at"]

    def __str__(self) -> str:
        return str(self.competition)
