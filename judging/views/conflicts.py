"""Conflicts of interest: a juror declares them, a team challenges, the president decides, the organiser sets what bars.

The conflict that a juror sees in one project of theirs is declared from that project.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.models import Competition, Department
from competitions.refusals import refusals
from judging import declaring_list
from judging.domain import challenging, policies
from judging.domain.declaring import declare_conflicts
from judging.domain.profiles import has_accepted
from judging.domain.rule_changes import scored_rounds
from judging.forms.conflicts import ChallengeForm, DecisionForm, DeclarationForm, PolicyForm
from judging.models import Conflict
from judging.presenters import conflicts as presenter
from judging.presenters.declaring import declare_page
from judging.views.requests import SignedInRequest
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.models import Role, Team, User
from teams.views.own import back_to, my_team_or_404, reason_page


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def declare(request: SignedInRequest, edition: str) -> HttpResponse:
    """Teams and departments to search and tick; what is ticked waits on the juror's list until it is declared."""
    competition = _edition_or_404(request, edition, "judging.sit")
    if not has_accepted(request.user, competition, at=request.received_at):
        return redirect("judging:charter", edition=edition)
    listed = declaring_list.of(request, competition)
    form = DeclarationForm(_posted(request) if "declare" in request.POST else None)
    if request.method == "POST" and "declare" not in request.POST:
        listed.change(request.POST)
        return redirect(f"{request.path}?{urlencode(_where(request.POST))}")
    if form.is_valid():
        with refusals(form):
            _declare(request, competition, listed, form.cleaned_data["reason"])
            return redirect("judging:jury", edition=edition)
    where = _where(request.GET)
    page = declare_page(
        competition,
        request.user,
        show=where.get("show", ""),
        typed=where.get("q", ""),
        number=where.get("page"),
        teams=listed.teams,
        departments=listed.departments,
    )
    kept = [("show", page.show)]
    return render(
        request, "judging/conflicts/declare.html", {"declare": page, "page": page.page, "form": form, "kept": kept}
    )


def _declare(request: SignedInRequest, competition: Competition, listed: Any, reason: str) -> None:
    declare_conflicts(
        juror=request.user,
        competition=competition,
        teams=Team.objects.filter(competition=competition, pk__in=listed.teams),
        departments=Department.objects.filter(pk__in=listed.departments),
        reason=reason,
        at=request.received_at,
    )
    listed.empty()
    messages.success(request, _("Your declaration is recorded. The projects that you judge are open to you."))


def _where(given: Any) -> dict[str, str]:
    """The search and the page at which the reader is."""
    return {name: given[name] for name in ("show", "q", "page") if given.get(name)}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def conflict_policies(request: SignedInRequest, edition: str) -> HttpResponse:
    """What each kind of conflict does, and how many jurors remain for each team under what is chosen."""
    competition = _edition_or_404(request, edition, "competitions.organise")
    now = policies.effects_of(competition)
    asks = bool(scored_rounds(competition))
    form = PolicyForm(_posted(request), effects=now, asks_reason=asks)
    if form.is_valid():
        with refusals(form):
            reason = form.cleaned_data.get("reason", "")
            about = {"reason": reason, "by": request.user, "at": request.received_at}
            policies.set_policies(competition=competition, effects=form.effects, **about)
            messages.success(request, _("What conflicts of interest do is decided."))
            return redirect("judging:conflict_policies", edition=edition)
    if request.method != "POST":
        # Looked at before it is decided: what the address says instead of what stands.
        tried = {kind: request.GET.get(kind) for kind in Conflict.Kind.values}
        now |= {kind: effect for kind, effect in tried.items() if effect in ("bar", "disclose")}
        form = PolicyForm(None, effects=now, asks_reason=asks)
    else:
        now |= {kind: form.cleaned_data[kind] for kind in Conflict.Kind.values if kind in form.cleaned_data}
    page = presenter.policy_page(
        competition, now, typed=request.GET.get("q", ""), number=request.GET.get("page"), at=request.received_at
    )
    return render(request, "judging/conflicts/policies.html", {"policies": page, "page": page.page, "form": form})


