"""Public holidays, by day."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from competitions import wording
from competitions.admin.editions import in_languages
from competitions.administration import FoldedSearch, VerbAdmin
from competitions.domain import holidays
from competitions.models import Holiday


@admin.register(Holiday)
class HolidayAdmin(FoldedSearch, VerbAdmin):
    """They belong to no edition: whatever counts working days skips them."""

    edition_lookup = None
    list_display = ("on_day", "name")
    search_fields = ("name_ar", "name_fr", "name_en")
    fields = ("day", *in_languages("name"))

    @admin.display(description=_("day"), ordering="day")
    def on_day(self, holiday: Holiday) -> str:
        return wording.weekday(holiday.day)

    def add_verb(self, request: HttpRequest, form: Any) -> Holiday:
        return self.change_verb(request, Holiday(), form)

    def change_verb(self, request: HttpRequest, holiday: Holiday, form: Any) -> Holiday:
        return holidays.save_holiday(
            holiday,
            values=form.cleaned_data,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # One at a time: the action over many would pass the verb by.
        return obj is not None and self.has_view_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: Holiday) -> None:
        holidays.remove_holiday(obj, by=request.user, at=request.received_at)  # type: ignore[attr-defined]
