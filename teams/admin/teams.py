"""Teams with their members, and the invitations that they sent."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from competitions import wording
from competitions.administration import VerbAdmin, VerbInline
from competitions.asking import ReasonForm, answer, ask, ask_then_act, do_each
from competitions.filtering import Happened, Present
from competitions.models import Enrolment
from teams.admin.accompaniment import LateAccessInline, MentorForm, MentorshipInline
from teams.admin.organising import OrganisesMembers
from teams.admin.parts import TEAM_KEYS, KeySearch, arrived
from teams.domain.accompaniment import assign_mentor
from teams.domain.composition import below_the_rules
from teams.domain.membership import dissolve
from teams.models import Invitation, Membership, Mentorship, Team

SHOWN = (
    *("competition", "name_ar", "name_latin", "motto", "theme", "deputy", "founded_at"),
    *("is_open", "wanted_disciplines", "wanted_note"),
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
    fields = ("person", "joined_at", "added_because", "agreed_at", "left_at", "left_because", "department", "learned")
    readonly_fields = ("learned",)
    verbose_name_plural = gettext_lazy("members, past and present")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("person", "team", "department", "discipline")

    @admin.display(description=gettext_lazy("discipline"))
    def learned(self, membership: Membership) -> str:
        return membership.discipline_label


class MentorFilter(admin.SimpleListFilter):
    """Teams that somebody accompanies now, or that nobody does."""

    title = gettext_lazy("mentor")
    parameter_name = "mentor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("none", gettext_lazy("No mentor yet")), ("some", gettext_lazy("With a mentor"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Team]) -> QuerySet[Team]:
        accompanied = Exists(Mentorship.objects.active().filter(team=OuterRef("pk")))
        wanted = {"none": ~accompanied, "some": accompanied}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(wanted)


class WithdrawnFilter(admin.SimpleListFilter):
    """Teams in which somebody serves in a department that takes part no more: each is looked at by itself."""

    title = gettext_lazy("department of the members")
    parameter_name = "department_takes_part"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", gettext_lazy("One has withdrawn"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Team]) -> QuerySet[Team]:
        if self.value() != "no":
            return queryset
        at = arrived(request)
        current = Enrolment.objects.filter(
            competition=OuterRef("competition"), department=OuterRef("person__department")
        ).current(at=at)
        gone = Membership.objects.active().filter(~Exists(current), team=OuterRef("pk"))
        return queryset.filter(Exists(gone), dissolved_at=None)


class BelowFilter(admin.SimpleListFilter):
    """Confirmed teams that hold the rules no longer: somebody has left, or says something else of themselves."""

    title = gettext_lazy("rules")
    parameter_name = "rules"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("below", gettext_lazy("Confirmed, and below the rules"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Team]) -> QuerySet[Team]:
        if self.value() != "below":
            return queryset
        editions = queryset.order_by().values("competition")
        return queryset.filter(pk__in=below_the_rules(Team.objects.filter(competition__in=editions)))


@admin.register(Team)
class TeamAdmin(KeySearch, OrganisesMembers, VerbAdmin):
    """An organiser gives a team a mentor, more time, other members or another captain, and withdraws it."""

    list_display = ("name", "theme", "captain", "size", "state", "mentors")
    list_filter = (
        ("competition", Present),
        ("theme", Present),
        ("confirmed_at", Happened),
        BelowFilter,
        MentorFilter,
        WithdrawnFilter,
        ("dissolved_at", Happened),
    )
    list_select_related = ("competition", "theme", "captain")
    search_fields = ("name_ar_key", "name_latin_key")
    show_full_result_count = False
    actions = ("give_mentor", "withdraw")
    inlines = (MemberInline, MentorshipInline, LateAccessInline)
    fields = ("captain", "organising", *SHOWN)
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        now = Mentorship.objects.active().select_related("mentor").order_by("pk")
        return rows.with_size().prefetch_related(Prefetch("mentorships", queryset=now, to_attr="accompanied_by"))

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """By name, in the script of the page."""
        keys = ("name_ar_key", "name_latin_key")
        return (*(keys if (get_language() or "ar").startswith("ar") else keys[::-1]), "pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_over = obj is not None and obj.dissolved_at is not None
        return super().has_change_permission(request, obj) and not is_over

    def change_verb(self, request: HttpRequest, team: Team, form: Any) -> Team:
        """What the rows below say is all that this page changes; each has its own verb."""
        return team

    @admin.display(description=gettext_lazy("members"), ordering="size")
    def size(self, team: Any) -> int:
        return int(team.size)

    @admin.display(description=gettext_lazy("team"), ordering="name_ar_key")
    def name(self, team: Team) -> str:
        return team.display_name

    @admin.display(description=gettext_lazy("state"), ordering="confirmed_at")
    def state(self, team: Team) -> str:
        if team.dissolved_at:
            return _("Withdrawn on %(date)s") % {"date": wording.date_of(team.dissolved_at)}
        if team.confirmed_at:
            return _("Confirmed on %(date)s") % {"date": wording.date_of(team.confirmed_at)}
        return _("Not confirmed yet")

    @admin.display(description=gettext_lazy("mentors"))
    def mentors(self, team: Any) -> str:
        return _(", ").join(mentorship.mentor.display_name for mentorship in team.accompanied_by)

    @admin.action(description=gettext_lazy("Give the selected teams a mentor"), permissions=["view"])
    def give_mentor(self, request: HttpRequest, queryset: QuerySet[Team]) -> HttpResponse | None:
        form, teams = MentorForm(answer(request), request=request), list(queryset)
        title = gettext_lazy("Give the selected teams a mentor")
        question = ask(self, request, teams, name="give_mentor", title=title, form=form)
        if question is None:
            about: Any = {"mentor": form.cleaned_data["mentor"], "by": request.user, "at": arrived(request)}
            do_each(self, request, [(str(team), partial(assign_mentor, team=team, **about)) for team in teams])
        return question

    @admin.action(description=gettext_lazy("Withdraw the selected teams"), permissions=["view"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Team]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="withdraw",
            title=gettext_lazy("Withdraw the selected teams"),
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
    list_display = ("addressee", "team", "invited_by", "invited", "expires", "state")
    list_filter = (
        ("team__competition", Present),
        ("accepted_at", Happened),
        ("declined_at", Happened),
        ("withdrawn_at", Happened),
    )
    list_select_related = ("team", "invited_by", "person")
    search_fields = ("email", "person__name_ar_key", "person__name_latin_key", *TEAM_KEYS)
    history_view = admin.ModelAdmin.history_view
    object_history_template = admin.ModelAdmin.object_history_template
    fields = (
        *("team", "addressee", "invited_by", "invited_at", "expires_at"),
        *("accepted_at", "accepted_by", "declined_at", "withdrawn_at"),
    )

    @admin.display(description=gettext_lazy("address or name"), ordering="email")
    def addressee(self, invitation: Invitation) -> str:
        return invitation.addressee

    @admin.display(description=gettext_lazy("invited"), ordering="invited_at")
    def invited(self, invitation: Invitation) -> str:
        return wording.date_of(invitation.invited_at)

    @admin.display(description=gettext_lazy("valid until"), ordering="expires_at")
    def expires(self, invitation: Invitation) -> str:
        return wording.date_of(invitation.expires_at)

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        if invitation.accepted_at:
            return str(ANSWERS["accepted"])
        if invitation.declined_at:
            return str(ANSWERS["declined"])
        return str(ANSWERS["withdrawn" if invitation.withdrawn_at else "waiting"])
