"""Checking the file, submitting it, and the receipt."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from competitions.refusals import Refusal
from submissions.domain import submitting
from submissions.domain.checking import check_draft
from submissions.domain.reading import read_draft
from submissions.forms import DeclarationForm
from submissions.frozen import preview, read
from submissions.models import Version, newest
from submissions.presenters.deadline import deadline
from submissions.presenters.dossier import dossier_page
from submissions.presenters.project import above, page_url, section_url
from submissions.presenters.submission import consequences, problem_rows, receipt, what_counts
from submissions.rules import may_submit
from submissions.views.late import late_page
from submissions.views.own import own_project_or_404, window_or_404
from teams.domain.confirmation import confirm, what_blocks


@require_safe
@login_required
def check(request: HttpRequest, edition: str) -> HttpResponse:
    """Everything as the jury will see it, and each problem with a link to its field."""
    project = own_project_or_404(request, edition)
    window, at = window_or_404(request, project), _received(request)
    draft = read_draft(project, window.phase)
    dossier = preview(draft, get_language() or "ar")
    page = dossier_page(dossier, edition=edition, section_url=lambda key: section_url(project.team, key))
    return render(
        request,
        "submissions/check.html",
        {
            "above": above(project.team),
            "back_url": page_url("project", project.team),
            "problems": problem_rows(project.team, check_draft(draft)),
            "dossier": page,
            "submit_url": page_url("submit", project.team),
            "is_open": window.is_open(at=at),
            "deadline": deadline(window, at=at),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def submit(request: HttpRequest, edition: str) -> HttpResponse:
    """The declaration and the button, or why it is not there."""
    project = own_project_or_404(request, edition)
    window, at = window_or_404(request, project), _received(request)
    form = DeclarationForm(request.POST or None, initial={"phase": window.phase.key})
    if request.method == "POST" and form.is_valid():
        try:
            version = submitting.submit(
                project=project,
                phase=window.phase,
                by=request.user,  # type: ignore[arg-type]
                received_at=at,
                intent=form.cleaned_data["intent"],
            )
        except (PhaseNotOpen, PhaseClosed):
            return late_page(request, project, window)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("submissions:version", edition=edition, number=version.number)
    draft = read_draft(project, window.phase)
    leads = may_submit.test(request.user, project)
    problems = check_draft(draft)
    confirmed = project.team.confirmed_at is not None
    return render(
        request,
        "submissions/submit.html",
        {
            "form": form,
            "above": above(project.team),
            "back_url": page_url("check", project.team),
            "deadline": deadline(window, at=at),
            "is_open": window.is_open(at=at),
            "leads": leads,
            "leaders": [person.display_name for person in project.team.who_acts()],
            "confirmed": confirmed,
            "blocks": [] if confirmed else what_blocks(project.team),
            "confirm_url": page_url("confirm_team", project.team),
            "problems": problem_rows(project.team, problems),
            "consequences": consequences(window),
            "ready": leads and confirmed and not problems and window.is_open(at=at),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def confirm_team(request: HttpRequest, edition: str) -> HttpResponse:
    """Confirm the team from the submit page, in one click."""
    project = own_project_or_404(request, edition)
    if request.method != "POST":  # back from the sign-in page, which the button led to
        return redirect("submissions:submit", edition=edition)
    try:
        confirm(team=project.team, by=request.user, received_at=_received(request))  # type: ignore[arg-type]
        messages.success(request, _("The team is confirmed. You can submit now."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("submissions:submit", edition=edition)


@require_safe
@login_required
def version(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """The receipt of one version, and what it contains."""
    project = own_project_or_404(request, edition)
    versions = Version.objects.of(project)
    shown = get_object_or_404(versions.select_related("phase__competition", "submitted_by"), number=number)
    counting = newest(versions.of_phase(shown.phase).without_content()) or shown
    dossier = read(shown, get_language() or "ar")
    return render(
        request,
        "submissions/version.html",
        {
            "above": above(project.team),
            "back_url": page_url("project", project.team),
            "version": shown,
            "receipt": receipt(shown, dossier, project.team),
            "counts": what_counts(shown, counting),
            "dossier": dossier_page(dossier, edition=edition),
        },
    )


def _received(request: HttpRequest) -> datetime:
    received_at: datetime = request.received_at  # type: ignore[attr-defined]
    return received_at
