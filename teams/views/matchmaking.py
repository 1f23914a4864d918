"""People without a team and teams with free seats find each other."""

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
from teams.domain import matchmaking
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.domain.joining import why_not_join
from teams.domain.openings import seeker_cards
from teams.forms.matchmaking import CardForm
from teams.forms.parts import ConfirmForm
from teams.models import SeekerCard, Team
from teams.presenters.seekers import opening_for, ranked_cards, seeker_row
from teams.views.own import PersonRequest, my_team_or_404, posted, reason_page

PER_PAGE = 12


@require_http_methods(["GET", "POST"])
@login_required
def card(request: PersonRequest, edition: str) -> HttpResponse:
    """One's own card: show it, change it, withdraw it."""
    competition = edition_or_404(request, edition)
    if Team.objects.of(request.user).filter(competition=competition).exists():
        return redirect("teams:team", edition=edition)
    shown = SeekerCard.objects.shown().of(request.user).filter(competition=competition).first()
    if shown is not None and request.method == "POST" and "withdraw" in request.POST:
        matchmaking.withdraw_card(card=shown, by=request.user, at=request.received_at)
        messages.success(request, _("Your card is no longer shown."))
        return redirect("teams:team", edition=edition)
    form = CardForm(posted(request), competition=competition, person=request.user, card=shown)
    if form.is_valid():
        with refusals(form):
            matchmaking.show_card(
                competition=competition, by=request.user, received_at=request.received_at, **form.cleaned_data
            )
            messages.success(request, _("Your card is shown to captains who look for members."))
            return redirect("teams:team", edition=edition)
    hindrance = why_not_join(request.user, competition, at=request.received_at)
    context = {"form": form, "competition": competition, "shown": shown, "hindrance": hindrance}
    return render(request, "teams/card.html", context)


@require_safe
@login_required
def seekers(request: PersonRequest, edition: str) -> HttpResponse:
    """Everybody who looks for a team, the best suited first."""
    team = my_team_or_404(request, edition)
    if not request.user.has_perm("teams.act_for_team", team):
        return reason_page(request, team, OnlyCaptainOrDeputy.message)
    opening = opening_for(team)
    page = Paginator(ranked_cards(seeker_cards(team), opening), PER_PAGE).get_page(request.GET.get("page"))
    rows = [seeker_row(one, opening, team) for one in page]
    return render(request, "teams/seekers.html", {"team": team, "page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@login_required
def invite_seeker(request: PersonRequest, edition: str, card_id: int) -> HttpResponse:
    """Invite somebody by their card."""
    team = my_team_or_404(request, edition)
    if not request.user.has_perm("teams.act_for_team", team):
        return reason_page(request, team, OnlyCaptainOrDeputy.message)
    cards = SeekerCard.objects.shown().filter(competition=team.competition).select_related("person")
    chosen = get_object_or_404(cards, pk=card_id)
    form = ConfirmForm(posted(request))
    if form.is_valid():
        with refusals(form):
            matchmaking.invite_seeker(card=chosen, team=team, by=request.user, received_at=request.received_at)
            messages.success(request, _("The invitation is on its way. You see the answer on the page of your team."))
            return redirect("teams:seekers", edition=edition)
    back = reverse("teams:seekers", kwargs={"edition": edition})
    context = {"form": form, "card": chosen, "back_url": back, "back_label": _("People who look for a team")}
    return render(request, "teams/invite_seeker.html", context)
