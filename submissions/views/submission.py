"""Checking the file, and submitting it."""

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from competitions.refusals import Refusal, refusals
from competitions.registries import panels
from submissions.domain import submitting
from submissions.domain.approving import approvals_of, members_of, sign_offs, text_digest
from submissions.domain.checking import check_draft
from submissions.domain.last_resort import last_resort_state
from submissions.domain.on_the_way import on_the_way
from submissions.domain.reading import read_draft
from submissions.domain.submitting import not_signed_off
from submissions.domain.windows import Window
from submissions.forms import DeclarationForm
from submissions.frozen import preview
from submissions.models import Project
from submissions.presenters.deadline import deadline
from submissions.presenters.dossier import dossier_page
from submissions.presenters.last_resort import last_resort_card
from submissions.presenters.project import above, page_url, section_url
from submissions.presenters.sign_offs import sign_off_panel
from submissions.presenters.submission import CheckedFile, consequences, problem_rows
from submissions.rules import answers_for_team
from submissions.views.late import late_page
from submissions.views.own import own_project_or_404, window_or_404
from teams.domain.confirmation import confirm, what_blocks
from teams.models import User


@require_safe
@login_required
def check(request: HttpRequest, edition: str) -> HttpResponse:
    """Everything as the jury will see it, each problem with a link to its field, and who has signed off on it."""
    at = _received(request)
    project = own_project_or_404(request, edition, facts=panels.facts("check", at=at))
    window = window_or_404(request, project)
    draft = read_draft(project, window.phase)
    dossier = preview(draft, get_language() or "ar")
    page = dossier_page(dossier, edition=edition, section_url=lambda key: section_url(project.team, key))
    leads, is_open = answers_for_team.test(request.user, project), window.is_open(at=at)
    text = text_digest(draft)
    signed = sign_offs(list(project.team.members()), approvals_of(project, window.phase), text_sha256=text)
    checked = CheckedFile(project, window.phase, dossier)
    panel = sign_off_panel(draft, signed, request.user, text=text, is_open=is_open, leads=leads)  # type: ignore[arg-type]
    return render(
        request,
        "submissions/check.html",
        {
            "above": above(project.team),
            "back_url": page_url("project", project.team),
            "problems": problem_rows(project.team, check_draft(draft)),
            "dossier": page,
            "cards": panels.rendered("check", request, checked, row=project.team),
            "way": on_the_way(project, window.phase),
            "panel": panel,
            "phase_key": window.phase.key,
            "sign_url": page_url("sign", project.team),
            "ask_url": page_url("ask_for_sign_offs", project.team),
            "submit_url": page_url("submit", project.team),
            "is_open": is_open,
            "deadline": deadline(window, at=at),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def submit(request: HttpRequest, edition: str) -> HttpResponse:
    """The declaration and the button, or why it is not there."""
    project = own_project_or_404(request, edition)
    window, at = window_or_404(request, project), _received(request)
    if request.method != "POST" and window.is_over(at=at):
        return late_page(request, project, window)
    rules_url = reverse("competitions:rules", kwargs={"edition": edition})
    form = DeclarationForm(request.POST or None, initial={"phase": window.phase.key}, rules_url=rules_url)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            try:
                version = submitting.submit(
                    project=project,
                    phase=window.phase,
                    by=request.user,  # type: ignore[arg-type]
                    received_at=at,
                    intent=form.cleaned_data["intent"],
                    reason=form.cleaned_data["reason"],
                )
            except (PhaseNotOpen, PhaseClosed):
                return late_page(request, project, window)
            return redirect("submissions:version", edition=edition, number=version.number)
    return render(request, "submissions/submit.html", _before_the_button(request, project, window, form))


def _before_the_button(
    request: HttpRequest, project: Project, window: Window, form: DeclarationForm
) -> dict[str, object]:
    at, person = _received(request), cast(User, request.user)
    draft = read_draft(project, window.phase)
    leads, is_open = answers_for_team.test(person, project), window.is_open(at=at)
    card = None if leads else last_resort_card(last_resort_state(project, window, at=at), person)
    problems, confirmed = check_draft(draft), project.team.confirmed_at is not None
    unsigned = not_signed_off(draft, list(members_of(project)), approvals_of(project, window.phase), by=person)
    form.asks_why(asks=bool(unsigned))
    return {
        "form": form,
        "above": above(project.team),
        "back_url": page_url("check", project.team),
        "edition": project.team.competition.slug,
        "deadline": deadline(window, at=at),
        "is_open": is_open,
        "leads": leads,
        "leaders": [each.display_name for each in project.team.who_acts()],
        "confirmed": confirmed,
        "blocks": [] if confirmed else what_blocks(project.team),
        "confirm_url": page_url("confirm_team", project.team),
        "problems": problem_rows(project.team, problems),
        "unsigned": [each.display_name for each in unsigned],
        "way": on_the_way(project, window.phase),
        "consequences": consequences(window, without_captain=not leads),
        "last_resort": card,
        "ready": (leads or (card and card.ready)) and confirmed and not problems and is_open,
    }


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


def _received(request: HttpRequest) -> datetime:
    received_at: datetime = request.received_at  # type: ignore[attr-defined]
    return received_at
