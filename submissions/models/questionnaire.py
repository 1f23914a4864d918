"""What an edition asks: sections and their questions."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q, Subquery
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager, MultilingualQuerySet

from competitions.models import Phase, Theme
from competitions.rows_beside import rows_beside


class Section(models.Model):
    """A part of the file that one submission phase asks for."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="sections", verbose_name=_("submission phase"))
    key = models.SlugField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=150)
    introduction = models.TextField(_("introduction"), blank=True)
    # Null: every theme.
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked of one theme only")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[Any] = MultilingualManager()
    if TYPE_CHECKING:
        phase_id: int
        theme_id: int | None
        questions: Any
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


# Of what a question is made of, what one reads beside it.
OPTION_FIELDS = ("id", "question_id", "key", "label_ar", "label_fr", "label_en", "order", "retired_at")
COLUMN_FIELDS = (*OPTION_FIELDS, "kind", "required")


class QuestionQuerySet(MultilingualQuerySet["Question"]):
    def with_parts(self) -> "QuestionQuerySet":
        """Each with its options and columns at hand, read in the same query."""
        return self.annotate(
            packed_options=_packed("options", OPTION_FIELDS), packed_columns=_packed("columns", COLUMN_FIELDS)
        )

    def _fetch_all(self) -> None:
        super()._fetch_all()
        for question in self._result_cache or ():
            if isinstance(question, Question) and hasattr(question, "packed_options"):
                _unpack(question, "options")
                _unpack(question, "columns")

    def of_phase(self, phase: Phase) -> "QuestionQuerySet":
        return self.filter(section__phase=phase, retired_at=None).order_by(
            "section__order", "section_id", "order", "pk"
        )


def _packed(name: str, fields: tuple[str, ...]) -> Subquery:
    rows: models.QuerySet[Any] = models.QuerySet(Question._meta.get_field(name).related_model)
    return rows_beside(rows, by="question", **{each: each for each in fields})


def _unpack(question: "Question", name: str) -> None:
    """Put the rows where the question looks for them, as a prefetch would."""
    model: Any = Question._meta.get_field(name).related_model
    rows = question.__dict__.pop(f"packed_{name}") or []
    kept = question.__dict__.setdefault("_prefetched_objects_cache", {})
    in_order = sorted(rows, key=lambda row: (row["order"], row["id"]))
    kept[name] = [_row_of(model, row) for row in in_order]


def _row_of(model: Any, packed: dict[str, Any]) -> Any:
    """The row as the database would hand it out itself: in JSON one of them writes 1 for true."""
    values = {name: model._meta.get_field(name).to_python(value) for name, value in packed.items()}
    return model(**{**values, "retired_at": _moment(packed["retired_at"])})


def _moment(text: str | None) -> datetime | None:
    """A moment as the database writes it into JSON: in UTC."""
    at = parse_datetime(text) if text else None
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


QuestionManager = MultilingualManager.from_queryset(QuestionQuerySet)


class Question(models.Model):
    class Kind(models.TextChoices):
        SHORT_TEXT = "short_text", _("Short text")
        LONG_TEXT = "long_text", _("Long text")
        CHOICE = "choice", _("One choice")
        CHOICES = "choices", _("Several choices")
        NUMBER = "number", _("Number")
        AMOUNT = "amount", _("Amount in dirhams")
        DATE = "date", _("Date")
        LINK = "link", _("Web address")
        TABLE = "table", _("Table")
        ROLES = "roles", _("Who does what in the team")
        FILE = "file", _("Files")

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
    example = models.TextField(_("example"), blank=True)
    # Null: every theme of the section's.
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked of one theme only")
    )
    required = models.BooleanField(_("required for submission"), default=True)
    # Also a draft: once written, it may be changed but not emptied.
    always_required = models.BooleanField(_("required always"), default=False)
    words_min = models.PositiveSmallIntegerField(_("words, at least"), null=True, blank=True)
    words_max = models.PositiveSmallIntegerField(_("words, at most"), null=True, blank=True)
    characters_max = models.PositiveIntegerField(_("characters, at most"), null=True, blank=True)
    # Of numbers and amounts.
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    minimum = models.DecimalField(_("smallest number"), max_digits=14, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(_("largest number"), max_digits=14, decimal_places=2, null=True, blank=True)
    # Of tables.
    rows_min = models.PositiveSmallIntegerField(_("rows, at least"), null=True, blank=True)
    rows_max = models.PositiveSmallIntegerField(_("rows, at most"), null=True, blank=True)
    # Of web addresses: the names of the hosts that are admitted, one a line; none: every host.
    hosts = models.TextField(_("admitted hosts"), blank=True)
    # Of files: keys of `submissions.domain.file_types`; none: every type that the platform admits.
    file_types = models.JSONField(_("types of file"), default=list, blank=True)
    file_size_max = models.PositiveSmallIntegerField(_("size of a file in MB, at most"), null=True, blank=True)
    files_max = models.PositiveSmallIntegerField(_("files, at most"), null=True, blank=True)
    # Asked only where the answer to another question is one of those options; no option named: where it is answered.
    shown_if = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked only if answered")
    )
    shown_if_options = models.JSONField(_("with one of these options"), default=list, blank=True)
    for_jury = models.BooleanField(_("shown to the jury"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # Counts the changes of its sense; an answer says which sense it was given to.
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    # Once answered, a question is retired, never deleted.
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    objects: ClassVar[Any] = QuestionManager()
    if TYPE_CHECKING:
        section_id: int
        theme_id: int | None
        shown_if_id: int | None
        options: Any
        columns: Any
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
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(maximum=None) | Q(maximum__gte=F("minimum")),
                name="question_number_limits",
            ),
            models.CheckConstraint(
                condition=Q(rows_min=None) | Q(rows_max=None) | Q(rows_max__gte=F("rows_min")),
                name="question_row_limits",
            ),
            models.CheckConstraint(
                condition=Q(always_required=False) | Q(required=True), name="question_always_required_is_required"
            ),
            models.CheckConstraint(
                condition=Q(shown_if=None) | ~Q(shown_if=F("id")), name="question_not_shown_if_itself"
            ),
        ]

    def __str__(self) -> str:
        return str(self.label)
