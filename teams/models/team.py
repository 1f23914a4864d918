"""A team of an edition."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from competitions.folding import FoldedField
from competitions.models import Competition, Discipline, Phase, Theme
from teams.models.person import User
from teams.models.role import Role


class TeamQuerySet(models.QuerySet["Team"]):
    def active(self) -> "TeamQuerySet":
        return self.filter(dissolved_at=None)

    def confirmed(self) -> "TeamQuerySet":
        return self.active().filter(confirmed_at__isnull=False)

    def of(self, person: Any) -> "TeamQuerySet":
        """Teams in which `person` is a member now."""
        return self.active().filter(memberships__person=person, memberships__left_at=None)

    def visible_to(self, user: Any) -> "TeamQuerySet":
        """Teams that `user` may look at: the right `teams.view_team`, asked of many."""
        if user.is_superuser:
            return self
        roles = Role.objects.filter(person=user).active(at=timezone.now())
        theirs = Q(memberships__person=user, memberships__left_at=None) | Q(
            mentorships__mentor=user, mentorships__ended_at=None
        )
        staff_of = roles.filter(
            kind="focal_point",
            competition=OuterRef("competition"),
            department__staff__memberships__team=OuterRef("pk"),
            department__staff__memberships__left_at=None,
        )
        accompanied = self.model.objects.active().filter(theirs).values("pk")
        return self.filter(
            Q(pk__in=accompanied)
            | Q(competition__in=roles.filter(kind__in=("organiser", "auditor")).values("competition"))
            | Exists(staff_of)
        )

    def locked(self, pk: int) -> "Team":
        """The team, its row locked until the end of the transaction."""
        return self.select_for_update(no_key=True, of=("self",)).select_related("competition").get(pk=pk)

    def looking(self) -> "TeamQuerySet":
        """Open to requests, with a seat left."""
        # Counted for each team by itself: a join with what else is filtered would count members twice.
        sized: Any = self.model.objects.filter(pk=OuterRef("pk")).with_size().order_by()
        size = Subquery(sized.values("size")[:1], output_field=models.IntegerField())
        opened = self.active().filter(is_open=True).annotate(taken=size)
        return opened.filter(taken__lt=models.F("competition__team_size_max"))

    def with_size(self) -> "TeamQuerySet":
        return self.annotate(size=Count("memberships", filter=Q(memberships__left_at=None)))


class Team(models.Model):
    competition = models.ForeignKey(Competition, models.PROTECT, related_name="teams", verbose_name=_("competition"))
    name_ar = models.CharField(_("name in Arabic script"), max_length=80, blank=True)
    name_latin = models.CharField(_("name in Latin script"), max_length=80, blank=True)
    name_ar_key = FoldedField(source="name_ar", max_length=160)
    name_latin_key = FoldedField(source="name_latin", max_length=160)
    motto = models.CharField(_("motto"), max_length=160, blank=True)
    # Whether people who look for a team see it, and whom it looks for.
    is_open = models.BooleanField(_("open to requests"), default=False)
    wanted_disciplines = models.ManyToManyField(
        Discipline, blank=True, related_name="+", verbose_name=_("disciplines wanted")
    )
    wanted_note = models.CharField(_("whom the team looks for"), max_length=300, blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="teams", verbose_name=_("theme"))
    captain = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("captain"))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("deputy")
    )
    founded_at = models.DateTimeField(_("founded"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    dissolved_at = models.DateTimeField(_("dissolved"), null=True, blank=True)
    dissolved_because = models.TextField(_("reason"), blank=True)

    objects = TeamQuerySet.as_manager()
    # Reasons are sentences; the history's own column holds a hundred letters.
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))
    if TYPE_CHECKING:
        _history_user: Any
        _change_reason: str
        competition_id: int
        theme_id: int
        captain_id: int
        deputy_id: int | None

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["pk"]
        constraints = [
            # The pair that a membership's copied edition is held against.
            models.UniqueConstraint(fields=["id", "competition"], name="team_id_competition"),
            models.UniqueConstraint(
                fields=["competition", "name_ar_key"],
                condition=Q(dissolved_at=None) & ~Q(name_ar_key=""),
                name="team_arabic_name_unique",
            ),
            models.UniqueConstraint(
                fields=["competition", "name_latin_key"],
                condition=Q(dissolved_at=None) & ~Q(name_latin_key=""),
                name="team_latin_name_unique",
            ),
            models.CheckConstraint(condition=~Q(name_ar="") | ~Q(name_latin=""), name="team_has_a_name"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="team_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=models.F("captain")), name="team_deputy_is_not_the_captain"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name in the script of the page's language, else the other one."""
        names = (self.name_ar, self.name_latin)
        first, second = names if (get_language() or "ar").startswith("ar") else names[::-1]
        return first or second

    def who_acts(self) -> "list[User]":
        """The captain, and the deputy where there is one."""
        return [person for person in (self.captain, self.deputy) if person is not None]

    def members(self) -> "models.QuerySet[User]":
        """The people who are in the team now, in the order in which they joined."""
        return User.objects.filter(memberships__team=self, memberships__left_at=None).order_by("memberships__pk")

    def late_access_until(self, phase: Phase) -> datetime | None:
        """When `phase` ends for this team, if it was given longer than everybody."""
        granted = self.late_accesses.filter(phase=phase).order_by("-until").first()
        return granted.until if granted else None
