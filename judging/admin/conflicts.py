"""Conflicts of interest: seen, recorded on a juror's word, lifted with a reason."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.administration import VerbAdmin
from judging.admin.parts import KeySearch, ReasonActionForm, for_each, moment, who_and_when
from judging.admin.rounds import own
from judging.domain import conflicts
from judging.models import Conflict
from teams.models import Role, Team, User


class ConflictForm(forms.ModelForm):  # type: ignore[type-arg]
    """As a juror said it to the organiser."""

    reason = forms.CharField(label=gettext_lazy("reason"), widget=forms.Textarea(attrs={"rows": 3}))


@admin.register(Conflict)
class ConflictAdmin(KeySearch, VerbAdmin):
    edition_lookup = "team__competition"
    form = ConflictForm
    list_display = ("juror", "team", "kind", "source", "recorded", "lifted", "lifted_because")
    list_filter = ("team__competition", "kind", "source", ("lifted_at", admin.EmptyFieldListFilter))
    list_select_related = ("juror", "team")
    search_fields = ("juror__name_ar_key", "juror__name_latin_key", "team__name_ar_key", "team__name_latin_key")
    fields = ("juror", "team", "reason")
    actions = ("lift",)
    action_form = ReasonActionForm
    # A conflict tells its own history: recorded and lifted, when and by whom.
    history_view = admin.ModelAdmin.history_view

    @admin.display(description=gettext_lazy("recorded"), ordering="declared_at")
    def recorded(self, conflict: Conflict) -> str:
        return moment(conflict.declared_at)

    @admin.display(description=gettext_lazy("lifted"), ordering="lifted_at")
    def lifted(self, conflict: Conflict) -> str:
        return moment(conflict.lifted_at)

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "juror":
            roles = own(Role.objects.filter(kind=Role.Kind.JUROR, until=None), request, "competition")
            kwargs["queryset"] = User.objects.filter(pk__in=roles.values("person"))
        if db_field.name == "team":
            kwargs["queryset"] = own(Team.objects.active(), request, "competition")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_verb(self, request: HttpRequest, form: Any) -> Conflict:
        return conflicts.declare(**form.cleaned_data, **who_and_when(request))

    @admin.action(description=gettext_lazy("Lift the selected conflicts, for the reason given"))
    def lift(self, request: HttpRequest, queryset: QuerySet[Conflict]) -> None:
        reason = request.POST.get("reason", "")

        def verb(conflict: Conflict) -> Conflict:
            return conflicts.lift(conflict=conflict, reason=reason, **who_and_when(request))

        for_each(self, request, queryset.select_related("team__competition"), verb, _("lifted."))
