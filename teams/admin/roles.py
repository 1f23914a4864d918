"""Roles: given and ended, never edited."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from competitions import wording
from competitions.asking import ask_then_act
from competitions.filtering import Happened, Present
from teams.admin.focal_points import FocalPointImport
from teams.admin.parts import PERSON_KEYS, KeySearch, arrived
from teams.domain.roles import appoint, dismiss
from teams.models import Role

REASON_ASKED = _("Needed for the jury once it has begun to score: it stands in the public register of changes.")


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"), required=False, help_text=REASON_ASKED, widget=forms.Textarea(attrs={"rows": 2})
    )


class RoleForm(forms.ModelForm):  # type: ignore[type-arg]
    reason = _reason()


class EndForm(forms.Form):
    reason = _reason()


@admin.register(Role)
class RoleAdmin(KeySearch, FocalPointImport):
    list_display = ("person", "kind", "department", "from_day", "to_day", "appointed_by")
    list_filter = (("competition", Present), "kind", ("until", Happened), ("department", Present))
    list_select_related = ("person", "competition", "department", "appointed_by")
    search_fields = PERSON_KEYS
    autocomplete_fields = ("person",)
    actions = ("end_roles",)

    form = RoleForm

    def get_fields(self, request: HttpRequest, obj: Role | None = None) -> tuple[str, ...]:
        given = ("person", "competition", "kind", "department")
        return (*given, "appointed_by", "since", "until") if obj else (*given, "reason")

    @admin.display(description=_("since"), ordering="since")
    def from_day(self, role: Role) -> str:
        return wording.date_of(role.since)

    @admin.display(description=_("until"), ordering="until")
    def to_day(self, role: Role) -> str:
        return wording.date_of(role.until) if role.until else ""

    def add_verb(self, request: HttpRequest, form: Any) -> Role:
        return appoint(**form.cleaned_data, by=request.user, at=arrived(request))  # type: ignore[arg-type]

    @admin.action(description=_("End the selected roles"), permissions=["view"])
    def end_roles(self, request: HttpRequest, queryset: QuerySet[Role]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="end_roles",
            title=_("End the selected roles"),
            form_class=EndForm,
            act=lambda role, values: dismiss(role, **values, by=request.user, at=arrived(request)),  # type: ignore[arg-type]
        )
