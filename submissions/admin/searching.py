"""Searching by folded columns, so that hamzas, accents and tashkeel may be typed or left out."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from competitions.folding import fold

TEAM_KEYS = ("team__name_ar_key", "team__name_latin_key")


class KeySearch(admin.ModelAdmin):  # type: ignore[type-arg]
    """`search_fields` name columns that hold folded texts; every word must stand in one of them."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        for word in fold(search_term).split():
            found = Q()
            for column in self.search_fields:
                found |= Q(**{f"{column}__contains": word})
            queryset = queryset.filter(found)
        return queryset, False


def through(path: str, *columns: str) -> tuple[str, ...]:
    """The columns as they are reached over `path`."""
    return tuple(f"{path}__{column}" for column in columns)
