"""The vote of the audience: casting it, and its result once it is over."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from competitions.editions import edition_or_404
from competitions.refusals import Refusal, refusals
from judging.domain import audience
from judging.forms.audience import VoteForm
from judging.forms.pitch import WindowForm
from judging.models import Entry, Round
from judging.presenters.audience import candidates, counts_page, window_of
from judging.views.president import followed_round_or_404
from judging.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def audience_vote(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """The candidates, in an order drawn for this person; or why they have no voice here, and no candidate then."""
    competition = edition_or_404(request, edition)
    rounds = Round.objects.of_competition(competition).filter(audience_opens_at__isnull=False)
    round = get_object_or_404(rounds.select_related("phase__competition"), pk=round_id)
    if request.method == "POST":
        limited: HttpResponse | None = ratelimit.consume_or_429(request, action="audience_vote", user=request.user)
        if limited is not None:
            return limited
    try:
        audience.require_open(round, at=request.received_at)
        audience.require_voice(request.user, round, at=request.received_at)
    except Refusal as refusal:
        return render(request, "judging/audience/closed.html", {"round": round, "reason": str(refusal)})
    if audience.has_voted(request.user, round):
        return render(request, "judging/audience/voted.html", {"round": round})
    admitted = Entry.objects.admitted().filter(round=round)
    form = VoteForm(request.POST if request.method == "POST" else None, candidates=admitted)
    if form.is_valid():
        with refusals(form):
            entry = form.cleaned_data["entry"]
            audience.cast(round=round, entry=entry, by=request.user, received_at=request.received_at)
            messages.success(request, _("Your vote is cast. Thank you."))
            return redirect("judging:audience_vote", edition=edition, round_id=round_id)
    return _ballot(request, round, form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def audience_results(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """For who follows the jury's work: the window, and the voices once it has closed."""
    round = followed_round_or_404(request, edition_or_404(request, edition), round_id)
    may_edit = request.user.has_perm("competitions.organise", round.competition)
    stands = {"audience_opens_at": round.audience_opens_at, "audience_closes_at": round.audience_closes_at}
    form = WindowForm(request.POST or None, initial=stands) if may_edit else None
    if form is not None and request.method == "POST" and form.is_valid():
        opens_at, closes_at = (form.cleaned_data[name] for name in stands)
        with refusals(form):
            audience.set_window(
                round=round, opens_at=opens_at, closes_at=closes_at, by=request.user, at=request.received_at
            )
            messages.success(request, _("The window of the vote is saved."))
            return redirect("judging:audience_results", edition=edition, round_id=round_id)
    page = counts_page(round, may_edit=may_edit, at=request.received_at)
    return render(request, "judging/audience/results.html", {"page": page, "form": form})


def _ballot(request: SignedInRequest, round: Round, form: VoteForm) -> HttpResponse:
    own = audience.own_entries(request.user, round)
    shown = candidates(audience.candidates(round, request.user), own=own, chosen=request.POST.get("entry", ""))
    context = {"round": round, "form": form, "candidates": shown, "deadline": window_of(round, at=request.received_at)}
    return render(request, "judging/audience/vote.html", context)
