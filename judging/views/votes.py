"""Votes of the jury: on equals, on prizes; and the prizes that nobody gets."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from competitions.refusals import Refusal, refusals
from judging.domain.deliberating import final_ranking
from judging.domain.deliberating.awarding import is_last, proposal, withhold_prize
from judging.domain.deliberating.close_scores import close_scores
from judging.domain.deliberating.ties import AnalysisMissing, tie_groups
from judging.domain.deliberating.voting import cast, close_vote, open_prize_vote, open_tie_vote
from judging.forms.deliberation import BallotForm, ReasonsForm
from judging.models import Deliberation, Entry, Prize, Round, Vote
from judging.presenters import voting as presenter
from judging.presenters.deliberation import inner
from judging.presenters.rounds_head import address_of
from judging.views.deliberation import act, both, by, deliberated_or_404, seat_of
from judging.views.requests import SignedInRequest


@both
@never_cache
@login_required
def ties(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Projects that nothing but a vote can part; the president opens the votes that matter."""
    round, going_on = deliberated_or_404(request, edition, round_id)
    if request.method == "POST":
        chosen = [int(key) for key in request.POST.getlist("entry") if key.isdecimal()]
        entries = list(Entry.objects.filter(round=round, pk__in=chosen))
        words = _("The vote is open. Its ballots are secret until you close it.")
        opens = partial(open_tie_vote, round=round, entries=entries, **by(request))
        return act(request, round, opens, words, then="judging:ties")
    groups, close = [], None
    try:
        placed = final_ranking(round)
    except AnalysisMissing as missing:
        messages.warning(request, str(missing))
    else:
        groups, close = tie_groups(round, placed), close_scores(round, placed)
    page = presenter.ties_page(going_on, groups, close, seat=seat_of(request, round), number=request.GET.get("page"))
    context = {"ties": page, "page": page.page, "header": inner(round)}
    return render(request, "judging/deliberation/ties.html", context)


@both
@never_cache
@login_required
def vote(request: SignedInRequest, edition: str, round_id: int, vote_id: int) -> HttpResponse:
    """The ballot of whoever may vote; once the vote is closed, what came of it."""
    round, going_on = deliberated_or_404(request, edition, round_id)
    asked = _vote_or_404(going_on, vote_id)
    form = BallotForm(request.POST or None, candidates=presenter.candidates_of(asked))
    if form.is_valid():
        chosen = form.cleaned_data["entry"]
        entry = None if chosen == "none" else get_object_or_404(Entry, pk=chosen)
        with refusals(form):
            cast(vote=asked, entry=entry, **by(request))
            messages.success(request, _("Your voice is counted. It stays secret until the vote is closed."))
            return redirect(reverse("judging:deliberation", kwargs=address_of(round)))
    page = presenter.vote_page(asked, person=request.user, seat=seat_of(request, round), at=request.received_at)
    return render(request, "judging/deliberation/vote.html", {"page": page, "form": form, "header": inner(round)})


@both
@login_required
def vote_close(request: SignedInRequest, edition: str, round_id: int, vote_id: int) -> HttpResponse:
    round, going_on = deliberated_or_404(request, edition, round_id)
    asked = _vote_or_404(going_on, vote_id)
    if request.method == "POST":
        try:
            close_vote(vote=asked, **by(request))
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect(reverse("judging:vote", kwargs={**address_of(round), "vote_id": vote_id}))


@require_safe
@never_cache
@login_required
def prizes(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Every prize of the edition, and who would get it as things stand."""
    round, going_on = _prizes_or_404(request, edition, round_id)
    try:
        proposed = proposal(round, final_ranking(round), at=request.received_at)
    except AnalysisMissing as missing:
        messages.warning(request, str(missing))
        proposed = []
    page = presenter.prizes_page(going_on, proposed, seat=seat_of(request, round))
    return render(request, "judging/deliberation/prizes.html", {"page": page, "header": inner(round)})


@both
@never_cache
@login_required
def prize_vote(request: SignedInRequest, edition: str, round_id: int, prize_id: int) -> HttpResponse:
    """The president chooses the candidates, by searching, and opens the vote."""
    round, _going_on = _prizes_or_404(request, edition, round_id)
    prize = _chaired_prize_or_404(request, round, prize_id)
    chosen = [int(key) for key in request.POST.getlist("entry") if key.isdecimal()]
    if request.method == "POST" and "open" in request.POST:
        entries = list(Entry.objects.filter(round=round, pk__in=chosen))
        try:
            opened = open_prize_vote(round=round, prize=prize, entries=entries, **by(request))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The vote is open. Its ballots are secret until you close it."))
            return redirect(reverse("judging:vote", kwargs={**address_of(round), "vote_id": opened.pk}))
    page = presenter.candidates_page(round, prize, chosen=chosen, typed=request.POST.get("q", ""))
    return render(request, "judging/deliberation/candidates.html", {"page": page, "header": inner(round, "prizes")})


@both
@never_cache
@login_required
def prize_withhold(request: SignedInRequest, edition: str, round_id: int, prize_id: int) -> HttpResponse:
    """The jury does not award a prize, and says why."""
    round, _going_on = _prizes_or_404(request, edition, round_id)
    prize = _chaired_prize_or_404(request, round, prize_id)
    form = ReasonsForm(request.POST or None, prizes=[prize], suggested={})
    if form.is_valid():
        with refusals(form):
            withhold_prize(round=round, prize=prize, because=form.given()[prize.pk], **by(request))
            messages.success(request, _("It is recorded that “%(prize)s” is not awarded.") % {"prize": prize.name})
            return redirect(reverse("judging:prizes", kwargs=address_of(round)))
    page = {"title": str(prize.name), "back": inner(round, "prizes")["back_url"]}
    context = {"page": page, "form": form, "header": inner(round, "prizes")}
    return render(request, "judging/deliberation/withhold.html", context)


def _vote_or_404(going_on: Deliberation, vote_id: int) -> Vote:
    asked = get_object_or_404(Vote.objects.select_related("prize"), pk=vote_id, deliberation=going_on)
    asked.deliberation = going_on
    return asked


def _prizes_or_404(request: SignedInRequest, edition: str, round_id: int) -> tuple[Round, Deliberation]:
    """The last round of the edition gives its prizes. Raises Http404."""
    round, going_on = deliberated_or_404(request, edition, round_id)
    if not is_last(round):
        raise Http404
    return round, going_on


def _chaired_prize_or_404(request: SignedInRequest, round: Round, prize_id: int) -> Prize:
    if not request.user.has_perm("judging.preside", round.competition):
        raise Http404
    return get_object_or_404(Prize, pk=prize_id, competition=round.competition)
