"""What an organiser does with the members of one team: a page with a reason for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import refusals
from teams.admin.parts import arrived
from teams.domain.captaincy import appoint_captain
from teams.domain.membership import remove
from teams.domain.organising import add_member_by_organiser, swap_members
from teams.forms.organising import AddMemberForm, CaptainForm, ReasonedForm, RemoveMemberForm, SwapForm
from teams.models import Team, User
from teams.presenters.team_history import membership_events


@dataclass(frozen=True)
class Change:
    """One thing that an organiser may change: its page, and the verb behind it."""

    title: str | Promise
    lead: str | Promise
    form: type[ReasonedForm]
    act: Callable[..., object]


def _add(form: Any, **about: Any) -> object:
    return add_member_by_organiser(person=form.meant, **about)


def _swap(form: Any, **about: Any) -> object:
    return swap_members(leaving=form.cleaned_data["leaving"], joining=form.meant, **about)


def _remove(form: Any, *, team: Team, **about: Any) -> object:
    return remove(membership=form.cleaned_data["leaving"], **about)


def _appoint(form: Any, **about: Any) -> object:
    return appoint_captain(to=form.cleaned_data["new_captain"], **about)


CHANGES = {
    "add": Change(
        gettext_lazy("Add a member"),
        gettext_lazy("The person still agrees to take part, and the captain confirms the team again afterwards."),
        AddMemberForm,
        _add,
    ),
    "swap": Change(
        gettext_lazy("Swap a member"),
        gettext_lazy("One person leaves and another one takes the place, both at once or neither."),
        SwapForm,
        _swap,
    ),
    "remove": Change(
        gettext_lazy("Remove a member"),
        gettext_lazy("A confirmed team stays confirmed, even if it falls below the rules."),
        RemoveMemberForm,
        _remove,
    ),
    "captain": Change(
        gettext_lazy("Appoint another captain"),
        gettext_lazy("All members are told, and whoever is captain now stays a member."),
        CaptainForm,
        _appoint,
    ),
}


class OrganisesMembers(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adds to the team's page the ways to the changes above, and to its history what became of its members."""

    object_history_template = "admin/teams/team/history.html"

    def get_urls(self) -> list[URLPattern]:
        change = path(
            "<int:team_id>/members/<slug:what>/", self.admin_site.admin_view(self.organise), name="teams_team_organise"
        )
        return [change, *super().get_urls()]

    def organise(self, request: HttpRequest, team_id: int, what: str) -> HttpResponse:
        """One change, with its reason."""
        team = self.get_object(request, str(team_id))
        if what not in CHANGES or team is None or not self.has_change_permission(request, team):
            raise Http404
        change, person = CHANGES[what], request.user
        people = self.admin_site.get_model_admin(User).get_queryset(request)
        form = change.form(request.POST or None, team=team, people=people)
        if form.is_valid():
            with refusals(form):
                change.act(form, team=team, reason=form.cleaned_data["reason"], by=person, at=arrived(request))
                self.message_user(request, _("Done, and those concerned have been told."), messages.SUCCESS)
                return redirect("admin:teams_team_change", team.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "team": team,
            "title": change.title,
            "lead": change.lead,
            "form": form,
        }
        return TemplateResponse(request, "admin/teams/team/organise.html", context)

    @admin.display(description=gettext_lazy("members"))
    def organising(self, team: Team) -> SafeString:
        """The ways to each change."""
        if team.dissolved_at:
            return SafeString("")
        links = [(reverse("admin:teams_team_organise", args=[team.pk, key]), one.title) for key, one in CHANGES.items()]
        return format_html_join(" · ", '<a href="{}">{}</a>', links)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What became of the team, and of its members."""
        events = membership_events(object_id)
        return super().history_view(request, object_id, {"member_events": events, **(extra_context or {})})
