"""What an edition asks: sections and their questions."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager, MultilingualQuerySet

from competitions.models import Phase


class Section(models.Model):
    """A part of the file that one submission phase asks for."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="sections", verbose_name=_("submission phase"))
    key = models.SlugField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=150)
    introduction = models.TextField(_("introduction"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[Any] = MultilingualManager()
    if TYPE_CHECKING:
        phase_id: int
        name_ar: str
        name_fr: str | None
        name_en: str | None
        history: Any

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "key"], name="section_key_unique"),
            models.CheckConstraint(
                condition=Q(name_ar__isnull=False, name_ar__gt=""), name="section_has_an_arabic_name"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class QuestionQuerySet(MultilingualQuerySet["Question"]):
    def of_phase(self, phase: Phase) -> "QuestionQuerySet":
        return self.filter(section__phase=phase, retired_at=None).order_by(
            "section__order", "section_id", "order", "pk"
        )


QuestionManager = MultilingualManager.from_queryset(QuestionQuerySet)


class Question(models.Model):
    class Kind(models.TextChoices):
        SHORT_TEXT = "short_text", _("Short text")
        LONG_TEXT = "long_text", _("Long text")
        NUMBER = "number", _("Number")
        LINK = "link", _("Web address")

    class Purpose(models.TextChoices):
        """What the platform itself must find in the file, whatever the organiser asks besides."""

        NONE = "", _("None")
        TITLE = "title", _("Title of the project")
        SUMMARY = "summary", _("Summary of the project")

    section = models.ForeignKey(Section, models.PROTECT, related_name="questions", verbose_name=_("section"))
    key = models.SlugField(_("key"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.LONG_TEXT)
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices, blank=True)
    label = models.CharField(_("question"), max_length=250)
    help = models.TextField(_("help"), blank=True)
    required = models.BooleanField(_("required for submission"), default=True)
    words_min = models.PositiveSmallIntegerField(_("words, at least"), null=True, blank=True)
    words_max = models.PositiveSmallIntegerField(_("words, at most"), null=True, blank=True)
    for_jury = models.BooleanField(_("shown to the jury"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # Once answered, a question is retired, never deleted.
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    objects: ClassVar[Any] = QuestionManager()
    if TYPE_CHECKING:
        section_id: int
        label_ar: str
        label_fr: str | None
        label_en: str | None
        help_ar: str | None
        history: Any

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["section__order", "section_id", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["section", "key"], name="question_key_unique"),
            models.CheckConstraint(
                condition=Q(label_ar__isnull=False, label_ar__gt=""), name="question_has_an_arabic_label"
            ),
            models.CheckConstraint(
                condition=Q(words_min=None) | Q(words_max=None) | Q(words_max__gte=F("words_min")),
                name="question_word_limits",
            ),
        ]

    def __str__(self) -> str:
        return str(self.label)
