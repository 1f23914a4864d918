"""Who agreed to which notice about their personal data, and when (law 09-08)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from competitions.models import PrivacyNotice


class Consent(models.Model):
    """Append-only: another version of the notice is another row."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="consents", verbose_name=_("person")
    )
    notice = models.ForeignKey(PrivacyNotice, models.PROTECT, related_name="+", verbose_name=_("privacy notice"))
    given_at = models.DateTimeField(_("agreed"))

    if TYPE_CHECKING:
        person_id: int
        notice_id: int

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "notice"], name="consent_once_per_notice")]

    def __str__(self) -> str:
        return str(self.notice)
