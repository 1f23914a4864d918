"""Entries and who judges them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from competitions.administration import VerbAdmin
from judging.admin.parts import KeySearch, ReasonActionForm, for_each, moment, who_and_when
from judging.admin.rounds import own
from judging.domain import rounds
from judging.domain.assignment import assign, unassign
from judging.models import Assignment, Entry
from teams.models import Role, User

TEAM_KEYS = ("name_ar_key", "name_latin_key")


@admin.register(Entry)
class EntryAdmin(KeySearch, VerbAdmin):
    edition_lookup = "round__phase__competition"
    list_display = ("__str__", "team", "round", "entered", "excluded", "excluded_because")
    list_filter = ("round", ("excluded_at", admin.EmptyFieldListFilter))
    search_fields = ("project__title_key", *(f"project__team__{key}" for key in TEAM_KEYS))
    actions = ("take_out", "take_in")
    action_form = ReasonActionForm

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("version", "project__team", "round")
        return rows.defer("version__content")

    @admin.display(description=gettext_lazy("team"))
    def team(self, entry: Entry) -> str:
        return entry.team.display_name

    @admin.display(description=gettext_lazy("entered"), ordering="entered_at")
    def entered(self, entry: Entry) -> str:
        return moment(entry.entered_at)

    @admin.display(description=gettext_lazy("excluded"), ordering="excluded_at")
    def excluded(self, entry: Entry) -> str:
        return moment(entry.excluded_at)

    @admin.action(description=gettext_lazy("Exclude the selected entries, for the reason given"))
    def take_out(self, request: HttpRequest, queryset: QuerySet[Entry]) -> None:
        reason = request.POST.get("reason", "")

        def verb(entry: Entry) -> Entry:
            return rounds.exclude_entry(entry=entry, reason=reason, **who_and_when(request))

        for_each(self, request, queryset, verb, _("excluded."))

    @admin.action(description=gettext_lazy("Admit the selected entries again"))
    def take_in(self, request: HttpRequest, queryset: QuerySet[Entry]) -> None:
        def verb(entry: Entry) -> Entry:
            return rounds.admit(entry=entry, **who_and_when(request))

        for_each(self, request, queryset, verb, _("admitted."))


class EntryChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Entry) -> str:
        return f"{obj.version.title} · {obj.team.display_name}"


@admin.register(Assignment)
class AssignmentAdmin(KeySearch, VerbAdmin):
    edition_lookup = "entry__round__phase__competition"
    list_display = ("project", "juror", "round", "assigned", "stage", "closed", "closed_because")
    list_filter = ("entry__round", "closed_because", ("closed_at", admin.EmptyFieldListFilter))
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

    @admin.display(description=gettext_lazy("project"), ordering="entry__version__title")
    def project(self, assignment: Assignment) -> str:
        return assignment.entry.version.title

    @admin.display(description=gettext_lazy("round"), ordering="entry__round")
    def round(self, assignment: Assignment) -> str:
        return str(assignment.entry.round)

    @admin.display(description=gettext_lazy("assigned"), ordering="assigned_at")
    def assigned(self, assignment: Assignment) -> str:
        return moment(assignment.assigned_at)

    @admin.display(description=gettext_lazy("closed"), ordering="closed_at")
    def closed(self, assignment: Assignment) -> str:
        return moment(assignment.closed_at)

    @admin.display(description=gettext_lazy("evaluation"))
    def stage(self, assignment: Assignment) -> str:
        if assignment.work is None:
            return pgettext("evaluation", "Not begun")
        finished = assignment.work.finished_at is not None
        return pgettext("evaluation", "Finished") if finished else pgettext("evaluation", "Begun")

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "entry":
            running = Entry.objects.admitted().filter(round__opened_at__isnull=False, round__closed_at=None)
            kwargs["queryset"] = own(running, request, "round__phase__competition").with_names()
            kwargs["form_class"] = EntryChoice
        if db_field.name == "juror":
            roles = own(Role.objects.filter(kind=Role.Kind.JUROR, until=None), request, "competition")
            kwargs["queryset"] = User.objects.filter(pk__in=roles.values("person"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_verb(self, request: HttpRequest, form: Any) -> Assignment:
        return assign(entry=form.cleaned_data["entry"], juror=form.cleaned_data["juror"], **who_and_when(request))

    @admin.action(description=gettext_lazy("Take the selected projects back from their jurors"))
    def take_back(self, request: HttpRequest, queryset: QuerySet[Assignment]) -> None:
        def verb(assignment: Assignment) -> Assignment:
            return unassign(assignment=assignment, **who_and_when(request))

        for_each(self, request, queryset, verb, _("taken back."))
