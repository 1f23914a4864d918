"""The questionnaire of a phase as it was at a time: kept whenever it changes once teams have answered."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competitions.models import Phase


class QuestionnaireVersion(models.Model):
    """Append-only. `content` is the canonical text of all that is asked."""

    phase = models.ForeignKey(
        Phase, models.PROTECT, related_name="questionnaire_versions", verbose_name=_("submission phase")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.TextField(_("content"))
    sha256 = models.CharField("SHA-256", max_length=64)
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("changed by")
    )

    if TYPE_CHECKING:
        phase_id: int

    class Meta:
        verbose_name = _("version of the questionnaire")
        verbose_name_plural = _("versions of the questionnaire")
        ordering = ["phase", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "number"], name="questionnaire_version_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="questionnaire_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.phase} ({self.number})"
