"""The minutes: each juror signs, the president signs and seals; then winners are named and the moment is chosen."""

from functools import partial
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from competitions import wording
from competitions.refusals import refusals
from judging.domain.deliberating import final_ranking
from judging.domain.deliberating.awarding import award_prizes, is_last, proposal
from judging.domain.deliberating.minutes import counts, sign_minutes
from judging.domain.deliberating.standing import standing
from judging.domain.publication import schedule
from judging.domain.signing import sign
from judging.forms.deliberation import MomentForm, ReasonsForm
from judging.models import Deliberation, Publication, Round
from judging.presenters import minutes as presenter
from judging.presenters.deliberation import inner
from judging.presenters.rounds_head import address_of
from judging.views.deliberation import act, both, by, deliberated_or_404, seat_of
from judging.views.requests import SignedInRequest


@both
@never_cache
@login_required
def minutes(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """What is signed, in figures and as a fingerprint; a juror signs what they see."""
    round, going_on = deliberated_or_404(request, edition, round_id)
    if request.method == "POST":
        signs = partial(sign_minutes, round=round, seen=request.POST.get("seen", ""), **by(request))
        return act(request, round, signs, _("You have signed the minutes."), then="judging:minutes")
    page = presenter.minutes_page(
        standing(going_on, person=request.user, at=request.received_at),
        counts(round),
        seat=seat_of(request, round),
        at=request.received_at,
    )
    return render(request, "judging/deliberation/minutes.html", {"page": page, "header": inner(round)})


@both
@login_required
def seal(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """The president signs: the table is sealed, and its fingerprint told to all jurors."""
    round, _going_on = deliberated_or_404(request, edition, round_id)
    words = _("The ranking is signed and sealed. The fingerprint has been told to all jurors.")
    return act(request, round, partial(sign, round=round, **by(request)), words)


@both
@never_cache
@login_required
def winners(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """The prizes as the signed ranking and the votes give them; what nobody gets needs a reason."""
    round, _going_on = _published_or_404(request, edition, round_id)
    proposed = proposal(round, final_ranking(round), at=request.received_at)
    waiting = [each for each in proposed if not each.is_settled]
    nobody = [each.prize for each in waiting if not each.winners]
    # Where every prize has a winner, nothing is typed.
    form = ReasonsForm(request.POST if request.method == "POST" else None, prizes=nobody, suggested={})
    if form.is_valid():
        with refusals(form):
            award_prizes(round=round, reasons=form.given(), **by(request))
            messages.success(request, _("The winners are named. Nobody outside sees them before the publication."))
            return redirect(reverse("judging:deliberation", kwargs=address_of(round)))
    page = presenter.winners_page(proposed, signed=hasattr(round, "signature"))
    return render(request, "judging/deliberation/winners.html", {"page": page, "form": form, "header": inner(round)})


@both
@never_cache
@login_required
def publication(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """The moment at which the results become public; nobody outside sees anything before."""
    round, _going_on = _published_or_404(request, edition, round_id)
    competition = round.competition
    chosen = Publication.objects.filter(competition=competition).first()
    form = MomentForm(request.POST or None, initial=_initial(chosen, competition.time_zone))
    if form.is_valid():
        with refusals(form):
            kept = schedule(competition=competition, publish_at=form.moment(competition.time_zone), **by(request))
            moment = wording.moment(kept.publish_at, zone=competition.time_zone)
            messages.success(request, _("The results become public on %(moment)s.") % {"moment": moment})
            return redirect(reverse("judging:deliberation", kwargs=address_of(round)))
    page = presenter.publication_page(round, chosen, at=request.received_at)
    return render(
        request, "judging/deliberation/publication.html", {"page": page, "form": form, "header": inner(round)}
    )


def _initial(chosen: Publication | None, zone: str) -> dict[str, object]:
    if chosen is None:
        return {}
    local = chosen.publish_at.astimezone(ZoneInfo(zone))
    return {"day": local.date(), "hour": local.time()}


def _published_or_404(request: SignedInRequest, edition: str, round_id: int) -> tuple[Round, Deliberation]:
    """The last round, for the president and the organiser. Raises Http404."""
    round, going_on = deliberated_or_404(request, edition, round_id)
    if not is_last(round) or not request.user.has_perm("judging.lift_conflict", round.competition):
        raise Http404
    return round, going_on
