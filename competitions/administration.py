"""How the admin shows everything and changes it only through the verbs.

A `VerbAdmin` is read-only. A room that has a verb for a change names it in `add_verb` or `change_verb`, and the admin
calls it instead of saving the object; what the verb refuses is said beside what was typed. Rows in a table below, a
`VerbInline`, have their own verbs.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ImproperlyConfigured
from django.db.models import ForeignKey, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField
from simple_history.admin import SimpleHistoryAdmin

from competitions.folding import fold
from competitions.history import ReadableChanges
from competitions.models import Competition
from competitions.refusals import Refusal
from competitions.registries import panels
from competitions.wording import direction


class Fields(admin.options.BaseModelAdmin):  # type: ignore[type-arg]
    """Fields of one language are typed in the direction of that language; a choice of a row is a choice and no more."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, TranslationField) and field is not None:
            field.widget.attrs |= {"lang": db_field.language, "dir": direction(db_field.language)}
            language = dict(settings.LANGUAGES)[db_field.language]
            field.label = format_lazy("{} ({})", capfirst(db_field.translated_field.verbose_name), language)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Without the signs beside it that open other pages in windows of their own.
            field.widget = field.widget.widget
        return field


class EditionAdmin(Fields, admin.ModelAdmin):  # type: ignore[type-arg]
    """Seen by superusers and by the organisers of the editions that the rows belong to; changed by nobody."""

    # From a row to its edition; None for what belongs to no edition (departments), which every organiser sees.
    edition_lookup: str | None = "competition"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if request.user.is_superuser or self.edition_lookup is None:
            return rows
        return rows.filter(**{f"{self.edition_lookup}__in": request.user.organised_editions()})  # type: ignore[union-attr]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row, if it is among those that the person sees. Raises Http404 alike for others' rows and for none."""
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        return row

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, headed by what it holds rather than by what to choose from it."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, extra_context=title | (extra_context or {}))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page of a row or of a new one, headed by what it is: Django's sentences fit no gender and no vowel.

        Below stands what is registered for its model as panels, at `admin:<label>`.
        """
        name, row = self.opts.verbose_name, context.get("original")
        context["title"] = capfirst(name) if row else _("Add: %(name)s") % {"name": name}
        context["panels"] = panels.rendered(f"admin:{self.opts.label_lower}", request, row) if row else []
        return super().render_change_form(request, context, *args, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        user = request.user
        if not (user.is_active and user.is_staff):
            return False
        return user.is_superuser or user.organises_an_edition

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class FoldedSearch(admin.ModelAdmin):  # type: ignore[type-arg]
    """Searches names however their hamzas and accents are typed; for tables of hundreds of rows, not of thousands."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        wanted = fold(search_term)
        if not wanted:
            return queryset, False
        rows = queryset.values_list("pk", *self.search_fields)
        found = [pk for pk, *texts in rows if any(wanted in fold(text or "") for text in texts)]
        return queryset.filter(pk__in=found), False


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

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Competition:
            editions = _editions_of(request)
            kwargs.setdefault("queryset", editions)
            # The newest is almost always the one that is meant.
            kwargs.setdefault("initial", editions.order_by("-pk").values_list("pk", flat=True).first())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> ReadableChanges:
        return ReadableChanges(self.model, historical_record)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        return form.instance

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        verb = self.change_verb if change else self.add_verb
        if verb is None:
            raise ImproperlyConfigured(f"{type(self).__name__} has no verb for this change.")
        saved = verb(request, obj, form) if change else verb(request, form)
        obj.pk = saved.pk
        obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        # Without the form's own many-to-many rows: whatever they are, the verb writes them.
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        formset.inline.save_rows(request, formset)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        self._require_sight(request, object_id)
        response: HttpResponse = super().history_view(request, object_id, extra_context)
        return response

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """An earlier state is looked at, never brought back: that would pass the verbs by."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET"])
        if not hasattr(self.model, "history"):
            raise Http404
        self._require_sight(request, object_id)
        response: HttpResponse = super().history_form_view(request, object_id, version_id, extra_context)
        return response

    def _require_sight(self, request: HttpRequest, object_id: str) -> None:
        """Raises Http404 for the history of what the person does not see; of what is gone, only superusers read it.

        The history's own view, finding no row, takes it for a deleted one and shows its records to every staff.
        """
        if not request.user.is_superuser:
            self.get_object(request, unquote(object_id))

    def revert_disabled(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

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
        form = _with_named_parts(super().get_form(request, obj, change=change, **kwargs))
        refusal = getattr(request, "refusal", None)
        return form if refusal is None else _refused(form, refusal)


class VerbRows(Fields, InlineModelAdmin):  # type: ignore[type-arg]
    """Rows below an object, each written by `save_verb(self, request, row, values)` and `remove_verb(…, row)`.

    Without a verb they are shown and stay as they are.
    """

    extra = 0
    save_verb: Any = None
    remove_verb: Any = None

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.inline = self  # type: ignore[attr-defined]
        _with_named_parts(formset.form)
        return formset

    def save_rows(self, request: HttpRequest, formset: Any) -> None:
        """Call the verbs for what has changed; `formset.save(commit=False)` has said what."""
        for row in formset.deleted_objects:
            self.remove_verb(request, row)
        for form in formset.forms:
            # Without the right to remove rows there is no box for it.
            goes = form.cleaned_data.get("DELETE") or form.instance in formset.deleted_objects
            if form.has_changed() and not goes:
                names = set(form.cleaned_data) - {"DELETE", formset.fk.name, self.model._meta.pk.name}
                self.save_verb(request, form.instance, {name: form.cleaned_data[name] for name in names})

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self._parent().has_view_permission(request, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.save_verb is not None and self._parent_may_change(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.save_verb is not None and self._parent_may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.remove_verb is not None and self._parent_may_change(request, obj)

    def _parent(self) -> Any:
        return self.admin_site.get_model_admin(self.parent_model)

    def _parent_may_change(self, request: HttpRequest, obj: Any) -> bool:
        parent = self._parent()
        return bool(parent.has_change_permission(request, obj) if obj else parent.has_add_permission(request))


class VerbInline(VerbRows, admin.TabularInline):  # type: ignore[type-arg]
    """A row of the table each: for few and narrow fields."""


class VerbStack(VerbRows, admin.StackedInline):  # type: ignore[type-arg]
    """A small form each: for texts in three languages."""


def _editions_of(request: HttpRequest) -> QuerySet[Any]:
    """The editions that the person runs."""
    if request.user.is_superuser:
        return Competition.objects.all()
    return request.user.organised_editions()  # type: ignore[union-attr]


def _with_named_parts(form: Any) -> Any:
    """The form, where a date and its hour each have a name: Django's label stands for neither."""
    for field in form.base_fields.values():
        if isinstance(field.widget, forms.SplitDateTimeWidget):
            # Lazy, because fields that a form declares are shared by all requests.
            for part, name in zip(field.widget.widgets, (_("date"), _("hour")), strict=True):
                part.attrs["aria-label"] = format_lazy("{}: {}", field.label, name)
    return form


def _refused(form: Any, refusal: Refusal) -> Any:
    """The same form, whose validation ends with what the verb refused."""

    def clean(self: Any) -> Any:
        cleaned = form.clean(self)
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
        return cleaned

    return type(form.__name__, (form,), {"clean": clean})
