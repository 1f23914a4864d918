"""Panels of juries and drawings by lot: read here, changed on the pages of the round."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from competitions.administration import EditionAdmin, VerbAdmin, VerbInline
from competitions.filtering import Happened, Present
from judging.admin.parts import when
from judging.models import Draw, Panel, PanelMember


class MemberInline(VerbInline):
    """Who sits in the panel above."""

    model = PanelMember
    fields = ("juror",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).select_related("juror")
        return rows


@admin.register(Panel)
class PanelAdmin(VerbAdmin):
    edition_lookup = "round__phase__competition"
    list_display = ("__str__", "round", "jurors", "projects")
    list_filter = (("round", Present),)
    fields = ("round", "number")
    inlines = (MemberInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("round")
        counted: QuerySet[Any] = rows.annotate(
            juror_count=Count("members", distinct=True), entry_count=Count("entries", distinct=True)
        )
        return counted

    @admin.display(description=_("jurors"), ordering="juror_count")
    def jurors(self, panel: Any) -> int:
        return int(panel.juror_count)

    @admin.display(description=_("projects"), ordering="entry_count")
    def projects(self, panel: Any) -> int:
        return int(panel.entry_count)


@admin.register(Draw)
class DrawAdmin(EditionAdmin):
    edition_lookup = "round__phase__competition"
    list_display = ("seed", "purpose", "round", "published", "drawn")
    list_filter = (("round", Present), "purpose", ("drawn_at", Happened))
    list_select_related = ("round", "published_by", "drawn_by")
    fields = ("round", "purpose", "seed", "published_by", "published", "drawn_by", "drawn", "inputs", "result")

    published = when("published_at", _("seed published"))
    drawn = when("drawn_at", _("drawn"))
