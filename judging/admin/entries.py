"""Entries of the rounds: who reads them, and which are out."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from competitions.administration import VerbAdmin
from competitions.asking import ReasonForm, answer, ask, ask_then_act, do_each
from competitions.filtering import Happened, Present
from judging.admin.assignments import JurorInline, JurorsForm
from judging.admin.parts import TEAM_KEYS, KeySearch, date, who_and_when
from judging.domain.assignment import assign
from judging.domain.screening import admit, exclude_entry
from judging.models import Entry


class JurorFilter(admin.SimpleListFilter):
    """Whether an entry has the jurors that it needs to be ranked."""

    title = gettext_lazy("jurors")
    parameter_name = "jurors"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("none", gettext_lazy("No juror yet")),
            ("few", gettext_lazy("Fewer than needed")),
            ("enough", gettext_lazy("Enough")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        wanted = {
            "none": Q(assigned=0),
            "few": Q(assigned__lt=F("round__evaluations_minimum")),
            "enough": Q(assigned__gte=F("round__evaluations_minimum")),
        }
        return queryset.filter(wanted.get(self.value() or "", Q()))


@admin.register(Entry)
class EntryAdmin(KeySearch, VerbAdmin):
    edition_lookup = "round__phase__competition"
    list_display = ("project_title", "team", "jurors", "state")
    list_filter = (("round", Present), JurorFilter, ("version__theme", Present), ("excluded_at", Happened))
    search_fields = ("project__title_key", *(f"project__team__{key}" for key in TEAM_KEYS))
    actions = ("give_jurors", "take_out", "take_in")
    inlines = (JurorInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        live, finished = Q(assignments__closed_at=None), Q(assignments__evaluation__finished_at__isnull=False)
        rows = super().get_queryset(request).select_related("version", "project__team", "round")
        counted: QuerySet[Any] = rows.annotate(
            assigned=Count("assignments", filter=live), finished=Count("assignments", filter=live & finished)
        )
        return counted.defer("version__content")

    @admin.display(description=gettext_lazy("project"), ordering="version__title")
    def project_title(self, entry: Entry) -> str:
        return entry.version.title

    @admin.display(description=gettext_lazy("team"), ordering="project__team__name_ar_key")
    def team(self, entry: Entry) -> str:
        return entry.team.display_name

    @admin.display(description=gettext_lazy("evaluations"), ordering="assigned")
    def jurors(self, entry: Any) -> str:
        if not entry.assigned:
            return _("No juror yet")
        return _("%(finished)d of %(assigned)d finished") % {"finished": entry.finished, "assigned": entry.assigned}

    @admin.display(description=gettext_lazy("state"), ordering="excluded_at")
    def state(self, entry: Entry) -> str:
        if entry.excluded_at is None:
            return pgettext("entry", "Admitted") if entry.screened_at else pgettext("entry", "Not examined")
        if entry.under_reserve_at is not None:
            return _("Judged under reserve")
        about = {"date": date(entry.excluded_at), "reason": entry.excluded_because}
        return _("Excluded on %(date)s: %(reason)s") % about

    @admin.action(description=gettext_lazy("Give the selected entries jurors"), permissions=["view"])
    def give_jurors(self, request: HttpRequest, queryset: QuerySet[Entry]) -> HttpResponse | None:
        form, entries = JurorsForm(answer(request), request=request), list(queryset)
        title = _("Give the selected entries jurors")
        question = ask(self, request, entries, name="give_jurors", title=title, form=form)
        if question is None:
            pairs = [(entry, juror) for entry in entries for juror in form.cleaned_data["jurors"]]
            about = who_and_when(request)
            acts = [(str(entry), partial(assign, entry=entry, juror=juror, **about)) for entry, juror in pairs]
            do_each(self, request, acts)
        return question

    @admin.action(description=gettext_lazy("Exclude the selected entries"), permissions=["view"])
    def take_out(self, request: HttpRequest, queryset: QuerySet[Entry]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="take_out",
            title=_("Exclude the selected entries"),
            form_class=ReasonForm,
            act=lambda entry, values: exclude_entry(entry=entry, reason=values["reason"], **who_and_when(request)),
        )

    @admin.action(description=gettext_lazy("Admit the selected entries again"), permissions=["view"])
    def take_in(self, request: HttpRequest, queryset: QuerySet[Entry]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="take_in",
            title=_("Admit the selected entries again"),
            act=lambda entry, _values: admit(entry=entry, **who_and_when(request)),
        )
