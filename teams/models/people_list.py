"""Lists of people that come as spreadsheets, and the staff whom a focal point invited by one."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Department, Job


class PeopleListQuerySet(models.QuerySet["PeopleList"]):
    def unconfirmed(self) -> "PeopleListQuerySet":
        return self.filter(confirmed_at=None)

    def uploaded_before(self, at: datetime) -> "PeopleListQuerySet":
        return self.filter(uploaded_at__lt=at)


class PeopleList(models.Model):
    """What was read from an uploaded file, shown before anything is done with it; its rows are emptied afterwards."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("Staff to invite")
        FOCAL_POINTS = "focal_points", _("Focal points to name")
        JURY = "jury", _("People to invite to the jury")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    competition = models.ForeignKey(Competition, models.PROTECT, related_name="+", verbose_name=_("competition"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    rows = models.JSONField(_("rows"), default=list)
    # Facts about the rows that stay when the rows are gone: how many of each outcome.
    counts = models.JSONField(_("counts"), default=dict)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    job = models.OneToOneField(
        Job, models.PROTECT, null=True, blank=True, related_name="people_list", verbose_name=_("job")
    )

    objects = PeopleListQuerySet.as_manager()
    if TYPE_CHECKING:
        competition_id: int
        department_id: int | None
        uploaded_by_id: int

    class Meta:
        verbose_name = _("list of people")
        verbose_name_plural = _("lists of people")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"


class StaffInvitation(models.Model):
    """A member of the staff was invited to the edition by their department; once per address."""

    competition = models.ForeignKey(Competition, models.PROTECT, related_name="+", verbose_name=_("competition"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    email = models.EmailField(_("e-mail address"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"))

    if TYPE_CHECKING:
        competition_id: int
        department_id: int

    class Meta:
        verbose_name = _("invitation of staff")
        verbose_name_plural = _("invitations of staff")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "department", "email"], name="staff_invited_once_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
