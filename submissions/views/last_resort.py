"""Asking the others to agree that a member submits without the captain, and agreeing."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from competitions.refusals import Refusal
from submissions.domain import last_resort
from submissions.models import Project
from submissions.views.own import own_project_or_404, window_or_404
from teams.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: HttpRequest, edition: str) -> HttpResponse:
    """Ask the others, from the submit page, in one click."""
    return _done(request, edition, last_resort.ask, _("The others have been asked, and told by mail."))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def agree(request: HttpRequest, edition: str, person_id: int) -> HttpResponse:
    """Agree that a teammate submits."""
    return _done(request, edition, last_resort.sign_off, _("Your agreement is recorded."), person_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def disagree(request: HttpRequest, edition: str, person_id: int) -> HttpResponse:
    """Take one's agreement back."""
    return _done(request, edition, last_resort.withdraw_sign_off, _("Your agreement is taken back."), person_id)


def _done(
    request: HttpRequest,
    edition: str,
    verb: Callable[..., object],
    words: str | Promise,
    person_id: int | None = None,
) -> HttpResponse:
    """Call the verb and say what came of it on the submit page; a link to here only leads there."""
    project = own_project_or_404(request, edition)
    about = {} if person_id is None else {"submitter": _teammate_or_404(project, person_id)}
    if request.method == "POST":
        window = window_or_404(request, project)
        try:
            verb(project=project, phase=window.phase, by=request.user, at=request.received_at, **about)  # type: ignore[attr-defined]
            messages.success(request, words)  # type: ignore[arg-type]
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect("submissions:submit", edition=edition)


def _teammate_or_404(project: Project, person_id: int) -> User:
    person = project.team.members().filter(pk=person_id).first()
    if person is None:
        raise Http404
    return person
