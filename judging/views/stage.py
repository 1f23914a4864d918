"""A session of pitches: the chair's page, the screen for the room, and what is on for a juror."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.refusals import Refusal
from judging.domain import pitching
from judging.models import Assignment, PitchSlot, Round
from judging.presenters.stage import StagePage, stage_page
from judging.views.president import followed_round_or_404
from judging.views.requests import SignedInRequest

ACTS: dict[str, Callable[..., Any]] = {
    "start": pitching.start,
    "questions": pitching.take_questions,
    "end": pitching.end,
    "resume": pitching.resume,
    "postpone": pitching.postpone,
}


@require_safe
@never_cache
@login_required
def live(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Who is on, with the buttons of the chair; others who follow the jury's work see the same without them."""
    round = followed_round_or_404(request, edition_or_404(request, edition), round_id)
    may_act = request.user.has_perm("judging.lift_conflict", round.competition)
    page = stage_page(round, pitching.programme(round), at=request.received_at, may_act=may_act)
    return render(request, "judging/pitch/live.html", {"stage": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def live_act(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """One press of the chair."""
    round = followed_round_or_404(request, edition_or_404(request, edition), round_id)
    act, slot = ACTS.get(request.POST.get("act", "")), request.POST.get("slot", "")
    if request.method == "POST" and act is not None and slot.isdecimal():
        chosen = get_object_or_404(PitchSlot.objects.filter(round=round).select_related("entry"), pk=slot)
        chosen.round = round
        try:
            act(slot=chosen, by=request.user, at=request.received_at)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect("judging:live", edition=edition, round_id=round_id)


@require_safe
@never_cache
@login_required
def live_screen(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """The same for everybody in the room, to be read from afar."""
    return render(request, "judging/pitch/screen.html", {"stage": _seen_by_the_jury(request, edition, round_id)})


@require_safe
@never_cache
@login_required
def pitch_now(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """What is on, with the way to the juror's own evaluation of it, and the programme."""
    return render(request, "judging/pitch/now.html", {"stage": _seen_by_the_jury(request, edition, round_id)})


def _seen_by_the_jury(request: SignedInRequest, edition: str, round_id: int) -> StagePage:
    """For jurors of the edition and for who follows their work. Raises Http404."""
    competition = edition_or_404(request, edition)
    if not request.user.has_perm("judging.enter", competition):
        raise Http404
    rounds = Round.objects.of_competition(competition).select_related("phase__competition")
    round = get_object_or_404(rounds, pk=round_id)
    theirs = Assignment.objects.readable().of(request.user).filter(entry__round=round)
    own = dict(theirs.values_list("entry", "pk"))
    return stage_page(round, pitching.programme(round), at=request.received_at, evaluations=own)