@require_safe
@login_required
def team_jury(request: SignedInRequest, edition: str) -> HttpResponse:
    """Who judges the team's edition, by name, once the organiser shows it."""
    team = my_team_or_404(request, edition)  # type: ignore[arg-type]
    if reason := challenging.why_not_shown(team.competition, at=request.received_at):
        return reason_page(request, team, reason)  # type: ignore[arg-type]
    too_late = challenging.why_too_late(team.competition)
    may = not too_late and request.user.has_perm("teams.act_for_team", team)
    cards = presenter.juror_cards(team, may_challenge=may, at=request.received_at)
    page = {"cards": cards, "may": may, "too_late": too_late, **back_to(team)}
    return render(request, "judging/conflicts/team_jury.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def challenge(request: SignedInRequest, edition: str, juror_id: int) -> HttpResponse:
    """Captain or deputy says why a juror should not judge the team."""
    team = my_team_or_404(request, edition)  # type: ignore[arg-type]
    if reason := challenging.why_not_shown(team.competition, at=request.received_at):
        return reason_page(request, team, reason)  # type: ignore[arg-type]
    jury = Role.objects.filter(competition=team.competition, kind__in=Role.JURY).active(at=request.received_at)
    juror = get_object_or_404(User.objects.filter(pk__in=jury.values("person")), pk=juror_id)
    if not request.user.has_perm("teams.act_for_team", team):
        return reason_page(request, team, OnlyCaptainOrDeputy.message)  # type: ignore[arg-type]
    form = ChallengeForm(_posted(request))
    if form.is_valid():
        with refusals(form):
            challenging.challenge(
                team=team,
                juror=juror,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=request.received_at,
            )
            messages.success(request, _("The president of the jury has been told, and will answer your team."))
            return redirect("judging:team_jury", edition=edition)
    back_url = reverse("judging:team_jury", kwargs={"edition": edition})
    page = {"form": form, "juror": juror, "back_url": back_url}
    return render(request, "judging/conflicts/challenge.html", page)


@require_safe
@never_cache
@login_required
def challenges(request: SignedInRequest, edition: str) -> HttpResponse:
    """What teams have said against jurors, for the president, the deputy and the auditor."""
    competition = _edition_or_404(request, edition, "judging.read_challenges")
    page = presenter.challenges_page(competition, request.user, number=request.GET.get("page"))
    return render(request, "judging/conflicts/challenges.html", {"challenges": page, "page": page.page})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def decide_challenge(request: SignedInRequest, edition: str, challenge_id: int) -> HttpResponse:
    """The president, or the deputy, upholds a challenge or does not. Nobody decides what is said about themselves."""
    competition = _edition_or_404(request, edition, "judging.preside")
    challenge = get_object_or_404(presenter.challenges_for(request.user, competition), pk=challenge_id)
    form = DecisionForm(_posted(request))
    if form.is_valid():
        with refusals(form):
            challenging.decide(
                challenge=challenge,
                upheld=form.cleaned_data["upheld"] == DecisionForm.YES,
                decision=form.cleaned_data["decision"],
                by=request.user,
                at=request.received_at,
            )
            messages.success(request, _("Your decision is recorded, and the team has been told."))
            return redirect("judging:challenges", edition=edition)
    page = {
        "rows": presenter.challenge_rows(challenge),
        "form": None if challenge.decided_at else form,
        "back_url": reverse("judging:challenges", kwargs={"edition": edition}),
    }
    return render(request, "judging/conflicts/decide.html", page)


def _posted(request: SignedInRequest) -> Any:
    """What a form is bound to: what was posted, even if that is nothing."""
    return request.POST if request.method == "POST" else None


def _edition_or_404(request: SignedInRequest, edition: str, right: str) -> Competition:
    """The edition, if the reader has the right there. Raises Http404."""
    competition: Competition = edition_or_404(request, edition)
    if not request.user.has_perm(right, competition):
        raise Http404
    return competition
