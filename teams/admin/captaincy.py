"""Captains who have disappeared, as their members report them; the organiser appoints another or answers."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Exists, ForeignKey, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.administration import VerbAdmin
from competitions.filtering import Present
from teams.admin.parts import TEAM_KEYS, KeySearch, arrived
from teams.domain.captaincy import appoint_captain, settle_without_change
from teams.models import CaptainAbsence, User


class WaitingFilter(admin.SimpleListFilter):
    """Reports that wait for an answer; one whose captain has come back waits no longer."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", gettext_lazy("Waits for an answer")), ("over", gettext_lazy("Settled"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = {"waiting": True, "over": False}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(waits=wanted)


@admin.register(CaptainAbsence)
class CaptainAbsenceAdmin(KeySearch, VerbAdmin):
    edition_lookup = "team__competition"
    list_display = ("team", "captain", "last_here", "reported_by", "reported", "state")
    list_filter = (("team__competition", Present), WaitingFilter)
    list_select_related = ("team", "captain", "reported_by", "new_captain")
    search_fields = TEAM_KEYS
    history_view = admin.ModelAdmin.history_view
    object_history_template = admin.ModelAdmin.object_history_template
    fields = ("team", "captain", "last_here", "reported_by", "word", "reported_at", "state", "new_captain", "answer")
    readonly_fields = ("team", "captain", "last_here", "reported_by", "word", "reported_at", "state")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        waiting = CaptainAbsence.objects.waiting().filter(pk=OuterRef("pk"))
        rows: Any = super().get_queryset(request)
        annotated: QuerySet[Any] = rows.annotate(waits=Exists(waiting))
        return annotated

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.waits)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        request.absence = obj  # type: ignore[attr-defined]
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        absence = getattr(request, "absence", None)
        if db_field.name == "new_captain":
            members = absence.team.members().exclude(pk=absence.captain_id) if absence else User.objects.none()
            kwargs |= {"queryset": members, "empty_label": _("Nobody: the captain stays")}
            kwargs["help_text"] = _("All members are told, with what you write below as the reason.")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "answer" and field is not None:
            field.label, field.required = _("Answer, or the reason for another captain"), True
            field.widget = forms.Textarea(attrs={"rows": 3, "dir": "auto", "maxlength": 500})
        return field

    def change_verb(self, request: HttpRequest, absence: CaptainAbsence, form: Any) -> CaptainAbsence:
        chosen, words = form.cleaned_data["new_captain"], form.cleaned_data["answer"]
        about: Any = {"by": request.user, "at": arrived(request)}
        if chosen is None:
            return settle_without_change(absence=absence, answer=words, **about)
        appoint_captain(team=absence.team, to=chosen, reason=words, **about)
        return absence

    @admin.display(description=gettext_lazy("last visit"), ordering="captain__seen_at")
    def last_here(self, absence: CaptainAbsence) -> str:
        seen = absence.captain.seen_at
        return wording.date_of(seen) if seen else _("never")

    @admin.display(description=gettext_lazy("reported"), ordering="reported_at")
    def reported(self, absence: CaptainAbsence) -> str:
        return wording.date_of(absence.reported_at)

    @admin.display(description=gettext_lazy("state"), ordering="settled_at")
    def state(self, absence: Any) -> str:
        if absence.waits:
            return _("Waits for an answer")
        if absence.new_captain:
            return _("Another captain: %(name)s") % {"name": absence.new_captain.display_name}
        if absence.settled_by_id:
            return _("Answered on %(date)s") % {"date": wording.date_of(absence.settled_at)}
        return _("Closed by itself: the captain came back, or leads the team no longer")
