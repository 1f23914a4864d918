"""The payroll number (PPR) by which the administration knows a person, or the word of somebody that there is none."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competitions.sealing import SealedTextField


class PayrollRecordQuerySet(models.QuerySet["PayrollRecord"]):
    def of(self, person: Any) -> "PayrollRecordQuerySet":
        return self.filter(person=person)


class PayrollRecord(models.Model):
    """In a table of its own: whoever reads a list of people opens no seal.

    `number_hash` is keyed, so that nobody who reads the table can try all numbers; it makes one number one person.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="payroll_record", verbose_name=_("person")
    )
    number = SealedTextField(_("payroll number"), blank=True)
    number_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    given_at = models.DateTimeField(_("given"), null=True, blank=True)
    absence_attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("attested that there is none"),
    )
    absence_attested_at = models.DateTimeField(_("attested"), null=True, blank=True)

    objects = PayrollRecordQuerySet.as_manager()
    if TYPE_CHECKING:
        person_id: int
        absence_attested_by_id: int | None

    class Meta:
        verbose_name = _("payroll number")
        verbose_name_plural = _("payroll numbers")
        constraints = [
            models.CheckConstraint(
                condition=(Q(number_hash=None, number="", given_at=None) & Q(absence_attested_by__isnull=False))
                | (Q(number_hash__isnull=False, given_at__isnull=False) & ~Q(number="")),
                name="payroll_number_or_word_that_there_is_none",
            ),
            models.CheckConstraint(
                condition=Q(absence_attested_by=None, absence_attested_at=None)
                | Q(absence_attested_by__isnull=False, absence_attested_at__isnull=False),
                name="payroll_absence_attested_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
