"""A juror's own evaluations side by side, and the signature under all of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.refusals import Refusal
from judging.domain.canonical_form import fingerprint
from judging.domain.juror_signing import evaluations_text, finished_by, sign_evaluations, signature_of
from judging.presenters.own_scores import own_scores_page
from judging.presenters.signing import signing_page
from judging.views.own import may_write_in, own_round_or_404, to_sign_or_404
from judging.views.requests import SignedInRequest


@require_safe
@never_cache
@login_required
def own_scores(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """What this juror has given so far, project by project, to be compared before it is finished."""
    round, theirs = own_round_or_404(request, edition, round_id)
    at = request.received_at
    can_finish = may_write_in(round, at=at)
    page = own_scores_page(round, theirs, sort=request.GET.get("sort", ""), can_finish=can_finish, at=at)
    return render(request, "judging/own_scores.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def signature(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Everything that they have finished, once more, and the button that signs it."""
    round, theirs = to_sign_or_404(request, edition, round_id)
    if request.method == "POST":
        try:
            sign_evaluations(round=round, by=request.user, seen=request.POST.get("seen", ""), at=request.received_at)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("You have signed your evaluations. Thank you."))
        return redirect("judging:sign_evaluations", edition=edition, round_id=round_id)
    finished = finished_by(round, request.user)
    seen = fingerprint(evaluations_text(round, request.user, finished))
    signed = signature_of(round, request.user)
    unfinished = theirs.filter(evaluation__finished_at=None).count() if round.closed_at is None else 0
    page = signing_page(
        round,
        finished,
        signed,
        seen=seen,
        unfinished=unfinished,
        sits=round.is_open_to_juror,
        can_reopen=round.is_open_to_juror and may_write_in(round, at=request.received_at),
    )
    return render(request, "judging/sign_evaluations.html", {"page": page})
