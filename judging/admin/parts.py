"""What the room's admin pages share: searching folded columns, and actions that call a verb for each row."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from competitions import wording
from competitions.folding import fold
from competitions.refusals import Refusal
from judging.domain.planning import Texts

LANGUAGES = ("ar", "fr", "en")


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


class ReasonActionForm(ActionForm):
    """The bar of actions, with room for a reason."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)


def for_each(
    model_admin: admin.ModelAdmin[Any],
    request: HttpRequest,
    queryset: QuerySet[Any],
    verb: Callable[[Any], Any],
    done: str,
) -> None:
    """Call `verb` for every row; say `done` of those that it took, and what it refused of the others."""
    for row in queryset:
        try:
            verb(row)
        except Refusal as refusal:
            model_admin.message_user(request, f"{row}: {refusal}", messages.ERROR)
        else:
            model_admin.message_user(request, f"{row}: {done}", messages.SUCCESS)


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
