"""Sections, and the pages on which a whole questionnaire is overseen, taken over and copied."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, ForeignKey, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competitions.admin.editions import in_languages
from competitions.administration import FoldedSearch, VerbAdmin
from competitions.filtering import Present
from competitions.models import Phase
from competitions.refusals import Refusal, refusals
from submissions.admin.questionnaire.phases import submission_phases, who_and_when
from submissions.domain import questionnaire
from submissions.domain.default_questionnaire import default_questionnaire, seed_default_questionnaire
from submissions.domain.questionnaire.answered import answering
from submissions.forms.questionnaire import AskedSectionForm, CopyForm, answered_by, phase_with_edition
from submissions.models import Question, Section
from submissions.presenters.outline import outline

# What the buttons of the overview do, to a section and to a question.
ACTS: dict[tuple[str, str], tuple[Callable[..., object], dict[str, bool]]] = {
    ("section", "up"): (questionnaire.move_section, {"up": True}),
    ("section", "down"): (questionnaire.move_section, {"up": False}),
    ("section", "retire"): (questionnaire.retire_section, {}),
    ("section", "restore"): (questionnaire.restore_section, {}),
    ("question", "up"): (questionnaire.move_question, {"up": True}),
    ("question", "down"): (questionnaire.move_question, {"up": False}),
    ("question", "retire"): (questionnaire.retire_question, {}),
    ("question", "restore"): (questionnaire.restore_question, {}),
}


class SeedForm(forms.Form):
    phase = forms.ModelChoiceField(Phase.objects.none(), label=gettext_lazy("Submission phase"))


@admin.register(Section)
class SectionAdmin(FoldedSearch, VerbAdmin):
    form = AskedSectionForm
    edition_lookup = "phase__competition"
    list_display = ("name", "phase", "key", "theme", "question_count")
    list_filter = (("phase", Present),)
    list_select_related = ("phase__competition", "theme")
    search_fields = ("key", "name_ar", "name_fr", "name_en")
    readonly_fields = ("answered",)
    change_list_template = "admin/submissions/section/change_list.html"

    def get_fields(self, request: HttpRequest, obj: Section | None = None) -> tuple[str, ...]:
        answers = ("answered", "confirmed") if obj is not None and answering(obj.questions.all()).exists() else ()
        return (*answers, "phase", *in_languages("name", "introduction"), "theme", "key")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        asked = Count("questions", filter=Q(questions__retired_at=None))
        sections: QuerySet[Any] = super().get_queryset(request).annotate(question_count=asked)
        return sections

    @admin.display(description=gettext_lazy("questions"), ordering="question_count")
    def question_count(self, section: Any) -> int:
        return int(section.question_count)

    @admin.display(description=gettext_lazy("teams that have answered"))
    def answered(self, section: Section) -> str:
        return answered_by(answering(section.questions.all()).count())

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Phase:
            kwargs["queryset"] = submission_phases(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_verb(self, request: HttpRequest, form: Any) -> Section:
        section: Section = form.instance
        section.order = questionnaire.last_place(Section.objects.filter(phase=section.phase_id))
        return self.change_verb(request, section, form)

    def change_verb(self, request: HttpRequest, section: Section, form: Any) -> Section:
        confirmed = bool(form.cleaned_data.get("confirmed"))
        return questionnaire.save_section(section=section, confirmed=confirmed, **who_and_when(request))

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[str, Any]] = {
            "seed": ("seed/", self.seed),
            "copy": ("copy/", self.copy),
            "outlines": ("outline/", self.first_outline),
            "outline": ("outline/<int:phase_id>/", self.outline),
        }
        own = [
            path(route, self.admin_site.admin_view(view), name=f"submissions_section_{name}")
            for name, (route, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def seed(self, request: HttpRequest) -> HttpResponse:
        """Take the default questionnaire over into a phase that asks nothing yet."""
        if not self.has_add_permission(request):
            return redirect("admin:index")
        form = SeedForm(request.POST or None)
        form.fields["phase"].queryset = submission_phases(request)  # type: ignore[attr-defined]
        form.fields["phase"].label_from_instance = phase_with_edition  # type: ignore[attr-defined]
        if form.is_valid():
            phase = form.cleaned_data["phase"]
            with refusals(form):
                sections = seed_default_questionnaire(phase=phase, **who_and_when(request))
                self._say_made(request, len(sections))
                return redirect("admin:submissions_section_outline", phase.pk)
        made_of = {"sections": default_questionnaire()}
        return self._ask(request, "seed", form, _("Default questionnaire"), **made_of)

    def copy(self, request: HttpRequest) -> HttpResponse:
        """Take over what another phase asks, of this edition or of another one that this person runs."""
        if not self.has_add_permission(request):
            return redirect("admin:index")
        form = CopyForm(request.POST or None, phases=submission_phases(request))
        if form.is_valid():
            with refusals(form):
                copied = questionnaire.copy_questionnaire(**form.cleaned_data, **who_and_when(request))
                self._say_made(request, len(copied.sections))
                if copied.asked_of_all:
                    words = _("These were asked of a theme that this edition does not have, and are asked of all now:")
                    self.message_user(request, f"{words} {' · '.join(copied.asked_of_all)}", messages.WARNING)
                return redirect("admin:submissions_section_outline", form.cleaned_data["target"].pk)
        return self._ask(request, "copy", form, _("Copy a questionnaire"))

    def first_outline(self, request: HttpRequest) -> HttpResponse:
        """The overview of the phase that opens last, or the list where there is none."""
        phase = submission_phases(request).order_by("-opens_at").first()
        if phase is None:
            return redirect("admin:submissions_section_changelist")
        return redirect("admin:submissions_section_outline", phase.pk)

    def outline(self, request: HttpRequest, phase_id: int) -> HttpResponse:
        """All that a phase asks, in its order, with what moves it up and down."""
        phases = submission_phases(request)
        phase = get_object_or_404(phases, pk=phase_id)
        if request.method == "POST":
            self._act(request, phase)
            return redirect("admin:submissions_section_outline", phase.pk)
        others = [each for each in phases.order_by("-opens_at") if each.pk != phase.pk]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": phase_with_edition(phase),
            "page": outline(phase),
            "others": [(each.pk, phase_with_edition(each)) for each in others],
        }
        return render(request, "admin/submissions/section/outline.html", context)

    def _act(self, request: HttpRequest, phase: Phase) -> None:
        """What a button of the overview says: what to do, and a row's kind and key."""
        doing, kind, key = [*request.POST.get("move", "").split(" "), "", "", ""][:3]
        if (kind, doing) not in ACTS or not key.isdecimal():
            return
        verb, values = ACTS[kind, doing]
        rows: dict[str, Any] = {
            "section": Section.objects.filter(phase=phase).select_related("phase__competition"),
            "question": Question.objects.filter(section__phase=phase).select_related("section__phase__competition"),
        }
        row = get_object_or_404(rows[kind], pk=key)
        try:
            verb(**{kind: row}, **values, **who_and_when(request))
        except Refusal as refusal:
            self.message_user(request, f"{row}: {refusal}", messages.ERROR)

    def _say_made(self, request: HttpRequest, count: int) -> None:
        words = ngettext(
            "%(count)d section was made. Read it and change what your edition needs.",
            "%(count)d sections were made. Read them and change what your edition needs.",
            count,
        )
        self.message_user(request, words % {"count": count}, messages.SUCCESS)

    def _ask(self, request: HttpRequest, page: str, form: forms.Form, title: str, **more: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "form": form, "title": title, **more}
        return render(request, f"admin/submissions/section/{page}.html", context)
