"""A team's own result: its score by criterion, its place or prize, what the jurors wrote for it, and an appeal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.refusals import refusals
from judging.domain.appeals import make_appeal
from judging.domain.own_results import OwnResult, own_results
from judging.forms.deliberation import AppealForm
from judging.models import Appeal
from judging.presenters import team_result as presenter
from judging.views.requests import SignedInRequest
from teams.models import Team


@require_safe
@never_cache
@login_required
def team_result(request: SignedInRequest, edition: str) -> HttpResponse:
    """For the members of the team, once the results are public."""
    team, results = _own_or_404(request, edition)
    may_appeal = request.user.has_perm("teams.act_for_team", team)
    page = presenter.team_result_page(team, results, may_appeal=may_appeal, at=request.received_at)
    return render(request, "judging/team_result.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def result_appeal(request: SignedInRequest, edition: str, entry_id: int) -> HttpResponse:
    """The captain or the deputy appeals once, within the days of the edition."""
    team, results = _own_or_404(request, edition)
    result = next((each for each in results if each.entry.pk == entry_id), None)
    if result is None or not request.user.has_perm("teams.act_for_team", team):
        raise Http404
    form = AppealForm(request.POST or None)
    if form.is_valid():
        with refusals(form):
            make_appeal(
                entry=result.entry,
                subject=Appeal.Subject.RESULT,
                text=form.cleaned_data["text"],
                by=request.user,
                at=request.received_at,
            )
            messages.success(request, _("Your appeal has been made. The answer comes by mail and on this page."))
            return redirect("judging:team_result", edition=edition)
    page = presenter.appeal_page(result, at=request.received_at)
    return render(request, "judging/result_appeal.html", {"page": page, "form": form})


def _own_or_404(request: SignedInRequest, edition: str) -> tuple[Team, list[OwnResult]]:
    """The team of the person, with its public results. Raises Http404."""
    competition = edition_or_404(request, edition)
    team = Team.objects.of(request.user).filter(competition=competition).first()
    results = own_results(team, at=request.received_at) if team else []
    if team is None or not results:
        raise Http404
    team.competition = competition
    return team, results
