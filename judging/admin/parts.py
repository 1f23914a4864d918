"""What the room's admin pages share: searching folded columns, and small words for verbs and columns."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from competitions import wording
from competitions.folding import fold
from judging.domain.planning import Texts

LANGUAGES = ("ar", "fr", "en")
TEAM_KEYS = ("name_ar_key", "name_latin_key")


class KeySearch(admin.ModelAdmin):  # type: ignore[type-arg]
    """Searches the columns in `search_fields`, which hold folded text, for the folded words."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        for word in fold(search_term).split():
            queryset = queryset.filter(
                Q.create([(f"{column}__contains", word) for column in self.search_fields], connector=Q.OR)
            )
        return queryset, False


def who_and_when(request: HttpRequest) -> dict[str, Any]:
    """`by` and `at` for a verb."""
    return {"by": request.user, "at": request.received_at}  # type: ignore[attr-defined]


def texts(cleaned: dict[str, Any], field: str) -> Texts:
    """What was typed in a translated field, by language."""
    return {language: cleaned.get(f"{field}_{language}") or "" for language in LANGUAGES}


def in_languages(*names: str) -> tuple[str, ...]:
    """The language columns of translated fields, field by field."""
    return tuple(f"{name}_{language}" for name in names for language in LANGUAGES)


def moment(at: Any) -> str:
    """An instant in words, "" for none."""
    return wording.moment(at) if at else ""


def date(at: Any) -> str:
    """The date of an instant, for a column; "" for none."""
    return wording.date_of(at) if at else ""


def when(field: str, label: Any, say: Callable[[Any], str] = moment) -> Any:
    """A column with the instant of `field` in words; with `say=date` its day alone. Attribute of a ModelAdmin."""

    @admin.display(description=label, ordering=field)
    def column(_admin: Any, row: Any) -> str:
        return say(getattr(row, field))

    return column
