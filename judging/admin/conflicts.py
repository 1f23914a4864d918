"""Conflicts of interest: seen, recorded on a juror's word, lifted with a reason."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from competitions.administration import VerbAdmin
from competitions.asking import ReasonForm, ask_then_act
from competitions.filtering import Happened, Present
from judging.admin.parts import KeySearch, date, when, who_and_when
from judging.admin.rounds import own
from judging.domain import conflicts
from judging.models import Challenge, Conflict, ConflictDeclaration, ConflictPolicy
from teams.models import Role, Team, User


class ConflictForm(forms.ModelForm):  # type: ignore[type-arg]
    """As a juror said it to the organiser."""

    reason = forms.CharField(label=gettext_lazy("reason"), widget=forms.Textarea(attrs={"rows": 3}))


@admin.register(Conflict)
class ConflictAdmin(KeySearch, VerbAdmin):
    edition_lookup = "team__competition"
    form = ConflictForm
    list_display = ("juror", "team", "kind", "bars", "source", "recorded", "state")
    list_filter = (("team__competition", Present), "kind", "source", ("juror", Present), ("lifted_at", Happened))
    list_select_related = ("juror", "team")
    search_fields = ("juror__name_ar_key", "juror__name_latin_key", "team__name_ar_key", "team__name_latin_key")
    fields = ("juror", "team", "reason")
    actions = ("lift",)
    # A conflict tells its own history: recorded and lifted, when and by whom.
    history_view = admin.ModelAdmin.history_view

    recorded = when("declared_at", gettext_lazy("recorded"), date)

    @admin.display(description=gettext_lazy("state"), ordering="lifted_at")
    def state(self, conflict: Conflict) -> str:
        if conflict.lifted_at is None:
            return pgettext("conflict", "Stands")
        about = {"date": date(conflict.lifted_at), "reason": conflict.lifted_because}
        return _("Lifted on %(date)s: %(reason)s") % about

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "juror":
            roles = own(Role.objects.filter(kind=Role.Kind.JUROR, until=None), request, "competition")
            kwargs["queryset"] = User.objects.filter(pk__in=roles.values("person"))
        if db_field.name == "team":
            kwargs["queryset"] = own(Team.objects.active(), request, "competition")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_verb(self, request: HttpRequest, form: Any) -> Conflict:
        return conflicts.declare(**form.cleaned_data, **who_and_when(request))

    @admin.action(description=gettext_lazy("Lift the selected conflicts"), permissions=["view"])
    def lift(self, request: HttpRequest, queryset: QuerySet[Conflict]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset.select_related("team__competition"),
            name="lift",
            title=_("Lift the selected conflicts"),
            form_class=ReasonForm,
            act=lambda conflict, values: conflicts.lift(
                conflict=conflict, reason=values["reason"], **who_and_when(request)
            ),
        )


@admin.register(ConflictPolicy)
class ConflictPolicyAdmin(VerbAdmin):
    """Decided on the page that shows how many jurors remain for each team."""

    list_display = ("competition", "kind", "effect")
    list_filter = (("competition", Present), "kind")
    list_select_related = ("competition",)


@admin.register(ConflictDeclaration)
class ConflictDeclarationAdmin(KeySearch, VerbAdmin):
    """Who has looked at the teams before reading a project, and when."""

    list_display = ("juror", "competition", "declared", "teams_declared")
    list_filter = (("competition", Present), ("juror", Present))
    list_select_related = ("juror", "competition")
    search_fields = ("juror__name_ar_key", "juror__name_latin_key")
    history_view = admin.ModelAdmin.history_view

    declared = when("declared_at", gettext_lazy("declared"), date)


@admin.register(Challenge)
class ChallengeAdmin(KeySearch, VerbAdmin):
    """That a team has challenged a juror, and what was decided; what the team said is for the president alone."""

    edition_lookup = "team__competition"
    list_display = ("team", "juror", "made", "is_upheld", "decided")
    list_filter = (("team__competition", Present), ("decided_at", Happened))
    list_select_related = ("team", "juror")
    search_fields = ("juror__name_ar_key", "juror__name_latin_key", "team__name_ar_key", "team__name_latin_key")
    fields = ("team", "juror", "made_by", "made_at", "is_upheld", "decision", "decided_by", "decided_at")
    history_view = admin.ModelAdmin.history_view

    made = when("made_at", gettext_lazy("made"), date)
    decided = when("decided_at", gettext_lazy("decided"), date)
