"""What people are told about their personal data before they agree (law 09-08)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager, MultilingualQuerySet


class PrivacyNoticeQuerySet(MultilingualQuerySet["PrivacyNotice"]):
    def published(self, *, at: datetime) -> "PrivacyNoticeQuerySet":
        """Those published until `at`, the newest first."""
        return self.filter(published_at__lte=at).order_by("-published_at", "-version")

    def in_force(self, *, at: datetime) -> "PrivacyNotice | None":
        """The published notice that counts at `at`; None while there is none."""
        found: PrivacyNotice | None = self.published(at=at).first()
        return found


PrivacyNoticeManager = MultilingualManager.from_queryset(PrivacyNoticeQuerySet)


class PrivacyNotice(models.Model):
    """Once published it never changes: people have agreed to these words. Other words are another version."""

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    text = models.TextField(_("text"), help_text=_("Markdown."))
    published_at = models.DateTimeField(_("in force since"), null=True, blank=True)

    objects: ClassVar[Any] = PrivacyNoticeManager()
    if TYPE_CHECKING:
        text_ar: str
        text_fr: str | None
        text_en: str | None
        history: Any

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(condition=Q(version__gte=1), name="privacy_notice_counts_from_one"),
            models.CheckConstraint(
                condition=Q(text_ar__isnull=False, text_ar__gt=""), name="privacy_notice_has_an_arabic_text"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Privacy notice, version %(version)d") % {"version": self.version})
