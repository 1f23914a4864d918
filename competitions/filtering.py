"""Filters of the admin's lists: choices in words, and only such as lead to rows that the person sees."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


class Happened(admin.EmptyFieldListFilter):
    """Whether something has taken place, by the field that keeps its instant: "not yet" or "yes"."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        words = (_("All"), pgettext("it has happened", "Not yet"), pgettext("it has happened", "Yes"))
        for choice, word in zip(super().choices(changelist), words, strict=True):
            choice["display"] = word
            yield choice


class Present(admin.RelatedOnlyFieldListFilter):
    """What the list's own rows belong to, with its edition's name where several editions come together."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        rows = self._present(field, request, model_admin)
        edition = self._edition_of(field, model_admin)
        if edition is None:
            return [(str(row.pk), str(row)) for row in rows]
        named = [(row, attrgetter(edition.replace("__", "."))(row)) for row in rows.select_related(edition)]
        several = len({competition.pk for _row, competition in named}) > 1
        return [(str(row.pk), f"{row} · {competition}" if several else str(row)) for row, competition in named]

    def _present(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        shown = model_admin.get_queryset(request).order_by().values(f"{self.field_path}__pk")
        rows = field.related_model._default_manager.filter(pk__in=shown)
        ordering = self.field_admin_ordering(field, request, model_admin)
        return rows.order_by(*ordering) if ordering else rows

    def _edition_of(self, field: Any, model_admin: Any) -> str | None:
        """The way from a choice to its edition, where it has one and is none itself."""
        registered = model_admin.admin_site._registry.get(field.related_model)
        lookup: str | None = getattr(registered, "edition_lookup", None)
        return None if lookup == "pk" else lookup
