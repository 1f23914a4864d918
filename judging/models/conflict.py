"""Why a juror may not judge a team."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Department
from teams.models import Team


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def live(self) -> "ConflictQuerySet":
        return self.filter(lifted_at=None)

    def barring(self) -> "ConflictQuerySet":
        """Live, and of a kind that keeps the juror from judging; the others are only disclosed."""
        return self.live().filter(bars=True)

    def between(self, juror: Any, team: Team) -> "ConflictQuerySet":
        return self.filter(juror=juror, team=team)

    def of_competition(self, competition: Competition) -> "ConflictQuerySet":
        return self.filter(team__competition=competition)


class Conflict(models.Model):
    class Kind(models.TextChoices):
        SAME_DEPARTMENT = "same_department", _("Same department as a member")
        MEMBER = "member", _("Member or former member of the team")
        MENTOR = "mentor", _("Mentor of the team")
        DECLARED = "declared", _("Declared by the juror")
        CHALLENGED = "challenged", _("Declared by the team")

    class Source(models.TextChoices):
        AUTOMATIC = "automatic", _("Found by the platform")
        JUROR = "juror", _("The juror")
        TEAM = "team", _("The team")
        ORGANISER = "organiser", _("The organiser")

    juror = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="conflicts", verbose_name=_("juror")
    )
    team = models.ForeignKey(Team, models.PROTECT, related_name="conflicts", verbose_name=_("team"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    source = models.CharField(_("source"), max_length=20, choices=Source.choices)
    # Copied from the edition's policy for the kind: whether it bars, or is only disclosed.
    bars = models.BooleanField(_("bars from judging"), default=True)
    reason = models.TextField(_("reason"), blank=True)
    declared_at = models.DateTimeField(_("recorded"))
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )
    lifted_because = models.TextField(_("reason for lifting"), blank=True)

    objects = ConflictQuerySet.as_manager()
    if TYPE_CHECKING:
        juror_id: int
        team_id: int

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["juror", "team", "kind"], condition=Q(lifted_at=None), name="conflict_once_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | (Q(lifted_by__isnull=False) & ~Q(lifted_because="")),
                name="conflict_lifted_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class ConflictPolicy(models.Model):
    """What an edition does with a kind of conflict. Without a row the kind bars."""

    class Effect(models.TextChoices):
        BAR = "bar", _("Bars from judging")
        DISCLOSE = "disclose", _("Is disclosed")

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="conflict_policies", verbose_name=_("competition")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Conflict.Kind.choices)
    effect = models.CharField(_("effect"), max_length=10, choices=Effect.choices, default=Effect.BAR)

    if TYPE_CHECKING:
        _history_user: Any
        history: Any

    class Meta:
        verbose_name = _("policy for a kind of conflict")
        verbose_name_plural = _("policies for kinds of conflict")
        ordering = ["competition", "kind"]
        constraints = [models.UniqueConstraint(fields=["competition", "kind"], name="conflict_policy_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_effect_display()}"


class ConflictDeclaration(models.Model):
    """A juror has looked at the teams and departments of an edition and said where they are in conflict, or nowhere.

    Before it, none of the projects opens to them. Append-only: a second look is a second row.
    """

    juror = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="conflict_declarations", verbose_name=_("juror")
    )
    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="conflict_declarations", verbose_name=_("competition")
    )
    declared_at = models.DateTimeField(_("declared"))
    teams_declared = models.PositiveSmallIntegerField(_("teams declared"), default=0)
    # Whose staff they do not judge: a team that one of it joins later is meant as well.
    departments = models.ManyToManyField(
        Department, blank=True, related_name="+", verbose_name=_("departments declared")
    )

    if TYPE_CHECKING:
        juror_id: int

    class Meta:
        verbose_name = _("declaration of conflicts")
        verbose_name_plural = _("declarations of conflicts")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.competition_id}/{self.juror_id}"


class Challenge(models.Model):
    """A team says why a juror should not judge it; the president decides. Upheld, it is a conflict."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="challenges", verbose_name=_("team"))
    juror = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("juror"))
    reason = models.TextField(_("reason"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    is_upheld = models.BooleanField(_("upheld"), null=True, blank=True)
    decision = models.TextField(_("reason for the decision"), blank=True)

    if TYPE_CHECKING:
        team_id: int
        juror_id: int

    class Meta:
        verbose_name = _("challenge of a juror")
        verbose_name_plural = _("challenges of jurors")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "juror"], name="challenge_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="challenge_with_a_reason"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, is_upheld=None, decision="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False, is_upheld__isnull=False) & ~Q(decision="")),
                name="challenge_decided_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id}/{self.juror_id}"
