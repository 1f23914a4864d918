"""What this room's admin pages share: searching names, and rows of one's own editions."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from competitions.administration import VerbInline
from competitions.folding import fold

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


def arrived(request: HttpRequest) -> datetime:
    """When the request arrived."""
    at: datetime = request.received_at  # type: ignore[attr-defined]
    return at
