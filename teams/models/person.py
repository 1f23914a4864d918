"""A person with an account."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

import rules
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from competitions.folding import FoldedField, fold
from competitions.models import Competition, Department, Discipline, Region


class ServiceLevel(models.TextChoices):
    CENTRAL = "central", _("Central administration")
    DECONCENTRATED = "deconcentrated", _("Deconcentrated services")


class Gender(models.TextChoices):
    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    UNSAID = "unsaid", _("Prefer not to say")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who signs in with `email`; without a password they can only sign in by other means."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def locked(self, pk: int) -> "User":
        """The person, their row locked until the end of the transaction.

        `no_key`: rows that only point at the person (histories, messages) may be written meanwhile by others.
        """
        return self.select_for_update(no_key=True).get(pk=pk)

    def organising(self, competition: Competition, *, at: datetime) -> "models.QuerySet[User]":
        """Those who run `competition` at that instant and can sign in."""
        running = Q(roles__until=None) | Q(roles__until__gt=at)
        held = {"roles__competition": competition, "roles__kind": "organiser", "roles__since__lte": at}
        return self.filter(running, is_active=True, **held).distinct().order_by("pk")

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"), unique=True)
    name_ar = models.CharField(_("name in Arabic script"), max_length=120, blank=True)
    name_latin = models.CharField(_("name in Latin script"), max_length=120, blank=True)
    # What a search looks at: nobody knows how somebody else types their hamzas.
    name_ar_key = FoldedField(source="name_ar", max_length=240)
    name_latin_key = FoldedField(source="name_latin", max_length=240)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="staff", verbose_name=_("department")
    )
    service_level = models.CharField(_("service"), max_length=20, choices=ServiceLevel.choices, blank=True)
    region = models.CharField(_("region"), max_length=40, choices=Region.choices, blank=True)
    discipline = models.ForeignKey(
        Discipline, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("discipline")
    )
    # In the person's own words, where the organiser's list has no name for it.
    discipline_other = models.CharField(_("other discipline"), max_length=80, blank=True)
    entity = models.CharField(_("entity"), max_length=200, blank=True)
    service_role = models.CharField(_("role in the service"), max_length=120, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender.choices, blank=True)
    accessibility_needs = models.TextField(_("accessibility needs"), max_length=500, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    language = models.CharField(
        _("preferred language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("account created"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)
    # The last visit, to within some minutes; a session may be remembered for weeks, so the last sign-in says little.
    seen_at = models.DateTimeField(_("last visit"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("merged into")
    )

    objects: ClassVar[UserManager] = UserManager()
    # Ids, not names: what a history keeps, erasure cannot reach.
    history = HistoricalRecords(
        excluded_fields=[
            *("password", "last_login", "seen_at", "email", "name_ar", "name_latin", "name_ar_key", "name_latin_key"),
            *("phone", "accessibility_needs", "entity", "service_role", "discipline_other"),
        ]
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    if TYPE_CHECKING:
        _history_user: Any
        _change_reason: str
        department_id: int | None
        discipline_id: int | None

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_unique_ignoring_case"),
            models.CheckConstraint(
                condition=~Q(service_level=ServiceLevel.DECONCENTRATED) | ~Q(region=""),
                name="person_service_has_a_region",
            ),
            models.CheckConstraint(
                condition=Q(discipline=None) | Q(discipline_other=""), name="person_has_one_discipline"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name in the script of the page's language, else the other one; never the address."""
        names = (self.name_ar, self.name_latin)
        first, second = names if (get_language() or "ar").startswith("ar") else names[::-1]
        return first or second or str(_("Unnamed person"))

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether this person has the right `perm`, over `obj` where there is one.

        Over an object only our rules answer: a superuser runs the site and is nobody's captain, juror or president.
        Raises LookupError for a right that no room has named.
        """
        if obj is None:
            return super().has_perm(perm)
        if not rules.perm_exists(perm):
            raise LookupError(f"No rule is named {perm}.")
        return self.is_active and bool(rules.has_perm(perm, self, obj))

    def organised_editions(self) -> "models.QuerySet[Competition]":
        """Editions that this person runs today; the admin shows theirs and no other."""
        now = timezone.now()
        running = Q(roles__person=self, roles__kind="organiser", roles__since__lte=now)
        ended = Q(roles__until=None) | Q(roles__until__gt=now)
        return Competition.objects.filter(running & ended).distinct()

    @cached_property
    def organises_an_edition(self) -> bool:
        """Whether this person runs an edition today; every list of the admin asks, so it is read once per request."""
        return self.organised_editions().exists()

    @property
    def discipline_label(self) -> str:
        """The discipline in the page's language, or in the person's own words; "" where neither is known."""
        return self.discipline_other or str(self.discipline or "")

    @property
    def discipline_key(self) -> str:
        """What is equal for people of one discipline, and "" where it is not known."""
        return fold(self.discipline_other) or str(self.discipline_id or "")

    @property
    def profile_is_complete(self) -> bool:
        """Whether everything has been given that a team's rules look at, and by which colleagues know the person."""
        named = self.name_ar and self.name_latin
        placed = (
            self.department_id and self.service_level and (self.service_level == ServiceLevel.CENTRAL or self.region)
        )
        serves = self.entity and self.service_role and (self.discipline_id or self.discipline_other)
        return bool(named and placed and serves and self.gender)
