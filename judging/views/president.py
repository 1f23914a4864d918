"""A round for those who follow it: how far the jury is, then the ranking, then the signature."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.models import Competition
from competitions.refusals import Refusal
from judging.domain import signing
from judging.domain.progress import progress
from judging.domain.ranking import ranking as the_ranking
from judging.models import Round
from judging.presenters import ranking as presenter
from judging.views.requests import SignedInRequest


@require_safe
@never_cache
@login_required
def ranking(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Before the round has closed: who has done what, without a point. After: the ranking."""
    competition = edition_or_404(request, edition)
    round = followed_round_or_404(request, competition, round_id)
    if round.opened_at is None:
        return render(request, "judging/round_not_open.html", {"header": presenter.header(round)})
    if round.closed_at is None:
        grid = presenter.progress_page(round, progress(round), at=request.received_at)
        return render(request, "judging/progress.html", {"page": grid, "header": presenter.header(round)})
    may_sign = request.user.has_perm("judging.preside", competition)
    prefetch_related_objects([round], "criteria")
    page = presenter.ranking_page(round, the_ranking(round), may_sign=may_sign)
    return render(request, "judging/ranking.html", {"page": page, "header": presenter.header(round)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sign(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """The president signs the ranking as it stands; others who see it are told that they cannot."""
    round = followed_round_or_404(request, edition_or_404(request, edition), round_id)
    if request.method != "POST":  # back from the sign-in page, which the button led to
        return redirect("judging:ranking", edition=edition, round_id=round_id)
    try:
        signing.sign(round=round, by=request.user, at=request.received_at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The ranking is signed. The organiser can now name the winners."))
    return redirect("judging:ranking", edition=edition, round_id=round_id)


def followed_round_or_404(request: SignedInRequest, competition: Competition, round_id: int) -> Round:
    """A round of the edition, for who follows the jury's work. Raises Http404."""
    if not request.user.has_perm("judging.see_progress", competition):
        raise Http404
    rounds = Round.objects.of_competition(competition).select_related("phase__competition", "signature__signed_by")
    return get_object_or_404(rounds, pk=round_id)
