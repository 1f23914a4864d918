"""Who judges: profile, invitation, and what the jury of an edition accepts."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from competitions.models import Competition, Discipline, Theme
from teams.models import Role
from teams.models.invitation import token_hash


class JuryRules(models.Model):
    """What an edition asks of its jury, and how long a team may appeal."""

    competition = models.OneToOneField(
        Competition, models.CASCADE, related_name="jury_rules", verbose_name=_("competition")
    )
    charter = models.TextField(_("charter of the jury"), blank=True, help_text=_("Markdown."))
    confidentiality = models.TextField(_("undertaking of confidentiality"), blank=True, help_text=_("Markdown."))
    jury_public_from = models.DateTimeField(
        _("the teams see the names of the jury from"),
        null=True,
        blank=True,
        help_text=_("From then on a team may challenge a juror. Empty: the names stay with the jury."),
    )
    appeal_days = models.PositiveSmallIntegerField(
        _("working days in which a team may appeal"), default=3, validators=[MinValueValidator(1)]
    )
    tells_rank = models.BooleanField(
        _("each team is told its rank"),
        default=True,
        help_text=_("On the page of its result. A prize is told in any case."),
    )

    objects: ClassVar[Any] = MultilingualManager()
    if TYPE_CHECKING:
        _history_user: Any
        history: Any
        charter_ar: str | None
        confidentiality_ar: str | None

    class Meta:
        verbose_name = _("rules of the jury")
        verbose_name_plural = _("rules of juries")
        ordering = ["competition"]
        constraints = [models.CheckConstraint(condition=Q(appeal_days__gte=1), name="jury_rules_days_to_appeal")]

    def __str__(self) -> str:
        return str(self.competition)


class JurorProfile(models.Model):
    """What the platform knows of a juror in one edition; hangs on the role."""

    role = models.OneToOneField(Role, models.PROTECT, related_name="juror_profile", verbose_name=_("role"))
    # Whom a juror from outside the administration comes from; staff have a department.
    organisation = models.CharField(_("outside body"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)  # ISO 3166-1 alpha-2
    expertise = models.TextField(_("expertise, in words"), max_length=1000, blank=True)
    disciplines = models.ManyToManyField(Discipline, blank=True, related_name="+", verbose_name=_("disciplines"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    # Codes of `settings.LANGUAGES`; empty is not said, which counts as all.
    languages = models.JSONField(_("languages read"), default=list, blank=True)
    maximum_load = models.PositiveSmallIntegerField(
        _("projects at most"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    available_from = models.DateField(_("available from"), null=True, blank=True)
    available_until = models.DateField(_("available until"), null=True, blank=True)
    charter_accepted_at = models.DateTimeField(_("charter accepted"), null=True, blank=True)
    confidentiality_accepted_at = models.DateTimeField(_("confidentiality accepted"), null=True, blank=True)
    stepped_back_at = models.DateTimeField(_("stepped back"), null=True, blank=True)
    stepped_back_because = models.TextField(_("reason for stepping back"), blank=True)

    if TYPE_CHECKING:
        _history_user: Any
        role_id: int
        history: Any

    class Meta:
        verbose_name = _("juror profile")
        verbose_name_plural = _("juror profiles")
        ordering = ["role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(available_from=None)
                | Q(available_until=None)
                | Q(available_until__gte=F("available_from")),
                name="juror_available_period",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(condition=Q(maximum_load=None) | Q(maximum_load__gte=1), name="juror_maximum_load"),
        ]

    def __str__(self) -> str:
        return str(self.role_id)


class JuryInvitationQuerySet(models.QuerySet["JuryInvitation"]):
    def unanswered(self) -> "JuryInvitationQuerySet":
        return self.filter(accepted_at=None, declined_at=None, withdrawn_at=None)

    def open(self, *, at: datetime) -> "JuryInvitationQuerySet":
        return self.unanswered().filter(expires_at__gt=at)

    def with_token(self, token: str) -> "JuryInvitationQuerySet":
        return self.filter(token_hash=token_hash(token))


class JuryInvitation(models.Model):
    """Somebody is asked, by mail, to join the jury of an edition; the link is stored as its hash alone."""

    KINDS = (Role.Kind.JUROR, Role.Kind.PRESIDENT, Role.Kind.DEPUTY_PRESIDENT)

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="jury_invitations", verbose_name=_("competition")
    )
    kind = models.CharField(
        _("role"), max_length=20, choices=[(kind.value, kind.label) for kind in KINDS], default=Role.Kind.JUROR
    )
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    # What the profile begins with, as far as the organiser knows it.
    organisation = models.CharField(_("outside body"), max_length=200, blank=True)
    languages = models.JSONField(_("languages read"), default=list, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    maximum_load = models.PositiveSmallIntegerField(_("projects at most"), null=True, blank=True)
    # For the register of changes, where the jury has begun to score.
    reason = models.TextField(_("reason"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("accepted by")
    )
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = JuryInvitationQuerySet.as_manager()
    if TYPE_CHECKING:
        competition_id: int
        accepted_by_id: int | None

    class Meta:
        verbose_name = _("invitation to the jury")
        verbose_name_plural = _("invitations to the jury")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "email", "kind"],
                condition=Q(accepted_at=None, declined_at=None, withdrawn_at=None),
                name="jury_invitation_one_open_per_address",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("invited_at")), name="jury_invitation_expires_later"),
        ]

    def __str__(self) -> str:
        return f"{self.competition} #{self.pk}"
