"""Changing one project of a proposal by hand, with what it would mean in sight before it is done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from competitions.refusals import refusals
from judging.domain.plans import swap
from judging.domain.plans.proposal import Proposal
from judging.forms.plans import SwapForm
from judging.models import Plan
from judging.presenters import plan_preview
from judging.presenters.plan_swap import candidates, swap_page
from judging.views.plans import plan_or_404, typed_in
from judging.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def plan_swap(request: SignedInRequest, edition: str, plan_id: int, key: int) -> HttpResponse:
    """Choose who leaves the project, then who comes; look at what it means; do it."""
    plan = plan_or_404(request, edition, plan_id)
    if plan.result is None:
        raise Http404
    proposal = Proposal.of(plan)
    if key not in proposal.places:
        raise Http404
    if not plan.is_open:
        return redirect("judging:plan", edition=edition, plan_id=plan_id)
    form = SwapForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            swap(plan=plan, project=key, by=request.user, at=request.received_at, **form.cleaned_data)
            messages.success(request, _("The proposal is changed; nothing is decided yet."))
            return redirect("judging:plan_swap", edition=edition, plan_id=plan_id, key=key)
    if form.errors:  # perhaps somebody else has changed it: what is shown next is as it stands now
        plan.refresh_from_db()
        proposal = Proposal.of(plan)
    return _page(request, plan, proposal, key, form)


def _page(request: SignedInRequest, plan: Plan, proposal: Proposal, key: int, form: SwapForm) -> HttpResponse:
    place = proposal.places[key]
    reading = [proposal.people[seat]["id"] for seat in proposal.read_by.get(place, [])]
    others = [person["id"] for person in proposal.people if person["id"] not in reading]
    asked = {
        "out": _chosen(request, "out", reading),
        "into": _chosen(request, "into", others),
        "adds": "add" in request.GET,
    }
    typed = typed_in(request)
    page = Paginator(candidates(proposal, place, typed), plan_preview.PER_PAGE).get_page(request.GET.get("page"))
    shown = swap_page(plan, proposal, place, page, asked, typed=typed)
    initial = {"out": asked["out"], "into": asked["into"], "revision": plan.revision}
    context = {"swap": shown, "page": page, "form": form, "confirm": SwapForm(initial=initial)}
    return render(request, "judging/plans/swap.html", context)


def _chosen(request: SignedInRequest, name: str, among: list[int]) -> int | None:
    """The key in the address, if it is one of those that may be chosen."""
    text = request.GET.get(name, "")
    return next((key for key in among if str(key) == text), None)
