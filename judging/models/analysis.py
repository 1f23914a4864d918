"""What the statistics say about a closed round, computed once from one state of its scores."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from competitions.models import Job
from judging.models.round import Round


class Analysis(models.Model):
    """Input, model version and result as one snapshot. Append-only; a changed score makes another input."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="analyses", verbose_name=_("round"))
    method = models.CharField(_("method"), max_length=40)
    input_sha256 = models.CharField(_("SHA-256 of the scores"), max_length=64)
    result = models.JSONField(_("result"))
    sha256 = models.CharField("SHA-256", max_length=64)
    computed_at = models.DateTimeField(_("computed"))
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("job"))

    if TYPE_CHECKING:
        round_id: int

    class Meta:
        verbose_name = _("analysis of a round")
        verbose_name_plural = _("analyses of rounds")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "method", "input_sha256"], name="analysis_once_per_input")
        ]

    def __str__(self) -> str:
        return self.input_sha256[:12]
