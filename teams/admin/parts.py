"""What this room's admin pages share: searching names, moments in words, rows below, and a question before an act."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.administration import VerbInline
from competitions.folding import fold
from competitions.refusals import Refusal

PERSON_KEYS = ("person__name_ar_key", "person__name_latin_key", "person__email")
TEAM_KEYS = ("team__name_ar_key", "team__name_latin_key")


class KeySearch(admin.ModelAdmin):  # type: ignore[type-arg]
    """`search_fields` are columns that hold folded names, or addresses; every word must stand in one of them."""

    search_help_text = gettext_lazy("Name in Arabic or Latin script, or address; hamzas and case do not matter.")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        for word in fold(search_term).split():
            found = Q()
            for column in self.search_fields:
                found |= Q(**{f"{column}__contains": word})
            queryset = queryset.filter(found)
        return queryset, False


class OwnEditionsInline(VerbInline):
    """Rows of the organiser's own editions, whatever else the person or team above has elsewhere."""

    edition_lookup = "competition"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        return rows.filter(**{f"{self.edition_lookup}__in": request.user.organised_editions()})  # type: ignore[union-attr]


class SureForm(forms.Form):
    """Nothing to type: the question is whether it is meant."""


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


Act = Callable[[Any, dict[str, Any]], object]


def ask_then_act(
    model_admin: admin.ModelAdmin,  # type: ignore[type-arg]
    request: HttpRequest,
    rows: Iterable[Model],
    *,
    name: str,
    title: Any,
    act: Act,
    form_class: type[forms.Form] = SureForm,
) -> HttpResponse | None:
    """Ask whether the action called `name` is meant, then do `act` to each row; refusals are said row by row."""
    form = form_class(request.POST if "meant" in request.POST else None)
    chosen = list(rows)
    if not form.is_valid():
        context = {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.model._meta,
            "title": title,
            "rows": chosen,
            "form": form,
            "action": name,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "teams/admin/sure.html", context)
    done = 0
    for row in chosen:
        try:
            act(row, form.cleaned_data)
            done += 1
        except Refusal as refusal:
            model_admin.message_user(request, f"{row}: {refusal}", messages.ERROR)
    if done:
        model_admin.message_user(request, _("Done: %(count)d of %(total)d.") % {"count": done, "total": len(chosen)})
    return None


def arrived(request: HttpRequest) -> datetime:
    """When the request arrived."""
    at: datetime = request.received_at  # type: ignore[attr-defined]
    return at
