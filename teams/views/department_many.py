"""A word about many people of a department at once."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.refusals import refusals
from teams.domain import eligibility
from teams.forms.department import DeclineManyForm, ticked
from teams.presenters import candidate
from teams.presenters import department as presenter
from teams.presenters.department import Desk
from teams.typed import isolated
from teams.views.department import desk_or_404
from teams.views.own import PersonRequest


@require_http_methods(["GET", "POST"])
@login_required
def decide_many(request: PersonRequest, edition: str) -> HttpResponse:
    """Vouch for everybody whose box is ticked; or ask for one reason, and decline them all."""
    desk = desk_or_404(request, edition)
    if request.method != "POST":  # back from the sign-in page, which the button led to
        return redirect("teams:department", edition=edition)
    if "again" in request.POST:
        return _as_it_was(request, edition)
    people = list(desk.people().filter(pk__in=ticked(request.POST)))
    if not people:
        messages.error(request, _("Tick the box of at least one person, then say what you decide."))
    elif "decline" in request.POST:
        return _decline(request, desk, people)
    else:
        about: Any = {"competition": desk.competition, "by": request.user, "at": request.received_at}
        _say(request, eligibility.vouch_many(people=people, **about), presenter.vouched_words)
    return redirect("teams:department", edition=edition)


def _as_it_was(request: PersonRequest, edition: str) -> HttpResponse:
    """The page with the same boxes ticked: somebody pressed Enter in one of them."""
    boxes = urlencode({"page": request.POST["again"], "person": ticked(request.POST)}, doseq=True)
    return redirect(f"{reverse('teams:department', kwargs={'edition': edition})}?{boxes}")


def _decline(request: PersonRequest, desk: Desk, people: list[Any]) -> HttpResponse:
    form = DeclineManyForm(request.POST if "reason" in request.POST else None)
    about: Any = {"competition": desk.competition, "by": request.user, "at": request.received_at}
    if form.is_valid():
        with refusals(form):
            outcomes = eligibility.decline_many(people=people, **about, **form.cleaned_data)
            _say(request, outcomes, presenter.declined_words)
            return redirect("teams:department", edition=desk.competition.slug)
    context = {"form": form, "rows": candidate.candidate_rows(people, desk), "competition": desk.competition}
    return render(request, "teams/decline_many.html", context)


def _say(request: PersonRequest, outcomes: eligibility.Outcomes, words: Any) -> None:
    """How many it was done for; and for whom not, reason by reason."""
    if outcomes.done:
        messages.success(request, words(len(outcomes.done)))
    reasons: dict[str, list[str]] = {}
    for refused in outcomes.refused:
        reasons.setdefault(refused.why, []).append(isolated(refused.person.display_name))
    for why, names in reasons.items():
        messages.error(request, f"{_(', ').join(names)}: {why}")
