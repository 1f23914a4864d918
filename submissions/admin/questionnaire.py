"""What an edition asks, as the organiser writes it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, ForeignKey, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.admin.editions import in_languages
from competitions.administration import FoldedSearch, VerbAdmin
from competitions.filtering import Present
from competitions.models import Phase
from competitions.refusals import Refusal, refusals
from submissions.domain import questionnaire
from submissions.domain.default_questionnaire import seed_default_questionnaire
from submissions.models import Question, Section


def submission_phases(request: HttpRequest) -> QuerySet[Phase]:
    """The submission phases of the editions that this person runs."""
    phases: QuerySet[Phase] = Phase.objects.filter(kind=Phase.Kind.SUBMISSION).select_related("competition")
    if request.user.is_superuser:
        return phases
    return phases.filter(competition__in=request.user.organised_editions())  # type: ignore[union-attr]


class SeedForm(forms.Form):
    phase = forms.ModelChoiceField(Phase.objects.none(), label=gettext_lazy("Submission phase"))


@admin.register(Section)
class SectionAdmin(FoldedSearch, VerbAdmin):
    edition_lookup = "phase__competition"
    list_display = ("name", "phase", "key", "order", "question_count")
    list_filter = (("phase", Present),)
    list_select_related = ("phase__competition",)
    search_fields = ("key", "name_ar", "name_fr", "name_en")
    fields = ("phase", "key", *in_languages("name", "introduction"), "order")
    change_list_template = "admin/submissions/section/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        asked = Count("questions", filter=Q(questions__retired_at=None))
        sections: QuerySet[Any] = super().get_queryset(request).annotate(question_count=asked)
        return sections

    @admin.display(description=gettext_lazy("questions"), ordering="question_count")
    def question_count(self, section: Any) -> int:
        return int(section.question_count)

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Phase:
            kwargs["queryset"] = submission_phases(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_verb(self, request: HttpRequest, form: Any) -> Section:
        return questionnaire.save_section(section=form.instance, by=request.user)  # type: ignore[arg-type]

    def change_verb(self, request: HttpRequest, section: Section, form: Any) -> Section:
        return questionnaire.save_section(section=section, by=request.user)  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        seeding = path("seed/", self.admin_site.admin_view(self.seed), name="submissions_section_seed")
        return [seeding, *super().get_urls()]

    def seed(self, request: HttpRequest) -> HttpResponse:
        """Take the default questionnaire over into a phase that asks nothing yet."""
        if not self.has_add_permission(request):
            return redirect("admin:index")
        form = SeedForm(request.POST or None)
        form.fields["phase"].queryset = submission_phases(request)  # type: ignore[attr-defined]
        if form.is_valid():
            with refusals(form):
                sections = seed_default_questionnaire(phase=form.cleaned_data["phase"], by=request.user)  # type: ignore[arg-type]
                done = _("%(count)d sections were made. Read them and change what your edition needs.")
                self.message_user(request, done % {"count": len(sections)}, messages.SUCCESS)
                return redirect("admin:submissions_section_changelist")
        context = {**self.admin_site.each_context(request), "opts": self.opts, "form": form}
        return render(request, "admin/submissions/section/seed.html", {**context, "title": _("Default questionnaire")})


@admin.register(Question)
class QuestionAdmin(FoldedSearch, VerbAdmin):
    edition_lookup = "section__phase__competition"
    list_display = ("label", "section", "key", "kind", "purpose", "required", "order", "retired_at")
    list_filter = (("section__phase", Present), "kind", "required", "for_jury")
    list_select_related = ("section__phase",)
    search_fields = ("key", "label_ar", "label_fr", "label_en")
    readonly_fields = ("retired_at",)
    actions = ("retire", "restore")
    fieldsets = (
        (None, {"fields": ("section", "key", "kind", "purpose", "order")}),
        (gettext_lazy("Texts"), {"fields": in_languages("label", "help")}),
        (
            gettext_lazy("What is expected"),
            {"fields": ("required", "words_min", "words_max", "for_jury", "retired_at")},
        ),
    )

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Section:
            kwargs["queryset"] = Section.objects.filter(phase__in=submission_phases(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_verb(self, request: HttpRequest, form: Any) -> Question:
        return questionnaire.save_question(question=form.instance, by=request.user)  # type: ignore[arg-type]

    def change_verb(self, request: HttpRequest, question: Question, form: Any) -> Question:
        return questionnaire.save_question(question=question, by=request.user)  # type: ignore[arg-type]

    @admin.action(description=gettext_lazy("Retire the selected questions"))
    def retire(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        at = request.received_at  # type: ignore[attr-defined]
        for question in queryset.select_related("section__phase__competition"):
            questionnaire.retire_question(question=question, by=request.user, at=at)  # type: ignore[arg-type]
        self.message_user(request, _("Retired. What was answered stays."), messages.SUCCESS)

    @admin.action(description=gettext_lazy("Ask the selected questions again"))
    def restore(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        for question in queryset.select_related("section__phase__competition"):
            try:
                questionnaire.restore_question(question=question, by=request.user)  # type: ignore[arg-type]
            except Refusal as refusal:
                self.message_user(request, f"{question}: {refusal}", messages.ERROR)
