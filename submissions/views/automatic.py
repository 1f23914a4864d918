"""Having the draft submitted at the deadline: what it means, asking for it, and taking that back."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from competitions.refusals import Refusal
from submissions.domain.automatic import ask_for_it, ask_no_longer
from submissions.domain.windows import Window
from submissions.forms import PhaseForm
from submissions.models import AutomaticSubmission, Project
from submissions.presenters.automatic import at_the_deadline, explained
from submissions.presenters.deadline import deadline
from submissions.presenters.project import above, page_url
from submissions.rules import answers_for_team
from submissions.views.late import late_page
from submissions.views.own import own_project_or_404, window_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def automatic(request: HttpRequest, edition: str) -> HttpResponse:
    """What happens at the deadline if the team asks for it, and the button to ask or to ask no longer."""
    project = own_project_or_404(request, edition)
    window = window_or_404(request, project)
    at: datetime = request.received_at  # type: ignore[attr-defined]
    if request.method == "POST":
        return _decided(request, project, window)
    row = AutomaticSubmission.objects.of(project, window.phase).select_related("asked_by", "version").first()
    leads, is_open = answers_for_team.test(request.user, project), window.is_open(at=at)
    return render(
        request,
        "submissions/automatic.html",
        {
            "form": PhaseForm(initial={"phase": window.phase.key}),
            "above": above(project.team),
            "back_url": page_url("project", project.team),
            "deadline": deadline(window, at=at),
            "note": at_the_deadline(row, window, project.team, leads=leads, is_open=is_open),
            "points": explained(window),
            "is_asked": row is not None,
            "may_decide": leads and is_open and (row is None or row.settled_at is None),
            "leads": leads,
            "leaders": [person.display_name for person in project.team.who_acts()],
        },
    )


def _decided(request: HttpRequest, project: Project, window: Window) -> HttpResponse:
    """Do what the button says: `off` takes back what was asked."""
    off = "off" in request.POST
    verb = ask_no_longer if off else ask_for_it
    edition = project.team.competition.slug
    try:
        verb(project=project, phase=window.phase, by=request.user, received_at=request.received_at)  # type: ignore
    except (PhaseNotOpen, PhaseClosed):
        return late_page(request, project, window)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("submissions:automatic", edition=edition)
    said = _("Nothing is submitted by itself any more.") if off else _("Your draft will be submitted at the deadline.")
    messages.success(request, said)
    return redirect("submissions:project", edition=edition)
