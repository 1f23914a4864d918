"""Ministerial departments, the disciplines of their staff, and which of them take part in which edition."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager, MultilingualQuerySet
from simple_history.models import HistoricalRecords

from competitions.models.competition import Competition

validate_domain = RegexValidator(
    r"^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$", _("Write a domain in small letters, such as finances.example.")
)


class Region(models.TextChoices):
    TANGER = "tanger-tetouan-al-hoceima", _("Tanger-Tétouan-Al Hoceïma")
    ORIENTAL = "oriental", _("L’Oriental")
    FES = "fes-meknes", _("Fès-Meknès")
    RABAT = "rabat-sale-kenitra", _("Rabat-Salé-Kénitra")
    BENI_MELLAL = "beni-mellal-khenifra", _("Béni Mellal-Khénifra")
    CASABLANCA = "casablanca-settat", _("Casablanca-Settat")
    MARRAKECH = "marrakech-safi", _("Marrakech-Safi")
    DRAA = "draa-tafilalet", _("Drâa-Tafilalet")
    SOUSS = "souss-massa", _("Souss-Massa")
    GUELMIM = "guelmim-oued-noun", _("Guelmim-Oued Noun")
    LAAYOUNE = "laayoune-sakia-el-hamra", _("Laâyoune-Sakia El Hamra")
    DAKHLA = "dakhla-oued-ed-dahab", _("Dakhla-Oued Ed-Dahab")


class DepartmentQuerySet(MultilingualQuerySet["Department"]):
    def enrolled(self, competition: Competition, *, at: datetime) -> "DepartmentQuerySet":
        """Departments whose staff may take part in `competition` at that instant."""
        current = Enrolment.objects.filter(competition=competition).current(at=at)
        return self.filter(pk__in=current.values("department"))


DepartmentManager = MultilingualManager.from_queryset(DepartmentQuerySet)


class Department(models.Model):
    """A ministerial department; lasting, while ministries merge and are renamed around it."""

    code = models.SlugField(_("code"), unique=True, max_length=40)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )

    objects: ClassVar[Any] = DepartmentManager()
    if TYPE_CHECKING:
        name_ar: str
        name_fr: str | None
        name_en: str | None
        parent_id: int | None
        history: Any

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(name_ar__isnull=False, name_ar__gt=""), name="department_has_an_arabic_name"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="department_not_its_own_parent",
                violation_error_message=_("A department cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class DepartmentName(models.Model):
    """How a department was called during a period."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="names", verbose_name=_("department"))
    name = models.CharField(_("name"), max_length=200)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[Any] = MultilingualManager()
    if TYPE_CHECKING:
        name_ar: str

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="department_name_period",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.UniqueConstraint(fields=["department", "since"], name="department_name_since_unique"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


class Discipline(models.Model):
    key = models.SlugField(_("key"), unique=True, max_length=40)
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[Any] = MultilingualManager()
    if TYPE_CHECKING:
        name_ar: str
        name_fr: str | None
        name_en: str | None

    class Meta:
        verbose_name = _("discipline")
        verbose_name_plural = _("disciplines")
        ordering = ["order", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(name_ar__isnull=False, name_ar__gt=""), name="discipline_has_an_arabic_name"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def current(self, *, at: datetime) -> "EnrolmentQuerySet":
        return self.filter(started_at__lte=at).filter(Q(ended_at=None) | Q(ended_at__gt=at))


class Enrolment(models.Model):
    """A department takes part in an edition, from a day on and perhaps until another."""

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="enrolments", verbose_name=_("competition")
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="enrolments", verbose_name=_("department"))
    started_at = models.DateTimeField(_("enrolled since"))
    ended_at = models.DateTimeField(_("withdrew"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()
    if TYPE_CHECKING:
        competition_id: int
        department_id: int
        history: Any

    class Meta:
        verbose_name = _("enrolled department")
        verbose_name_plural = _("enrolled departments")
        ordering = ["department__code"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "department"], name="enrolment_unique"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=F("started_at")),
                name="enrolment_period",
                violation_error_message=_("The end must come after the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.department)


class EnrolmentDomain(models.Model):
    """An e-mail domain whose verified addresses belong to staff of the department."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="domains", verbose_name=_("enrolment"))
    domain = models.CharField(_("domain"), max_length=190, validators=[validate_domain])

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("admitted domain")
        verbose_name_plural = _("admitted domains")
        ordering = ["domain"]
        constraints = [models.UniqueConstraint(fields=["enrolment", "domain"], name="enrolment_domain_unique")]

    def __str__(self) -> str:
        return self.domain
