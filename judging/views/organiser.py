"""The organiser sets rounds up, lets the projects enter, opens them, and weighs their criteria."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.models import Competition
from competitions.refusals import Refusal, refusals
from judging.domain import findings
from judging.domain.advice import advice_on, size_of
from judging.domain.closing import short_entries
from judging.domain.criteria import remove_criterion
from judging.domain.rounds import collect, open_round
from judging.domain.rule_changes import is_scored
from judging.domain.weighing import change_weights, order_ties, shared_out, why_criteria_stay
from judging.forms.rounds import RemovalForm, WeightsForm
from judging.models import Entry, Round
from judging.presenters import rounds as presenter
from judging.views.requests import SignedInRequest


@require_safe
@never_cache
@login_required
def rounds(request: SignedInRequest, edition: str) -> HttpResponse:
    competition = _organised_or_404(request, edition)
    listed = list(_rounds_of(competition).order_by("phase__opens_at", "pk"))
    return render(request, "judging/rounds/rounds.html", {"page": presenter.rounds_page(competition, listed)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def round_setup(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """What the round is, what to mind, what comes next; a button lets the projects enter, then one opens it."""
    round = get_object_or_404(_rounds_of(_organised_or_404(request, edition)), pk=round_id)
    if request.method == "POST":
        return _act(request, round)
    size = size_of(round, at=request.received_at)
    over = round.opened_at is not None and round.closed_at is None and request.received_at >= round.phase.closes_at
    shown = presenter.setup_page(
        round,
        size,
        advice_on(round, size) if round.closed_at is None else [],
        findings.numbers(Entry.objects.filter(round=round)),
        short_entries(round).count() if over else 0,
        at=request.received_at,
    )
    return render(request, "judging/rounds/setup.html", {"page": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def criteria(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """All the weights together, and the order in which criteria part ties."""
    round = get_object_or_404(_rounds_of(_organised_or_404(request, edition)), pk=round_id)
    listed = list(round.criteria.all())
    form = WeightsForm(request.POST or None, criteria=listed, scored=is_scored(round))
    if form.is_valid():
        about: Any = {"round": round, "reason": form.cleaned_data["reason"]}
        about |= {"by": request.user, "at": request.received_at}
        with refusals(form), transaction.atomic():
            change_weights(**about, weights=form.weights())
            order_ties(**about, keys=form.tie_order())
        if not form.errors:
            messages.success(request, _("The weights and the order of the criteria are kept."))
            return redirect("judging:criteria", edition=edition, round_id=round_id)
    stands = why_criteria_stay(round)
    context = {
        "form": form,
        "header": presenter.criteria_header(round),
        "rows": presenter.criteria_rows(listed),
        "stands": stands,
        "removals": [] if stands else presenter.removal_links(round, listed),
    }
    return render(request, "judging/rounds/criteria.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def remove_one(request: SignedInRequest, edition: str, round_id: int, criterion_id: int) -> HttpResponse:
    """Take a criterion out, saying what the others weigh from then on; or why it stays."""
    round = get_object_or_404(_rounds_of(_organised_or_404(request, edition)), pk=round_id)
    listed = list(round.criteria.all())
    criterion = next((each for each in listed if each.pk == criterion_id), None)
    if criterion is None:
        raise Http404
    criterion.round = round
    others = [each for each in listed if each is not criterion]
    form = RemovalForm(request.POST or None, criteria=others, weights=shared_out(others))
    if form.is_valid():
        with refusals(form):
            remove_criterion(criterion, weights=form.weights(), by=request.user, at=request.received_at)
            messages.success(request, _("The criterion is removed."))
            return redirect("judging:criteria", edition=edition, round_id=round_id)
    header = presenter.removal_header(round, criterion)
    context = {"form": form, "header": header, "stands": why_criteria_stay(round)}
    return render(request, "judging/rounds/remove_criterion.html", context)


def _act(request: SignedInRequest, round: Round) -> HttpResponse:
    opens = "open" in request.POST
    try:
        (open_round if opens else collect)(round=round, by=request.user, at=request.received_at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The round is open.") if opens else _("The projects have entered the round."))
    return redirect("judging:round_setup", edition=round.competition.slug, round_id=round.pk)


def _organised_or_404(request: SignedInRequest, edition: str) -> Competition:
    competition: Competition = edition_or_404(request, edition)
    if not request.user.has_perm("judging.screen", competition):
        raise Http404
    return competition


def _rounds_of(competition: Competition) -> Any:
    return Round.objects.of_competition(competition).select_related("phase__competition", "submission_phase")
