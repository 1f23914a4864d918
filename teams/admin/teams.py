"""Teams with their members, and the invitations that they sent."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from competitions import wording
from competitions.administration import VerbAdmin, VerbInline
from teams.admin.accompaniment import LateAccessInline, MentorshipInline
from teams.admin.parts import TEAM_KEYS, KeySearch, ReasonForm, arrived, ask_then_act
from teams.domain.membership import dissolve, hand_over
from teams.models import Invitation, Membership, Team, User

SHOWN = (
    *("competition", "name_ar", "name_latin", "theme", "deputy", "founded_at"),
    *("confirmed_at", "confirmed_by", "dissolved_at", "dissolved_because"),
)
ANSWERS = {
    "accepted": pgettext_lazy("invitation", "Accepted"),
    "declined": pgettext_lazy("invitation", "Declined"),
    "withdrawn": pgettext_lazy("invitation", "Withdrawn"),
    "waiting": pgettext_lazy("invitation", "Waiting for an answer"),
}


class MemberInline(VerbInline):
    model = Membership
    fields = ("person", "joined_at", "agreed_at", "left_at", "left_because", "department", "discipline")
    verbose_name_plural = _("members, past and present")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("person", "team", "department", "discipline")


@admin.register(Team)
class TeamAdmin(KeySearch, VerbAdmin):
    """An organiser gives a team a mentor, more time, another captain when the captain cannot, and withdraws it."""

    list_display = ("display_name", "competition", "theme", "captain", "size", "founded", "confirmed", "dissolved")
    list_filter = (
        "competition",
        "theme",
        ("confirmed_at", admin.EmptyFieldListFilter),
        ("dissolved_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("competition", "theme", "captain")
    search_fields = ("name_ar_key", "name_latin_key")
    show_full_result_count = False
    ordering = ("-pk",)
    actions = ("withdraw",)
    inlines = (MemberInline, MentorshipInline, LateAccessInline)
    fields = ("captain", *SHOWN)
    readonly_fields = SHOWN

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.with_size()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_over = obj is not None and obj.dissolved_at is not None
        return super().has_change_permission(request, obj) and not is_over

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        request.team = obj  # type: ignore[attr-defined]
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        team = getattr(request, "team", None)
        if db_field.name == "captain":
            kwargs["queryset"] = team.members() if team else User.objects.none()
            kwargs["help_text"] = _("Choose another member when the captain cannot hand over the team themselves.")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def change_verb(self, request: HttpRequest, team: Team, form: Any) -> Team:
        person: Any = request.user
        return hand_over(team=team, to=form.cleaned_data["captain"], by=person, at=arrived(request))

    @admin.display(description=_("members"), ordering="size")
    def size(self, team: Any) -> int:
        return int(team.size)

    @admin.display(description=_("founded"), ordering="founded_at")
    def founded(self, team: Team) -> str:
        return wording.day(team.founded_at)

    @admin.display(description=_("confirmed"), ordering="confirmed_at")
    def confirmed(self, team: Team) -> str:
        return wording.day(team.confirmed_at) if team.confirmed_at else ""

    @admin.display(description=_("dissolved"), ordering="dissolved_at")
    def dissolved(self, team: Team) -> str:
        return wording.day(team.dissolved_at) if team.dissolved_at else ""

    @admin.action(description=_("Withdraw the selected teams"), permissions=["view"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Team]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="withdraw",
            title=_("Withdraw the selected teams"),
            form_class=ReasonForm,
            act=lambda team, values: dissolve(
                team=team,
                reason=values["reason"],
                by=request.user,  # type: ignore[arg-type]
                at=arrived(request),
            ),
        )


@admin.register(Invitation)
class InvitationAdmin(KeySearch, VerbAdmin):
    """Never the link, nor anything from which it could be made."""

    edition_lookup = "team__competition"
    list_display = ("email", "team", "invited_by", "invited_at", "expires_at", "state")
    list_filter = (
        "team__competition",
        ("accepted_at", admin.EmptyFieldListFilter),
        ("declined_at", admin.EmptyFieldListFilter),
        ("withdrawn_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("team", "invited_by")
    search_fields = ("email", *TEAM_KEYS)
    history_view = admin.ModelAdmin.history_view
    object_history_template = admin.ModelAdmin.object_history_template
    fields = (
        *("team", "email", "invited_by", "invited_at", "expires_at"),
        *("accepted_at", "accepted_by", "declined_at", "withdrawn_at"),
    )

    @admin.display(description=_("state"))
    def state(self, invitation: Invitation) -> str:
        if invitation.accepted_at:
            return str(ANSWERS["accepted"])
        if invitation.declined_at:
            return str(ANSWERS["declined"])
        return str(ANSWERS["withdrawn" if invitation.withdrawn_at else "waiting"])
