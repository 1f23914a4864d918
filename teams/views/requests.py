"""Open teams: who looks for one sees them and asks; who acts for one opens it and answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.refusals import refusals
from teams.domain import requests as asking
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.domain.joining import why_not_join
from teams.domain.openings import looker, open_teams
from teams.forms.parts import ConfirmForm
from teams.forms.requests import AnswerForm, OpeningForm, OpenTeamsFilter, RequestForm
from teams.models import JoinRequest, Team
from teams.presenters.openings import open_team_card, ranked_teams, team_rows
from teams.presenters.requests import asker_rows, own_rows, state_of
from teams.presenters.standing import way_on
from teams.views.own import PersonRequest, back_to, my_team_or_404, posted, reason_page

PER_PAGE = 12


@require_safe
@login_required
def open_list(request: PersonRequest, edition: str) -> HttpResponse:
    competition = edition_or_404(request, edition)
    form = OpenTeamsFilter(request.GET, competition=competition)
    reader = looker(request.user, competition)
    teams = open_teams(competition, request.user, **form.wanted())
    page = Paginator(ranked_teams(teams, reader), PER_PAGE).get_page(request.GET.get("page"))
    cards = [open_team_card(team, reader, request.user) for team in page]
    context = {"competition": competition, "form": form, "page": page, "cards": cards, "reader": reader}
    return render(request, "teams/open_teams.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def ask(request: PersonRequest, edition: str, team_id: int) -> HttpResponse:
    """Ask an open team for a place."""
    competition = edition_or_404(request, edition)
    team = get_object_or_404(
        Team.objects.active().filter(competition=competition, is_open=True).select_related("theme", "captain"),
        pk=team_id,
    )
    team.competition = competition
    form = RequestForm(posted(request))
    if form.is_valid():
        with refusals(form):
            asking.request_to_join(team=team, by=request.user, received_at=request.received_at, **form.cleaned_data)
            messages.success(request, _("Your request is with the team. You get a message when it answers."))
            return redirect("teams:team", edition=edition)
    hindrance = why_not_join(request.user, competition, at=request.received_at, team=team)
    context = {"team": team, "form": form, "hindrance": hindrance, "rows": team_rows(team), **_to_open_teams(edition)}
    return render(request, "teams/reason.html" if hindrance else "teams/ask.html", _with_reason(context, request))


@require_http_methods(["GET", "POST"])
@login_required
def my_request(request: PersonRequest, edition: str, request_id: int) -> HttpResponse:
    """A request of one's own: what was written and answered, and the way to withdraw it."""
    edition_or_404(request, edition)
    mine = JoinRequest.objects.of(request.user).filter(team__competition__slug=edition)
    asked = get_object_or_404(mine.select_related("team__theme", "team__competition"), pk=request_id)
    form = ConfirmForm(posted(request))
    if form.is_valid():
        with refusals(form):
            asking.withdraw_request(request=asked, by=request.user, at=request.received_at)
            messages.success(request, _("Your request is withdrawn."))
            return redirect("teams:team", edition=edition)
    kind, state = state_of(asked)
    context = {"asked": asked, "form": form, "rows": own_rows(asked), "kind": kind, "state": state}
    return render(request, "teams/my_request.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def answer(request: PersonRequest, edition: str, request_id: int) -> HttpResponse:
    """Accept or decline a request, for those who act for the team."""
    team = my_team_or_404(request, edition)
    requests = JoinRequest.objects.filter(team=team).select_related("person__department", "person__discipline")
    asked = get_object_or_404(requests, pk=request_id)
    if not request.user.has_perm("teams.act_for_team", team):
        return reason_page(request, team, OnlyCaptainOrDeputy.message)
    asked.team = team
    form = AnswerForm(posted(request))
    if form.is_valid():
        with refusals(form):
            _answer(request, asked, **form.cleaned_data)
            return redirect("teams:team", edition=edition)
    kind, state = state_of(asked)
    context = {"asked": asked, "form": form, "rows": asker_rows(asked), "kind": kind, "state": state, **back_to(team)}
    return render(request, "teams/answer_request.html", context)


def _answer(request: PersonRequest, asked: JoinRequest, answer: str) -> None:
    if "accept" in request.POST:
        asking.accept_request(request=asked, answer=answer, by=request.user, received_at=request.received_at)
        messages.success(request, _("The person is in the team now, and has been told."))
    else:
        asking.decline_request(request=asked, answer=answer, by=request.user, at=request.received_at)
        messages.success(request, _("The request is declined, and the person has your word."))


@require_http_methods(["GET", "POST"])
@login_required
def open_team(request: PersonRequest, edition: str) -> HttpResponse:
    """Show one's team to people who look for one, say whom it looks for, or show it no longer."""
    team = my_team_or_404(request, edition)
    if not request.user.has_perm("teams.act_for_team", team):
        return reason_page(request, team, OnlyCaptainOrDeputy.message)
    form = OpeningForm(posted(request), team=team)
    if form.is_valid():
        with refusals(form):
            _open(request, team, **form.cleaned_data)
            return redirect("teams:team", edition=edition)
    return render(request, "teams/open_team.html", {"form": form, "team": team, **back_to(team)})


def _open(request: PersonRequest, team: Team, **said: Any) -> None:
    if "close" in request.POST:
        asking.close_to_requests(team=team, by=request.user, at=request.received_at)
        messages.success(request, _("The team takes no more requests."))
    else:
        asking.open_to_requests(team=team, by=request.user, received_at=request.received_at, **said)
        messages.success(request, _("The team is shown among the open teams."))


def _to_open_teams(edition: str) -> dict[str, str]:
    return {"back_url": reverse("teams:open_teams", kwargs={"edition": edition}), "back_label": _("The open teams")}


def _with_reason(context: dict[str, Any], request: PersonRequest) -> dict[str, Any]:
    """The words of the page that says why not, with the way to the profile for those who have not completed it."""
    words = {"title": context["team"].display_name, "reason": context["hindrance"]}
    way = way_on(request.user, at=request.received_at, back=request.path) if context["hindrance"] else None
    return {**context, **words, **({"url": way.url, "action": way.label} if way else {})}
