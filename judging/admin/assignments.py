"""Who judges what: given to jurors one by one here, or by several at once from the list of entries."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, ForeignKey, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from competitions.administration import VerbAdmin, VerbInline
from competitions.asking import ask_then_act
from competitions.filtering import Happened, Present
from judging.admin.parts import TEAM_KEYS, KeySearch, date, when, who_and_when
from judging.admin.rounds import own
from judging.domain.assignment import assign, unassign
from judging.models import Assignment, Entry
from teams.models import Role, User


def jurors(request: HttpRequest) -> QuerySet[Any]:
    """The jurors of the organiser's own editions, by name, each with what they have to read in running rounds."""
    roles = own(Role.objects.filter(kind=Role.Kind.JUROR, until=None), request, "competition")
    running = Q(assignments__closed_at=None, assignments__entry__round__closed_at=None)
    people = User.objects.filter(pk__in=roles.values("person")).annotate(reads=Count("assignments", filter=running))
    return people.order_by("name_latin_key", "pk")


def stage(assignment: Assignment) -> str:
    """How far the evaluation is, in words."""
    if assignment.work is None:
        return pgettext("evaluation", "Not begun")
    finished = assignment.work.finished_at is not None
    return pgettext("evaluation", "Finished") if finished else pgettext("evaluation", "Begun")


def juror_label(juror: Any) -> str:
    """The juror's name and how much they have to read."""
    words = ngettext("%(name)s (%(count)d project)", "%(name)s (%(count)d projects)", juror.reads)
    return words % {"name": juror.display_name, "count": juror.reads}


class JurorChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return juror_label(obj)


class JurorsChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return juror_label(obj)


class EntryChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Entry) -> str:
        return f"{obj.version.title} · {obj.team.display_name}"


class JurorsForm(forms.Form):
    """Asks which jurors, several if need be."""

    jurors = JurorsChoice(User.objects.none(), label=_("jurors"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jurors"].queryset = jurors(request)  # type: ignore[attr-defined]


class JurorInline(VerbInline):
    """Who judges the entry above."""

    model = Assignment
    fields = ("juror", "stage", "assigned_at", "closed_at", "closed_because")
    readonly_fields = ("stage",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).select_related("juror", "entry__version", "evaluation")
        return rows.defer("entry__version__content", "evaluation__comment_for_team", "evaluation__comment_for_jury")

    @admin.display(description=_("evaluation"))
    def stage(self, assignment: Assignment) -> str:
        return stage(assignment)


@admin.register(Assignment)
class AssignmentAdmin(KeySearch, VerbAdmin):
    edition_lookup = "entry__round__phase__competition"
    list_display = ("project", "juror", "stage", "assigned", "closed_because")
    list_filter = (
        ("entry__round", Present),
        ("juror", Present),
        ("evaluation__finished_at", Happened),
        ("closed_at", Happened),
    )
    search_fields = (
        "entry__project__title_key",
        *(f"entry__project__team__{key}" for key in TEAM_KEYS),
        "juror__name_ar_key",
        "juror__name_latin_key",
    )
    fields = ("entry", "juror")
    actions = ("take_back",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("entry__version", "entry__round", "juror", "evaluation")
        return rows.defer("entry__version__content", "evaluation__comment_for_team", "evaluation__comment_for_jury")

    @admin.display(description=_("project"), ordering="entry__version__title")
    def project(self, assignment: Assignment) -> str:
        return assignment.entry.version.title

    assigned = when("assigned_at", _("assigned"), date)

    @admin.display(description=_("evaluation"), ordering="evaluation__finished_at")
    def stage(self, assignment: Assignment) -> str:
        return stage(assignment)

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "entry":
            running = Entry.objects.admitted().filter(round__opened_at__isnull=False, round__closed_at=None)
            kwargs["queryset"] = own(running, request, "round__phase__competition").with_names()
            kwargs["form_class"] = EntryChoice
        if db_field.name == "juror":
            kwargs |= {"queryset": jurors(request), "form_class": JurorChoice}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_verb(self, request: HttpRequest, form: Any) -> Assignment:
        return assign(entry=form.cleaned_data["entry"], juror=form.cleaned_data["juror"], **who_and_when(request))

    @admin.action(description=_("Take the selected projects back from their jurors"), permissions=["view"])
    def take_back(self, request: HttpRequest, queryset: QuerySet[Assignment]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="take_back",
            title=_("Take the selected projects back from their jurors"),
            act=lambda assignment, _values: unassign(assignment=assignment, **who_and_when(request)),
        )
