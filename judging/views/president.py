"""A round for those who follow it: how far the jury is, then the ranking with what explains it, then the signature."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from competitions.editions import edition_or_404
from competitions.models import Competition
from judging.analysis_shape import Result
from judging.domain import analysing, explaining
from judging.domain.deliberating import final_ranking
from judging.domain.deliberating.differing import closed_to
from judging.domain.deliberating.ties import AnalysisMissing
from judging.domain.progress import progress
from judging.domain.ranking import Ranked
from judging.domain.ranking import ranking as official_ranking
from judging.models import Round
from judging.presenters.certainty import certainty_page
from judging.presenters.disagreements import differing, disagreements_page
from judging.presenters.progress import BY_JUROR, BY_PROJECT, Asked, progress_page
from judging.presenters.ranking import ranking_page
from judging.presenters.reliability import reliability_page
from judging.presenters.rounds_head import header
from judging.presenters.severities import jurors_page
from judging.presenters.why import ranked_pair, why_page
from judging.views.requests import SignedInRequest
from teams.models import User


@require_safe
@never_cache
@login_required
def ranking(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Before the round has closed: who has done what, without a point. After: the ranking."""
    competition = edition_or_404(request, edition)
    round = followed_round_or_404(request, competition, round_id)
    if round.opened_at is None:
        return render(request, "judging/round_not_open.html", {"header": header(round)})
    if round.closed_at is None:
        return _progress(request, round)
    prefetch_related_objects([round], "criteria")
    result = analysing.latest(round)
    page = ranking_page(
        round,
        placed(round),
        result,
        typed=request.GET.get("q", ""),
        number=request.GET.get("page"),
        **_seen_by(request, round, result),
    )
    return _page(request, "ranking", round, page)


@require_safe
@never_cache
@login_required
def certainty(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """The places that each project may hold, statistical ties, and what hangs on one juror."""
    round = _closed_round_or_404(request, edition, round_id)
    result = analysing.latest(round)
    page = certainty_page(
        round,
        placed(round),
        result,
        explaining.jurors_of(round),
        typed=request.GET.get("q", ""),
        number=request.GET.get("page"),
        **_seen_by(request, round, result),
    )
    return _page(request, "certainty", round, page)


@require_safe
@never_cache
@login_required
def disagreements(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """The projects on which jurors differ, the most first."""
    round = _closed_round_or_404(request, edition, round_id)
    result = analysing.latest(round)
    found = differing(placed(round), result, request.GET.get("page"))
    opinions = explaining.opinions(round, [each.entry.pk for each in found.object_list])
    page = disagreements_page(
        round,
        found,
        opinions,
        explaining.jurors_of(round),
        result,
        closed=closed_to(request.user, opinions),
        **_seen_by(request, round, result),
    )
    return _page(request, "disagreements", round, page)


@require_safe
@never_cache
@login_required
def reliability(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Agreement of the jury, criteria, and gaps between groups."""
    round = _closed_round_or_404(request, edition, round_id)
    result = analysing.latest(round)
    page = reliability_page(round, placed(round), result, **_seen_by(request, round, result))
    return _page(request, "reliability", round, page)


@require_safe
@never_cache
@login_required
def jurors_figures(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Each juror's severity, spread and consistency, for the president and the deputy alone."""
    competition = edition_or_404(request, edition)
    if not request.user.has_perm("judging.see_jurors_figures", competition):
        raise Http404
    round = _closed_round_or_404(request, edition, round_id)
    letters = explaining.jurors_of(round)
    names = {juror.pk: juror.display_name for juror in User.objects.filter(pk__in=letters)}
    result = analysing.latest(round)
    page = jurors_page(round, result, letters, names, failed=_failed(round, result))
    return _page(request, "jurors_figures", round, page)


@require_safe
@never_cache
@login_required
def why(request: SignedInRequest, edition: str, round_id: int, first: int, second: int) -> HttpResponse:
    """Why one project stands before another."""
    round = _closed_round_or_404(request, edition, round_id)
    ranked = placed(round)
    pair = ranked_pair(ranked, first, second)
    if pair is None:
        raise Http404
    opinions = explaining.opinions(round, [each.entry.pk for each in pair])
    page = why_page(round, ranked, pair, opinions, explaining.jurors_of(round), analysing.latest(round))
    return _page(request, "why", round, page)


def followed_round_or_404(request: SignedInRequest, competition: Competition, round_id: int) -> Round:
    """A round of the edition, for who follows the jury's work. Raises Http404."""
    if not request.user.has_perm("judging.see_progress", competition):
        raise Http404
    rounds = Round.objects.of_competition(competition).select_related(
        "phase__competition", "signature__signed_by", "deliberation"
    )
    return get_object_or_404(rounds, pk=round_id)


def placed(round: Round) -> Sequence[Ranked]:
    """The final ranking; the official one while the score that decides is still computed."""
    try:
        return final_ranking(round)
    except AnalysisMissing:
        return official_ranking(round)


def _closed_round_or_404(request: SignedInRequest, edition: str, round_id: int) -> Round:
    """Before a round has closed there is nothing of this, for nobody."""
    round = followed_round_or_404(request, edition_or_404(request, edition), round_id)
    if round.closed_at is None:
        raise Http404
    prefetch_related_objects([round], "criteria")
    return round


def _seen_by(request: SignedInRequest, round: Round, result: Result | None) -> dict[str, bool]:
    sees_jurors = request.user.has_perm("judging.see_jurors_figures", round.competition)
    return {"sees_jurors": sees_jurors, "failed": _failed(round, result)}


def _failed(round: Round, result: Result | None) -> bool:
    return result is None and analysing.has_failed(round)


def _progress(request: SignedInRequest, round: Round) -> HttpResponse:
    asked = Asked(
        by=BY_JUROR if request.GET.get("by") == BY_JUROR else BY_PROJECT,
        typed=request.GET.get("q", ""),
        juror=request.GET.get("juror", ""),
        number=request.GET.get("page"),
    )
    shown = progress_page(round, progress(round), asked, at=request.received_at)
    return render(request, "judging/progress.html", {"shown": shown, "page": shown.page, "header": header(round)})


def _page(request: SignedInRequest, name: str, round: Round, shown: Any) -> HttpResponse:
    """`page` is what the pagination shows the way through."""
    context = {"shown": shown, "page": getattr(shown, "page", None), "header": header(round)}
    return render(request, f"judging/ranking/{name}.html", context)
