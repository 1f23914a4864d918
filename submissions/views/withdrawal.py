"""Withdrawing what was submitted."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from competitions.refusals import refusals
from submissions.domain.withdrawing import withdraw
from submissions.forms import WithdrawalForm
from submissions.models import Version, newest
from submissions.presenters.deadline import deadline
from submissions.presenters.project import above, page_url
from submissions.presenters.submission import what_withdrawing_does
from submissions.rules import answers_for_team
from submissions.views.late import late_page
from submissions.views.own import own_project_or_404, window_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdrawal(request: HttpRequest, edition: str) -> HttpResponse:
    """What it does, the reason, and the button; or why it is not there."""
    project = own_project_or_404(request, edition)
    window = window_or_404(request, project)
    at: datetime = request.received_at  # type: ignore[attr-defined]
    form = WithdrawalForm(request.POST or None, initial={"phase": window.phase.key})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            try:
                withdraw(
                    project=project,
                    phase=window.phase,
                    reason=form.cleaned_data["reason"],
                    by=request.user,  # type: ignore[arg-type]
                    received_at=at,
                    intent=form.cleaned_data["intent"],
                )
            except (PhaseNotOpen, PhaseClosed):
                return late_page(request, project, window)
            messages.success(request, _("The submission is withdrawn. Nothing counts until you submit again."))
            return redirect("submissions:project", edition=edition)
    versions = Version.objects.of(project).of_phase(window.phase).with_withdrawal().without_content()
    counting, leads, is_open = newest(versions), answers_for_team.test(request.user, project), window.is_open(at=at)
    return render(
        request,
        "submissions/withdraw.html",
        {
            "form": form,
            "above": above(project.team),
            "back_url": page_url("project", project.team),
            "deadline": deadline(window, at=at),
            "is_open": is_open,
            "leads": leads,
            "leaders": [person.display_name for person in project.team.who_acts()],
            "counting": counting,
            "consequences": what_withdrawing_does(window, counting) if counting else [],
            "ready": leads and is_open and counting is not None,
        },
    )
