"""Mentors and more time: given to a team, in their own lists and on the team's page."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminSplitDateTime
from django.db.models import Count, ForeignKey, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from competitions import wording
from competitions.administration import VerbAdmin, VerbInline
from competitions.asking import ask_then_act
from competitions.filtering import Happened, Present
from competitions.forms import MINUTE
from competitions.models import Phase
from teams.admin.parts import TEAM_KEYS, KeySearch, arrived
from teams.domain.accompaniment import assign_mentor, end_mentorship
from teams.domain.late_access import FOR_TEAMS, grant_late_access
from teams.models import LateAccess, Mentorship, Role, Team, User


def _mentors(request: HttpRequest) -> QuerySet[User]:
    """Who holds the role of mentor in an edition of the organiser's."""
    roles = Role.objects.filter(kind=Role.Kind.MENTOR).active(at=arrived(request))
    if not request.user.is_superuser:
        roles = roles.filter(competition__in=request.user.organised_editions())  # type: ignore[union-attr]
    now = Count("mentorships", filter=Q(mentorships__ended_at=None))
    mentors = User.objects.filter(pk__in=roles.values("person")).annotate(accompanies=now)
    return mentors.order_by("name_latin_key", "pk")


def _phases(request: HttpRequest) -> QuerySet[Phase]:
    phases: QuerySet[Phase] = Phase.objects.filter(kind__in=FOR_TEAMS).select_related("competition")
    if request.user.is_superuser:
        return phases
    return phases.filter(competition__in=request.user.organised_editions())  # type: ignore[union-attr]


def _teams(request: HttpRequest) -> QuerySet[Team]:
    teams: QuerySet[Team] = Team.objects.active().order_by("name_ar_key", "name_latin_key", "pk")
    if request.user.is_superuser:
        return teams
    return teams.filter(competition__in=request.user.organised_editions())  # type: ignore[union-attr]


class MentorChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Mentors by name, each with how many teams they accompany already."""

    def label_from_instance(self, obj: Any) -> str:
        words = ngettext("%(name)s (%(count)d team)", "%(name)s (%(count)d teams)", obj.accompanies)
        return words % {"name": obj.display_name, "count": obj.accompanies}


class MentorForm(forms.Form):
    """Asks which mentor."""

    mentor = MentorChoice(User.objects.none(), label=_("mentor"))

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor"].queryset = _mentors(request)  # type: ignore[attr-defined]


class _Choices:
    """Offers teams, mentors and phases only of the organiser's own editions."""

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "team":
            kwargs["queryset"] = _teams(request)
        if db_field.name == "mentor":
            kwargs |= {"queryset": _mentors(request), "form_class": MentorChoice}
        if db_field.name == "phase":
            kwargs["queryset"] = _phases(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class LateAccessForm(forms.ModelForm):  # type: ignore[type-arg]
    """The end is typed as the last minute that counts, like that of a phase."""

    until = forms.SplitDateTimeField(label=_("last minute that counts"), widget=AdminSplitDateTime)

    class Meta:
        model = LateAccess
        fields = ("team", "phase", "until", "reason_kind", "reason")

    def clean_until(self) -> datetime:
        last_minute: datetime = self.cleaned_data["until"]
        return last_minute + MINUTE


class _AddedOnly(VerbInline):
    """New rows are given through the verb; those that are there stay as they are."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MentorshipInline(_Choices, _AddedOnly):
    model = Mentorship
    fields = ("mentor", "started_at", "ended_at")
    readonly_fields = ("started_at", "ended_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("mentor", "team")

    def save_verb(self, request: HttpRequest, row: Mentorship, values: dict[str, Any]) -> None:
        person: Any = request.user
        assign_mentor(team=row.team, mentor=values["mentor"], by=person, at=arrived(request))


class LateAccessInline(_Choices, _AddedOnly):
    model = LateAccess
    form = LateAccessForm
    fields = ("phase", "until", "reason_kind", "reason", "granted_by", "granted_at")
    readonly_fields = ("granted_by", "granted_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("phase__competition", "team", "granted_by")

    def save_verb(self, request: HttpRequest, row: LateAccess, values: dict[str, Any]) -> None:
        person: Any = request.user
        grant_late_access(team=row.team, **values, by=person, at=arrived(request))


@admin.register(Mentorship)
class MentorshipAdmin(_Choices, KeySearch, VerbAdmin):
    edition_lookup = "team__competition"
    list_display = ("team", "mentor", "assigned_by", "from_day", "to_day")
    list_filter = (("team__competition", Present), ("mentor", Present), ("ended_at", Happened))
    list_select_related = ("team", "mentor", "assigned_by")
    search_fields = (*TEAM_KEYS, "mentor__name_ar_key", "mentor__name_latin_key", "mentor__email")
    actions = ("end_them",)

    def get_fields(self, request: HttpRequest, obj: Mentorship | None = None) -> tuple[str, ...]:
        return ("team", "mentor", "assigned_by", "started_at", "ended_at") if obj else ("team", "mentor")

    @admin.display(description=_("since"), ordering="started_at")
    def from_day(self, mentorship: Mentorship) -> str:
        return wording.date_of(mentorship.started_at)

    @admin.display(description=_("until"), ordering="ended_at")
    def to_day(self, mentorship: Mentorship) -> str:
        return wording.date_of(mentorship.ended_at) if mentorship.ended_at else ""

    def add_verb(self, request: HttpRequest, form: Any) -> Mentorship:
        return assign_mentor(**form.cleaned_data, by=request.user, at=arrived(request))  # type: ignore[arg-type]

    @admin.action(description=_("End the selected accompaniments"), permissions=["view"])
    def end_them(self, request: HttpRequest, queryset: QuerySet[Mentorship]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="end_them",
            title=_("End the selected accompaniments"),
            act=lambda mentorship, _values: end_mentorship(
                mentorship,
                by=request.user,  # type: ignore[arg-type]
                at=arrived(request),
            ),
        )


@admin.register(LateAccess)
class LateAccessAdmin(_Choices, KeySearch, VerbAdmin):
    edition_lookup = "team__competition"
    form = LateAccessForm
    list_display = ("team", "phase", "last_minute", "reason_kind", "granted_by")
    list_filter = (("team__competition", Present), "reason_kind", ("phase", Present))
    list_select_related = ("team", "phase__competition", "granted_by")
    search_fields = TEAM_KEYS

    def get_fields(self, request: HttpRequest, obj: LateAccess | None = None) -> tuple[str, ...]:
        given = ("team", "phase", "until", "reason_kind", "reason")
        return (*given, "granted_by", "granted_at") if obj else given

    @admin.display(description=_("last minute that counts"), ordering="until")
    def last_minute(self, late: LateAccess) -> str:
        return wording.last_minute(late.until, zone=late.phase.competition.time_zone)

    def add_verb(self, request: HttpRequest, form: Any) -> LateAccess:
        return grant_late_access(**form.cleaned_data, by=request.user, at=arrived(request))  # type: ignore[arg-type]
