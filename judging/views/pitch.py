"""The running order of a session of pitches: hours, places, links, the draw, and telling everybody."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from competitions.editions import edition_or_404
from competitions.refusals import Refusal, refusals
from judging.domain import drawing, pitching
from judging.forms.pitch import LayOutForm
from judging.models import PitchSlot, Round
from judging.presenters.pitch import laid_out, order_page
from judging.views.president import followed_round_or_404
from judging.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pitch_order(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """The running order; what is posted lays the hours out anew."""
    round = followed_round_or_404(request, edition_or_404(request, edition), round_id)
    slots = pitching.programme(round)
    may_edit = request.user.has_perm("competitions.organise", round.competition)
    form = LayOutForm(request.POST or None, initial=laid_out(round, slots)) if may_edit else None
    if form is not None and form.is_valid():
        with refusals(form):
            pitching.lay_out(round=round, by=request.user, at=request.received_at, **form.values())  # type: ignore[arg-type]
            messages.success(request, _("The hours are laid out. Nobody has been told of them yet."))
            return redirect("judging:pitch_order", edition=edition, round_id=round_id)
    seed = drawing.waiting(round, pitching.ORDER_DRAWN)
    page = order_page(round, slots, seed=seed, untold=pitching.untold(round), may_edit=may_edit)
    return render(request, "judging/pitch/order.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def order_act(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """What is done to the whole order at once: seed, draw, link, telling."""
    round = followed_round_or_404(request, edition_or_404(request, edition), round_id)
    act = _ACTS.get(request.POST.get("act", ""))
    if request.method == "POST" and act is not None:
        _do(request, lambda: act(request, round))
    return redirect("judging:pitch_order", edition=edition, round_id=round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def slot_act(request: SignedInRequest, edition: str, round_id: int, slot_id: int) -> HttpResponse:
    """What is done to one project of the order."""
    round = followed_round_or_404(request, edition_or_404(request, edition), round_id)
    slot = get_object_or_404(PitchSlot.objects.filter(round=round).select_related("entry"), pk=slot_id)
    slot.round = round
    act = _SLOT_ACTS.get(request.POST.get("act", ""))
    if request.method == "POST" and act is not None:
        _do(request, lambda: act(request, slot))
    address = redirect("judging:pitch_order", edition=edition, round_id=round_id)
    address["Location"] += f"#slot-{slot.pk}"
    return address


def _do(request: SignedInRequest, act: Callable[[], str]) -> None:
    """Act, and say what came of it."""
    try:
        done = act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


def _publish(request: SignedInRequest, round: Round) -> str:
    drawing.publish_seed(
        round=round,
        purpose=pitching.ORDER_DRAWN,
        seed=request.POST.get("seed", ""),
        by=request.user,
        at=request.received_at,
    )
    return _("The seed is public. Draw from it when everybody could see it.")


def _draw(request: SignedInRequest, round: Round) -> str:
    pitching.draw_order(round=round, by=request.user, at=request.received_at)
    return _("The running order is drawn.")


def _link(request: SignedInRequest, round: Round) -> str:
    pitching.set_link(round=round, link=request.POST.get("link", ""), by=request.user, at=request.received_at)
    return _("Every project has this address now.")


def _tell(request: SignedInRequest, round: Round) -> str:
    number = pitching.tell(round=round, by=request.user, at=request.received_at)
    words = ngettext("%(count)d message is on its way.", "%(count)d messages are on their way.", number)
    return words % {"count": number}


def _move(request: SignedInRequest, slot: PitchSlot) -> str:
    place = request.POST.get("place", "")
    wanted = int(place) if place.isdecimal() and len(place) < 5 else slot.place
    pitching.move(slot=slot, place=wanted, by=request.user, at=request.received_at)
    return _("The order has changed.")


def _retime(request: SignedInRequest, slot: PitchSlot) -> str:
    pitching.retime(slot=slot, starts_at=_typed(request, slot), by=request.user, at=request.received_at)
    return _("This project and all that come after it have moved.")


def _own_link(request: SignedInRequest, slot: PitchSlot) -> str:
    link = request.POST.get("link", "")
    pitching.set_link(round=slot.round, slot=slot, link=link, by=request.user, at=request.received_at)
    return _("The address of this project is saved.")


def _postpone(request: SignedInRequest, slot: PitchSlot) -> str:
    pitching.postpone(slot=slot, by=request.user, at=request.received_at)
    return _("The project pitches after all the others, who keep their hours.")


def _typed(request: SignedInRequest, slot: PitchSlot) -> datetime:
    """The moment that was typed, on the edition's clock; the present one where it is none."""
    try:
        moment = parse_datetime(request.POST.get("starts_at", ""))
    except ValueError:
        moment = None
    if moment is None:
        return slot.starts_at
    return moment.replace(tzinfo=ZoneInfo(slot.round.competition.time_zone))


_ACTS: dict[str, Callable[[SignedInRequest, Round], str]] = {
    "publish": _publish,
    "draw": _draw,
    "link": _link,
    "tell": _tell,
}
_SLOT_ACTS: dict[str, Callable[[SignedInRequest, PitchSlot], str]] = {
    "move": _move,
    "retime": _retime,
    "link": _own_link,
    "postpone": _postpone,
}
