"""A person's place in a team."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from competitions.models import Competition, Department, Discipline, Region
from teams.models.person import Gender, ServiceLevel
from teams.models.team import Team


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        return self.filter(left_at=None)

    def of(self, person: Any) -> "MembershipQuerySet":
        return self.filter(person=person)


class Membership(models.Model):
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships", verbose_name=_("team"))
    # Copied from the team, held equal by the database, so that it can hold one active membership per edition.
    competition = models.ForeignKey(Competition, models.PROTECT, related_name="+", editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    joined_at = models.DateTimeField(_("joined"))
    # Set where an organiser gave the place, after registration had closed.
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("added by")
    )
    added_because = models.TextField(_("reason for adding"), blank=True)
    agreed_at = models.DateTimeField(_("agreed to take part"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    left_because = models.TextField(_("reason"), blank=True)
    # As the person was when the team was confirmed; people are transferred, statistics and conflicts are not.
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    service_level = models.CharField(_("service"), max_length=20, choices=ServiceLevel.choices, blank=True)
    region = models.CharField(_("region"), max_length=40, choices=Region.choices, blank=True)
    discipline = models.ForeignKey(
        Discipline, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("discipline")
    )
    discipline_other = models.CharField(_("other discipline"), max_length=80, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender.choices, blank=True)

    objects = MembershipQuerySet.as_manager()
    # Reasons are sentences; the history's own column holds a hundred letters.
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))
    if TYPE_CHECKING:
        _history_user: Any
        _change_reason: str
        team_id: int
        competition_id: int
        person_id: int
        department_id: int | None

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "competition"], condition=Q(left_at=None), name="membership_one_team_per_edition"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")), name="membership_left_after_joining"
            ),
            models.CheckConstraint(
                condition=Q(added_by=None, added_because="") | (Q(added_by__isnull=False) & ~Q(added_because="")),
                name="membership_added_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.team}"

    @property
    def discipline_label(self) -> str:
        """The discipline at confirmation, in the page's language or in the person's own words."""
        return self.discipline_other or str(self.discipline or "")
