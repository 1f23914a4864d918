"""What the president signed."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from judging.models.round import Round


class Signature(models.Model):
    """The ranking of a closed round as it was signed. Append-only."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="signature", verbose_name=_("round"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed"))
    # Canonical JSON of every finished score and of the ranking, byte for byte what was hashed.
    table = models.TextField(_("table"))
    sha256 = models.CharField("SHA-256", max_length=64)

    if TYPE_CHECKING:
        round_id: int

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.sha256[:12]
