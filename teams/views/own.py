"""The team of the person who asks, and the page that says that something is another's to do."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.editions import edition_or_404
from teams.models import Team, User


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in, with the moment at which it arrived."""

    user: User
    received_at: datetime


def my_team_or_404(request: PersonRequest, edition: str) -> Team:
    """The team in which the person is a member now. Raises Http404."""
    competition = edition_or_404(request, edition)
    mine = Team.objects.of(request.user).filter(competition=competition)
    team = mine.select_related("theme", "captain", "deputy").first()
    if team is None:
        raise Http404
    team.competition = competition
    return team


def posted(request: PersonRequest) -> Any:
    """What a form is bound to: what was posted, even if that is nothing."""
    return request.POST if request.method == "POST" else None


def back_to(team: Team) -> dict[str, str]:
    """The way back to the team's page, for the head of a page."""
    url = reverse("teams:team", kwargs={"edition": team.competition.slug})
    return {"back_url": url, "back_label": _("Back to the team")}


def reason_page(request: PersonRequest, team: Team, reason: Any) -> HttpResponse:
    """Why the person, who may see the team, may not do this."""
    return render(request, "teams/reason.html", {"title": team.display_name, "reason": reason, **back_to(team)})


def act_page(request: PersonRequest, team: Team, form: Any, **words: Any) -> HttpResponse:
    """A page with one thing to do: `title`, `action` on the button, and `lead`, `points`, `danger` as needed."""
    return render(request, "teams/act.html", {"form": form, **words, **back_to(team)})
