"""How the admin shows everything and changes it only through the verbs.

A `VerbAdmin` is read-only. A room that has a verb for a change names it in `add_verb` or `change_verb`, and the admin
calls it instead of saving the object; what the verb refuses is said beside what was typed.
"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin

from competitions.refusals import Refusal


class EditionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Seen by superusers and by the organisers of the editions that the rows belong to; changed by nobody."""

    # From a row to its edition; None for what belongs to no edition (departments), which every organiser sees.
    edition_lookup: str | None = "competition"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if request.user.is_superuser or self.edition_lookup is None:
            return rows
        return rows.filter(**{f"{self.edition_lookup}__in": request.user.organised_editions()})  # type: ignore[union-attr]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        user = request.user
        if not (user.is_active and user.is_staff):
            return False
        return user.is_superuser or user.organised_editions().exists()  # type: ignore[union-attr]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class VerbAdmin(SimpleHistoryAdmin, EditionAdmin):
    """Changed through domain verbs.

    `add_verb(self, request, form)` and `change_verb(self, request, obj, form)` call one and return the saved object.
    """

    add_verb: Any = None
    change_verb: Any = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.add_verb is not None and self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.change_verb is not None and self.has_view_permission(request)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        return form.instance

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        verb = self.change_verb if change else self.add_verb
        if verb is None:
            raise ImproperlyConfigured(f"{type(self).__name__} has no verb for this change.")
        saved = verb(request, obj, form) if change else verb(request, form)
        obj.pk = saved.pk
        obj.refresh_from_db()

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            # The transaction is rolled back; a second pass shows the refusal beside what was typed.
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return form if refusal is None else _refused(form, refusal)


def _refused(form: type[BaseModelForm[Any]], refusal: Refusal) -> type[BaseModelForm[Any]]:
    """The same form, whose validation ends with what the verb refused."""

    def clean(self: Any) -> Any:
        cleaned = form.clean(self)
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
        return cleaned

    return type(form.__name__, (form,), {"clean": clean})
