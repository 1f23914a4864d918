"""The team's page, for its members, and for those who have none yet; founding, naming, confirming."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.models import Competition
from competitions.refusals import refusals
from competitions.registries import panels
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.domain.confirmation import confirm as confirm_team
from teams.domain.confirmation import what_blocks
from teams.domain.founding import edit_team, found_team
from teams.domain.joining import why_not_join
from teams.domain.membership import agree as agree_to_take_part
from teams.forms.parts import ConfirmForm
from teams.forms.team import TeamForm
from teams.models import Membership, Team
from teams.presenters.parts import OwnTeam
from teams.presenters.standing import team_rules
from teams.presenters.start import start_page
from teams.presenters.team import team_page
from teams.typed import isolated
from teams.views.own import PersonRequest, act_page, back_to, my_team_or_404, posted, reason_page


@require_safe
@login_required
def team(request: PersonRequest, edition: str) -> HttpResponse:
    competition = edition_or_404(request, edition)
    mine = Team.objects.of(request.user).filter(competition=competition)
    mine = mine.annotate(**panels.facts("team", at=request.received_at))
    team = mine.select_related("theme", "captain", "deputy").first()
    if team is None:
        return _without_team(request, competition)
    team.competition = competition
    page = team_page(team, request.user, at=request.received_at)
    cards = panels.rendered("team", request, OwnTeam(team, page.windows), row=team)
    return render(request, "teams/team.html", {"page": page, "panels": cards})


def _without_team(request: PersonRequest, competition: Competition) -> HttpResponse:
    page = start_page(request.user, competition, at=request.received_at)
    return render(request, "teams/start.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def new(request: PersonRequest, edition: str) -> HttpResponse:
    competition = edition_or_404(request, edition)
    if Team.objects.of(request.user).filter(competition=competition).exists():
        return redirect("teams:team", edition=edition)
    form = TeamForm(posted(request), competition=competition)
    if form.is_valid():
        with refusals(form):
            found_team(competition=competition, by=request.user, received_at=request.received_at, **form.cleaned_data)
            messages.success(request, _("The team is founded, and you are its captain."))
            return redirect("teams:team", edition=edition)
    hindrance = why_not_join(request.user, competition, at=request.received_at)
    context = {"form": form, "competition": competition, "rules": team_rules(competition), "hindrance": hindrance}
    return render(request, "teams/new.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: PersonRequest, edition: str) -> HttpResponse:
    team = my_team_or_404(request, edition)
    if not request.user.has_perm("teams.act_for_team", team):
        return reason_page(request, team, OnlyCaptainOrDeputy.message)
    form = TeamForm(posted(request), competition=team.competition, team=team)
    if form.is_valid():
        with refusals(form):
            edit_team(team=team, by=request.user, received_at=request.received_at, **form.cleaned_data)
            messages.success(request, _("The team has been changed."))
            return redirect("teams:team", edition=edition)
    return act_page(request, team, form, title=_("Name and theme of the team"), action=_("Save"))


@require_http_methods(["GET", "POST"])
@login_required
def agree(request: PersonRequest, edition: str) -> HttpResponse:
    team = my_team_or_404(request, edition)
    form = ConfirmForm(posted(request))
    if form.is_valid():
        with refusals(form):
            place = get_object_or_404(Membership.objects.active().of(request.user), team=team)
            agree_to_take_part(membership=place, by=request.user, at=request.received_at)
            messages.success(request, _("Your agreement is recorded."))
            return redirect("teams:team", edition=edition)
    return act_page(
        request,
        team,
        form,
        title=_("Do you agree to take part?"),
        points=[
            _("You take part in “%(competition)s” with the team “%(team)s” and with no other.")
            % {"competition": team.competition.name, "team": isolated(team.display_name)},
            _("You accept the rules of the competition."),
            _("You can leave the team later; the captain is told."),
        ],
        action=_("I agree to take part"),
    )


@require_http_methods(["GET", "POST"])
@login_required
def confirm(request: PersonRequest, edition: str) -> HttpResponse:
    team = my_team_or_404(request, edition)
    if not request.user.has_perm("teams.act_for_team", team):
        return reason_page(request, team, OnlyCaptainOrDeputy.message)
    form = ConfirmForm(posted(request))
    if form.is_valid():
        with refusals(form):
            confirm_team(team=team, by=request.user, received_at=request.received_at)
            messages.success(request, _("The team is confirmed."))
            return redirect("teams:team", edition=edition)
    blocks = [] if team.confirmed_at else what_blocks(team)
    points = [
        _("Your project can be submitted, and goes to the jury once it is."),
        _("The department, service and discipline of each member are kept as they are today."),
        _("If somebody joins afterwards, the team must be confirmed again."),
    ]
    context = {"form": form, "team": team, "blocks": blocks, "points": points, **back_to(team)}
    return render(request, "teams/confirm.html", context)
