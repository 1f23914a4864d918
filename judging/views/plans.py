"""An organiser has proposals made of who reads what, and of who accompanies whom, and decides about them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.models import Competition
from competitions.presenters import job_page
from competitions.refusals import Refusal, refusals
from judging.domain import plans as verbs
from judging.domain.plans.changes import changes
from judging.domain.plans.overview import mentors_state, round_state
from judging.domain.plans.proposal import Proposal
from judging.forms.plans import MentorsForm, ProposeForm
from judging.models import Assignment, Plan, Round
from judging.presenters import plan_changes as changes_presenter
from judging.presenters import plan_preview as presenter
from judging.presenters.plans import assignment_page, mentors_page
from judging.views.requests import SignedInRequest
from teams.models import User

LISTED = 10  # proposals, the newest
LONGEST_SEARCH = 100


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def assignment(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """What stands, the proposals so far, and a form to have another one made."""
    round = _round_or_404(request, edition, round_id)
    form = ProposeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            plan = verbs.propose(round=round, **form.cleaned_data, **_who_and_when(request))
            return redirect("judging:plan", edition=edition, plan_id=plan.pk)
    state = round_state(round, at=request.received_at)
    page = assignment_page(round, state, _listed(Plan.objects.filter(round=round)))
    return render(request, "judging/plans/assignment.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def replace_juror(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Have it proposed who takes over from a juror who has left."""
    round = _round_or_404(request, edition, round_id)
    if request.method == "POST":
        reading = Assignment.objects.filter(entry__round=round).values("juror")
        juror = get_object_or_404(User.objects.filter(pk__in=reading), pk=_number(request.POST.get("juror")))
        try:
            plan = verbs.replace(round=round, juror=juror, **_who_and_when(request))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("judging:plan", edition=edition, plan_id=plan.pk)
    return redirect("judging:assignment", edition=edition, round_id=round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def mentor_plans(request: SignedInRequest, edition: str) -> HttpResponse:
    """The same for mentors and teams."""
    competition = _organised_or_404(request, edition)
    form = MentorsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            plan = verbs.propose_mentors(competition=competition, **form.cleaned_data, **_who_and_when(request))
            return redirect("judging:plan", edition=edition, plan_id=plan.pk)
    listed = _listed(Plan.objects.filter(competition=competition, purpose=Plan.Purpose.MENTORS))
    page = mentors_page(competition, mentors_state(competition, at=request.received_at), listed)
    return render(request, "judging/plans/assignment.html", {"page": page, "form": form})


@require_safe
@never_cache
@login_required
def plan(request: SignedInRequest, edition: str, plan_id: int) -> HttpResponse:
    """While it is computed, how far that is; then each project with its people, and why each."""
    plan = plan_or_404(request, edition, plan_id)
    if plan.result is None:
        job = job_page(plan.job) if plan.job is not None else None
        context = {"header": presenter.header(plan), "job": job, "here": request.path, "waits": plan.dropped_at is None}
        return render(request, "judging/plans/waiting.html", context)
    typed, order = typed_in(request), request.GET.get("show", "all")
    proposal = Proposal.of(plan)
    places = presenter.ordered_places(plan, proposal, typed=typed, order=order)
    page = Paginator(places, presenter.PER_PAGE).get_page(request.GET.get("page"))
    shown = presenter.preview_page(plan, proposal, page, typed=typed, order=order)
    return render(request, "judging/plans/preview.html", {"plan": shown, "page": page})


@require_safe
@never_cache
@login_required
def plan_people(request: SignedInRequest, edition: str, plan_id: int) -> HttpResponse:
    """What each juror or mentor would have."""
    plan = plan_or_404(request, edition, plan_id)
    if plan.result is None:
        return redirect("judging:plan", edition=edition, plan_id=plan_id)
    proposal, typed = Proposal.of(plan), typed_in(request)
    page = presenter.people_pages(proposal, typed).get_page(request.GET.get("page"))
    context = {
        "header": presenter.header(plan),
        "tabs": presenter.tabs(plan, "plan_people"),
        "table": presenter.people_table(proposal, page),
        "typed": typed,
        "page": page,
    }
    return render(request, "judging/plans/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def plan_changes(request: SignedInRequest, edition: str, plan_id: int) -> HttpResponse:
    """What accepting would change; accept, or put aside; while a job accepts it, how far that is."""
    plan = plan_or_404(request, edition, plan_id)
    if request.method == "POST":
        return _decide(request, plan)
    if plan.is_being_accepted and plan.accepting is not None:
        context = {"header": presenter.header(plan), "job": job_page(plan.accepting), "here": request.path}
        return render(request, "judging/plans/accepting.html", context)
    if plan.result is None:
        return redirect("judging:plan", edition=edition, plan_id=plan_id)
    found = changes(plan, Proposal.of(plan))
    page = changes_presenter.lines(found).get_page(request.GET.get("page"))
    shown = changes_presenter.changes_page(plan, found, page)
    return render(request, "judging/plans/changes.html", {"changes": shown, "page": page})


def plan_or_404(request: SignedInRequest, edition: str, plan_id: int) -> Plan:
    """A proposal of an edition that the reader organises. Raises Http404."""
    competition = _organised_or_404(request, edition)
    plans = Plan.objects.filter(competition=competition)
    return get_object_or_404(
        plans.select_related("competition", "round__phase__competition", "job", "accepting"), pk=plan_id
    )


def typed_in(request: SignedInRequest) -> str:
    """What is sought; PostgreSQL bears no NUL in it."""
    return request.GET.get("q", "").replace("\x00", "")[:LONGEST_SEARCH]


def _decide(request: SignedInRequest, plan: Plan) -> HttpResponse:
    accepts = "accept" in request.POST
    try:
        plan = (verbs.accept if accepts else verbs.put_aside)(plan=plan, **_who_and_when(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("judging:plan_changes", edition=plan.competition.slug, plan_id=plan.pk)
    if plan.is_being_accepted:
        return redirect("judging:plan_changes", edition=plan.competition.slug, plan_id=plan.pk)
    said = _("The proposal stands, and those concerned are told.") if accepts else _("The proposal is put aside.")
    messages.success(request, said)
    if plan.round is not None:
        return redirect("judging:assignment", edition=plan.competition.slug, round_id=plan.round.pk)
    return redirect("judging:mentor_plans", edition=plan.competition.slug)


def _round_or_404(request: SignedInRequest, edition: str, round_id: int) -> Round:
    rounds = Round.objects.of_competition(_organised_or_404(request, edition)).select_related("phase__competition")
    return get_object_or_404(rounds, pk=round_id)


def _organised_or_404(request: SignedInRequest, edition: str) -> Competition:
    competition: Competition = edition_or_404(request, edition)
    if not request.user.has_perm("competitions.organise", competition):
        raise Http404
    return competition


def _listed(plans: Any) -> list[Plan]:
    newest = plans.select_related("made_by", "job", "accepting").defer("inputs", "result").order_by("-pk")
    return list(newest[:LISTED])


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < LISTED else 0


def _who_and_when(request: SignedInRequest) -> dict[str, Any]:
    return {"by": request.user, "at": request.received_at}
