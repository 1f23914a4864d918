"""Changes among the members of one's own team."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.refusals import refusals
from teams.domain import membership as inside
from teams.domain.authority import OnlyCaptain
from teams.domain.windows import joining_is_open
from teams.forms.team import DissolutionForm, LeavingForm, MemberForm, RemovalForm
from teams.models import Membership, Team, User
from teams.views.own import PersonRequest, act_page, my_team_or_404, posted, reason_page


@require_http_methods(["GET", "POST"])
@login_required
def leave(request: PersonRequest, edition: str) -> HttpResponse:
    team = my_team_or_404(request, edition)
    if request.user.has_perm("teams.lead_team", team):
        return reason_page(request, team, inside.CaptainMustHandOver.message)
    form = LeavingForm(posted(request))
    if form.is_valid():
        with refusals(form):
            place = _place(team, request.user)
            inside.leave(membership=place, by=request.user, at=request.received_at, **form.cleaned_data)
            messages.success(request, _("You have left the team."))
            return redirect("teams:team", edition=edition)
    points = [_("You can join or found another team while registration is open."), _("What you have written stays.")]
    return act_page(
        request, team, form, title=_("Leave the team?"), points=points, action=_("Leave the team"), danger=True
    )


@require_http_methods(["GET", "POST"])
@login_required
def remove(request: PersonRequest, edition: str) -> HttpResponse:
    team = my_team_or_404(request, edition)
    if not request.user.has_perm("teams.lead_team", team):
        return reason_page(request, team, OnlyCaptain.message)
    if not joining_is_open(team, at=request.received_at):
        return reason_page(request, team, inside.OnlyOrganiserRemoves.message)
    form = RemovalForm(posted(request), members=_others(team))
    if form.is_valid():
        with refusals(form):
            inside.remove(
                membership=_place(team, form.cleaned_data["member"]),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=request.received_at,
            )
            messages.success(request, _("The member has been removed, and told why."))
            return redirect("teams:team", edition=edition)
    lead = _("The person is told at once. If the team is confirmed, it stays so.")
    return act_page(
        request, team, form, title=_("Remove a member?"), lead=lead, action=_("Remove this member"), danger=True
    )


@require_http_methods(["GET", "POST"])
@login_required
def deputy(request: PersonRequest, edition: str) -> HttpResponse:
    team = my_team_or_404(request, edition)
    if not request.user.has_perm("teams.lead_team", team):
        return reason_page(request, team, OnlyCaptain.message)
    form = MemberForm(
        posted(request),
        members=_others(team),
        nobody=_("Nobody"),
        initial={"member": team.deputy_id},
    )
    if form.is_valid():
        with refusals(form):
            chosen = form.cleaned_data["member"]
            inside.name_deputy(team=team, deputy=chosen, by=request.user, at=request.received_at)
            messages.success(request, _("Saved. Whoever was named has been told."))
            return redirect("teams:team", edition=edition)
    lead = _("The deputy acts when you cannot: invites, confirms the team, submits the project.")
    return act_page(request, team, form, title=_("Name the deputy"), lead=lead, action=_("Save"))


@require_http_methods(["GET", "POST"])
@login_required
def hand_over(request: PersonRequest, edition: str) -> HttpResponse:
    team = my_team_or_404(request, edition)
    if not request.user.has_perm("teams.lead_team", team):
        return reason_page(request, team, OnlyCaptain.message)
    form = MemberForm(posted(request), members=_others(team))
    if form.is_valid():
        with refusals(form):
            chosen = form.cleaned_data["member"]
            inside.hand_over(team=team, to=chosen, by=request.user, at=request.received_at)
            messages.success(request, _("The team has a new captain, who has been told."))
            return redirect("teams:team", edition=edition)
    lead = _("The new captain leads the team at once. You stay a member, and only they can hand it back.")
    return act_page(
        request, team, form, title=_("Hand over the team?"), lead=lead, action=_("Hand over the team"), danger=True
    )


@require_http_methods(["GET", "POST"])
@login_required
def dissolve(request: PersonRequest, edition: str) -> HttpResponse:
    team = my_team_or_404(request, edition)
    if not request.user.has_perm("teams.lead_team", team):
        return reason_page(request, team, OnlyCaptain.message)
    form = DissolutionForm(posted(request))
    if form.is_valid():
        with refusals(form):
            inside.dissolve(team=team, by=request.user, at=request.received_at, **form.cleaned_data)
            messages.success(request, _("The team has withdrawn from the competition."))
            return redirect("teams:team", edition=edition)
    points = [
        _("The team withdraws from the competition for good, with its project."),
        _("All members are told, and free to join another team while registration is open."),
        _("Open invitations stop working."),
    ]
    return act_page(
        request, team, form, title=_("Withdraw the team?"), points=points, action=_("Withdraw the team"), danger=True
    )


def _others(team: Team) -> Any:
    return team.members().exclude(pk=team.captain_id)


def _place(team: Team, person: User) -> Membership:
    return get_object_or_404(Membership.objects.active().of(person), team=team)
