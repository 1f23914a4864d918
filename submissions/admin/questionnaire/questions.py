"""Questions with their options and columns."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.admin.editions import in_languages
from competitions.administration import FoldedSearch, VerbAdmin, VerbInline
from competitions.filtering import Present
from competitions.refusals import Refusal
from submissions.admin.questionnaire.phases import submission_phases, who_and_when
from submissions.domain import questionnaire
from submissions.domain.questionnaire.answered import answering
from submissions.domain.questionnaire.keys import free_key
from submissions.forms.questionnaire import AskedQuestionForm, ColumnForm, OptionForm, answered_by, only_for
from submissions.models import Column, Option, Question, Section

Kind = Question.Kind
LENGTHS = ("words_min", "words_max", "characters_max")


class PartInline(VerbInline):
    """Written with the question, by its verb: a choice without options is none."""

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        # Some empty rows, also where no script adds more.
        return 1 if obj else 4

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent_may_change(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent_may_change(request, obj)


class OptionInline(PartInline):
    model = Option
    form = OptionForm
    fields = (*in_languages("label"), "key", "order", "gone")
    verbose_name_plural = gettext_lazy("Options to choose from, or parts to take")


class ColumnInline(PartInline):
    model = Column
    form = ColumnForm
    fields = (*in_languages("label"), "kind", "required", "key", "order", "gone")
    verbose_name_plural = gettext_lazy("Columns of the table")


def _group(title: Any, fields: tuple[str, ...], *kinds: Question.Kind) -> tuple[Any, dict[str, Any]]:
    """Settings of some kinds only; a script hides them while another kind is chosen."""
    classes = ("kinds", *(f"kind-{kind.value}" for kind in kinds))
    return title, {"fields": fields, "classes": classes, "description": only_for(*kinds)}


@admin.register(Question)
class QuestionAdmin(FoldedSearch, VerbAdmin):
    form = AskedQuestionForm
    edition_lookup = "section__phase__competition"
    list_display = ("label", "section", "key", "kind", "purpose", "required", "theme", "retired_at")
    list_filter = (("section__phase", Present), "kind", "required", "for_jury")
    list_select_related = ("section__phase", "theme")
    search_fields = ("key", "label_ar", "label_fr", "label_en")
    readonly_fields = ("retired_at", "answered")
    actions = ("retire", "restore")
    inlines = (OptionInline, ColumnInline)

    class Media:
        css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("css/questionnaire.css",)}
        js = (forms.Script("js/questionnaire.js", type="module"),)

    def get_fieldsets(self, request: HttpRequest, obj: Question | None = None) -> Any:
        """The settings grouped by kind; what answers there are stands above them all."""
        asked = ("required", "always_required", "for_jury", "theme")
        groups = [
            (None, {"fields": ("section", "kind", *in_languages("label"))}),
            (gettext_lazy("Help"), {"fields": in_languages("help", "example")}),
            (gettext_lazy("Who answers, and who sees it"), {"fields": asked}),
            _group(
                gettext_lazy("Length"), ("words_min", "words_max", "characters_max"), Kind.SHORT_TEXT, Kind.LONG_TEXT
            ),
            _group(gettext_lazy("Number"), ("minimum", "maximum"), Kind.NUMBER, Kind.AMOUNT),
            _group(gettext_lazy("Unit"), in_languages("unit"), Kind.NUMBER),
            _group(gettext_lazy("Rows"), ("rows_min", "rows_max"), Kind.TABLE),
            _group(gettext_lazy("Sites"), ("hosts",), Kind.LINK),
            _group(gettext_lazy("Files"), ("file_types", "file_size_max", "files_max"), Kind.FILE),
            (gettext_lazy("Asked only if"), {"fields": ("shown_if", "shown_if_options")}),
            (gettext_lazy("For the platform"), {"fields": ("key", "purpose", "retired_at")}),
        ]
        if obj is not None and answering([obj]).exists():
            groups.insert(0, (gettext_lazy("Answers"), {"fields": ("answered", "confirmed")}))
        return groups

    @admin.display(description=gettext_lazy("teams that have answered"))
    def answered(self, question: Question) -> str:
        return answered_by(answering([question]).count())

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Section:
            phases = submission_phases(request)
            kwargs["queryset"] = Section.objects.filter(phase__in=phases).select_related("phase__competition")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Together with its options and columns, in `save_related`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        form.parts = {formset.model: _rows(formset, **who_and_when(request)) for formset in formsets}
        super().save_model(request, form.instance, form, change)

    def add_verb(self, request: HttpRequest, form: Any) -> Question:
        question: Question = form.instance
        question.order = questionnaire.last_place(question.section.questions.all())
        return self.change_verb(request, question, form)

    def change_verb(self, request: HttpRequest, question: Question, form: Any) -> Question:
        return questionnaire.save_question(
            question=question,
            options=form.parts[Option],
            columns=form.parts[Column],
            confirmed=bool(form.cleaned_data.get("confirmed")),
            **who_and_when(request),
        )

    @admin.action(description=gettext_lazy("Retire the selected questions"))
    def retire(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self._each(request, queryset, questionnaire.retire_question, _("Retired. What was answered stays."))

    @admin.action(description=gettext_lazy("Ask the selected questions again"))
    def restore(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self._each(request, queryset, questionnaire.restore_question, _("Asked again."))

    def _each(self, request: HttpRequest, queryset: QuerySet[Question], verb: Any, done: str) -> None:
        for question in queryset.select_related("section__phase__competition"):
            try:
                verb(question=question, **who_and_when(request))
            except Refusal as refusal:
                self.message_user(request, f"{question}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, f"{question}: {done}", messages.SUCCESS)


def _rows(formset: Any, *, by: Any, at: Any) -> list[Any]:
    """All that the table has from now on, in the order of its numbers; rows without a key of their own get one."""
    formset.save(commit=False)  # tells the admin's own log what has changed
    given = [form for form in formset.forms if form.instance.pk or form.has_changed()]
    rows, keys = [], {form.instance.key for form in given if form.instance.pk}
    for form in given:
        row = form.instance
        if row.pk is None and row.key in keys:
            row.key = free_key([row.key], keys)
        keys.add(row.key)
        row.retired_at = (row.retired_at or at) if form.cleaned_data["gone"] else None
        rows.append(row)
    return sorted(rows, key=lambda row: (row.order is None, row.order or 0))
