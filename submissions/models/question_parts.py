"""What a question is made of: the options one chooses from, the columns of a table."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from submissions.models.questionnaire import Question


class Option(models.Model):
    """One of those to choose from; in “who does what”, a part to take. Once chosen it is retired, not deleted."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options", verbose_name=_("question"))
    key = models.SlugField(_("key"), max_length=40)
    label = models.CharField(_("name"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    objects: ClassVar[Any] = MultilingualManager()
    if TYPE_CHECKING:
        question_id: int
        label_ar: str
        label_fr: str | None
        label_en: str | None

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="option_key_unique"),
            models.CheckConstraint(
                condition=Q(label_ar__isnull=False, label_ar__gt=""), name="option_has_an_arabic_label"
            ),
        ]

    def __str__(self) -> str:
        return str(self.label)


class Column(models.Model):
    """A column of a table; each of its cells holds one text, number, amount or date."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        AMOUNT = "amount", _("Amount in dirhams")
        DATE = "date", _("Date")

    question = models.ForeignKey(Question, models.CASCADE, related_name="columns", verbose_name=_("question"))
    key = models.SlugField(_("key"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TEXT)
    label = models.CharField(_("name"), max_length=120)
    required = models.BooleanField(_("required in each row"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    objects: ClassVar[Any] = MultilingualManager()
    if TYPE_CHECKING:
        question_id: int
        label_ar: str
        label_fr: str | None
        label_en: str | None

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="column_key_unique"),
            models.CheckConstraint(
                condition=Q(label_ar__isnull=False, label_ar__gt=""), name="column_has_an_arabic_label"
            ),
        ]

    def __str__(self) -> str:
        return str(self.label)
