"""One edition of the competition, and the texts an organiser gives it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Min, Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager, MultilingualQuerySet

# First parts of addresses that are not editions: /ar/me/, /ar/accounts/, …
RESERVED_SLUGS = frozenset(
    {"accounts", "admin", "design", "edition", "editions", "healthz", "i18n", "me", "readyz", "verify"}
)


def validate_edition_slug(value: str) -> None:
    if value in RESERVED_SLUGS:
        raise ValidationError(_("This word is used by another page of the site. Choose another one."), code="reserved")


class CompetitionQuerySet(MultilingualQuerySet["Competition"]):
    def published(self) -> "CompetitionQuerySet":
        return self.filter(published_at__isnull=False)

    def with_opening(self) -> Any:
        """With `opens_at`, the first opening of a phase, or None."""
        return self.annotate(opens_at=Min("phases__opens_at"))

    def current(self, *, at: datetime) -> "Competition | None":
        """The published edition that opened last, else the next one to open."""
        dated = self.published().with_opening().filter(opens_at__isnull=False)
        opened: Competition | None = dated.filter(opens_at__lte=at).order_by("-opens_at", "pk").first()
        return opened or dated.filter(opens_at__gt=at).order_by("opens_at", "pk").first()


CompetitionManager = MultilingualManager.from_queryset(CompetitionQuerySet)


class Competition(models.Model):
    slug = models.SlugField(_("address"), unique=True, max_length=40, validators=[validate_edition_slug])
    name = models.CharField(_("name"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=250, blank=True)
    about = models.TextField(_("about"), blank=True, help_text=_("Markdown."))
    rules_text = models.TextField(_("rules"), blank=True, help_text=_("Markdown."))
    organiser_name = models.CharField(_("organiser (body)"), max_length=250, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Africa/Casablanca")
    team_size_min = models.PositiveSmallIntegerField(_("smallest team"), default=3, validators=[MinValueValidator(1)])
    team_size_max = models.PositiveSmallIntegerField(_("largest team"), default=6)
    disciplines_min = models.PositiveSmallIntegerField(
        _("distinct disciplines in a team, at least"), default=2, validators=[MinValueValidator(1)]
    )
    women_target = models.PositiveSmallIntegerField(
        _("target share of women, in percent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    women_target_is_bar = models.BooleanField(_("a team below the women target cannot be confirmed"), default=False)
    vouching_days = models.PositiveSmallIntegerField(
        _("working days in which a focal point answers"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("Who waits longer for a word about their eligibility is brought to the organisers."),
    )
    captain_absence_days = models.PositiveSmallIntegerField(
        _("days without the captain"),
        default=7,
        validators=[MinValueValidator(1)],
        help_text=_("After so many days without a visit of the captain, members may ask for another one."),
    )
    retention_months = models.PositiveSmallIntegerField(
        _("months for which personal data is kept"),
        default=24,
        validators=[MinValueValidator(1)],
        help_text=_("Counted from the end of the last phase. People are warned before their data is erased."),
    )
    retention_warned_at = models.DateTimeField(_("warned that the retention ends"), null=True, blank=True)
    retention_ended_at = models.DateTimeField(_("retention ended"), null=True, blank=True)
    published_at = models.DateTimeField(_("visible since"), null=True, blank=True)

    objects: ClassVar[Any] = CompetitionManager()
    if TYPE_CHECKING:
        name_ar: str
        name_fr: str | None
        name_en: str | None
        history: Any

    class Meta:
        verbose_name = _("competition")
        verbose_name_plural = _("competitions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(name_ar__isnull=False, name_ar__gt=""), name="competition_has_an_arabic_name"
            ),
            models.CheckConstraint(condition=~Q(slug__in=sorted(RESERVED_SLUGS)), name="competition_slug_not_reserved"),
            models.CheckConstraint(
                condition=Q(team_size_min__gte=1, team_size_max__gte=F("team_size_min")),
                name="competition_team_sizes",
                violation_error_message=_("The largest team cannot be smaller than the smallest."),
            ),
            models.CheckConstraint(
                condition=Q(women_target=None) | Q(women_target__lte=100), name="competition_women_target_percent"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Theme(models.Model):
    competition = models.ForeignKey(Competition, models.CASCADE, related_name="themes", verbose_name=_("competition"))
    key = models.SlugField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[Any] = MultilingualManager()
    if TYPE_CHECKING:
        competition_id: int
        name_ar: str
        name_fr: str | None
        name_en: str | None
        history: Any

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "key"], name="theme_key_unique"),
            models.CheckConstraint(condition=Q(name_ar__isnull=False, name_ar__gt=""), name="theme_has_an_arabic_name"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Partner(models.Model):
    competition = models.ForeignKey(Competition, models.CASCADE, related_name="partners", verbose_name=_("competition"))
    name = models.CharField(_("name"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[Any] = MultilingualManager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class KeyFigure(models.Model):
    """A figure of the edition that its organiser vouches for: "14 departments"."""

    competition = models.ForeignKey(Competition, models.CASCADE, related_name="figures", verbose_name=_("competition"))
    value = models.CharField(_("value"), max_length=40)
    label = models.CharField(_("label"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[Any] = MultilingualManager()

    class Meta:
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.value} {self.label}"
