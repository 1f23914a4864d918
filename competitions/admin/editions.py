"""Editions with their themes and phases."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.administration import FoldedSearch, VerbAdmin, VerbStack
from competitions.domain import editions
from competitions.filtering import Happened, Present
from competitions.forms import PhaseForm
from competitions.models import Competition, KeyFigure, Partner, Phase, Theme
from competitions.refusals import Refusal

LANGUAGES = ("ar", "fr", "en")
RULES = (
    *("team_size_min", "team_size_max", "disciplines_min", "women_target", "women_target_is_bar"),
    *("vouching_days", "captain_absence_days", "time_zone"),
)
RETENTION = ("retention_months", "retention_warned_at", "retention_ended_at")


def in_languages(*names: str) -> tuple[str, ...]:
    """The language columns of translated fields, field by field."""
    return tuple(f"{name}_{language}" for name in names for language in LANGUAGES)


class DetailInline(VerbStack):
    def save_verb(self, request: HttpRequest, row: Any, values: dict[str, Any]) -> None:
        editions.save_detail(row, values=values, by=request.user, at=request.received_at)  # type: ignore[attr-defined]

    def remove_verb(self, request: HttpRequest, row: Any) -> None:
        editions.remove_detail(row, by=request.user, at=request.received_at)  # type: ignore[attr-defined]


class PartnerInline(DetailInline):
    model = Partner
    fields = (*in_languages("name"), "order")


class KeyFigureInline(DetailInline):
    model = KeyFigure
    fields = ("value", *in_languages("label"), "order")


@admin.register(Competition)
class CompetitionAdmin(FoldedSearch, VerbAdmin):
    edition_lookup = "pk"
    list_display = ("name", "slug", "published")
    list_filter = (("published_at", Happened),)
    search_fields = ("slug", "name_ar", "name_fr", "name_en")
    inlines = (PartnerInline, KeyFigureInline)
    actions = ("publish",)
    readonly_fields = ("published_at", "retention_warned_at", "retention_ended_at")
    fieldsets = (
        (None, {"fields": ("slug", *in_languages("name", "tagline", "organiser_name"), "published_at")}),
        (gettext_lazy("Rules for teams"), {"fields": RULES}),
        (gettext_lazy("Personal data"), {"fields": RETENTION}),
        (gettext_lazy("Texts"), {"fields": in_languages("about", "rules_text")}),
    )

    @admin.display(description=gettext_lazy("visible since"), ordering="published_at")
    def published(self, competition: Competition) -> str:
        return wording.moment(competition.published_at) if competition.published_at else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser and super().has_add_permission(request))

    def add_verb(self, request: HttpRequest, form: Any) -> Competition:
        return editions.create_edition(
            values=form.cleaned_data,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )

    def change_verb(self, request: HttpRequest, competition: Competition, form: Any) -> Competition:
        return editions.edit_edition(
            competition,
            values=form.cleaned_data,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )

    @admin.action(description=gettext_lazy("Publish the selected editions"))
    def publish(self, request: HttpRequest, queryset: QuerySet[Competition]) -> None:
        for competition in queryset:
            try:
                editions.publish_edition(competition, by=request.user, at=request.received_at)  # type: ignore[attr-defined]
            except Refusal as refusal:
                self.message_user(request, f"{competition}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, _("%(edition)s is published.") % {"edition": competition}, messages.SUCCESS)


@admin.register(Theme)
class ThemeAdmin(FoldedSearch, VerbAdmin):
    list_display = ("name", "competition", "key", "order")
    list_filter = (("competition", Present),)
    list_select_related = ("competition",)
    search_fields = ("key", "name_ar", "name_fr", "name_en")
    fields = ("competition", "key", *in_languages("name", "description"), "order")

    def get_readonly_fields(self, request: HttpRequest, obj: Theme | None = None) -> tuple[str, ...]:
        return ("competition",) if obj else ()

    def add_verb(self, request: HttpRequest, form: Any) -> Theme:
        values = dict(form.cleaned_data)
        return editions.create_theme(
            values.pop("competition"),
            values=values,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )

    def change_verb(self, request: HttpRequest, theme: Theme, form: Any) -> Theme:
        return editions.edit_theme(
            theme,
            values=form.cleaned_data,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )


@admin.register(Phase)
class PhaseAdmin(FoldedSearch, VerbAdmin):
    form = PhaseForm
    list_display = ("name", "competition", "kind", "opens", "closes")
    list_filter = (("competition", Present), "kind", ("closed_at", Happened))
    list_select_related = ("competition",)
    search_fields = ("key", "name_ar", "name_fr", "name_en")
    fields = ("competition", "key", "kind", *in_languages("name"), "opens_at", "closes_at", "grace_seconds")

    @admin.display(description=gettext_lazy("opens"), ordering="opens_at")
    def opens(self, phase: Phase) -> str:
        return wording.moment(phase.opens_at, zone=phase.competition.time_zone)

    @admin.display(description=gettext_lazy("last minute that counts"), ordering="closes_at")
    def closes(self, phase: Phase) -> str:
        return wording.last_minute(phase.closes_at, zone=phase.competition.time_zone)

    def get_fields(self, request: HttpRequest, obj: Phase | None = None) -> tuple[str, ...]:
        """Of a phase that moves only for a reason, the reason too."""
        asked = ("reason",) if obj is not None and editions.why_a_reason(obj) else ()
        return (*self.fields, *asked)

    def get_readonly_fields(self, request: HttpRequest, obj: Phase | None = None) -> tuple[str, ...]:
        return ("competition",) if obj else ()

    def add_verb(self, request: HttpRequest, form: Any) -> Phase:
        values = dict(form.cleaned_data)
        return editions.create_phase(
            values.pop("competition"),
            opens_at=values.pop("opens_at"),
            closes_at=values.pop("closes_at"),
            values=values,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )

    def change_verb(self, request: HttpRequest, phase: Phase, form: Any) -> Phase:
        values = dict(form.cleaned_data)
        by, at = request.user, request.received_at  # type: ignore[attr-defined]
        moved = {name: values.pop(name) for name in ("opens_at", "closes_at")}
        reason = values.pop("reason", "")
        editions.edit_phase(phase, values=values, by=by, at=at)
        return editions.move_phase(phase, **moved, reason=reason, by=by, at=at)
