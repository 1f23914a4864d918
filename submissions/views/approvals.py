"""Signing off on the text as it stands, and asking the others to: one click each on the page that shows the file."""

from datetime import datetime

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from competitions.refusals import Refusal
from submissions.domain.approving import TextChanged, approve, ask_for_sign_offs
from submissions.forms import ApprovalForm
from submissions.views.late import late_page
from submissions.views.own import own_project_or_404, window_or_404
from teams.limits import try_again


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sign(request: HttpRequest, edition: str) -> HttpResponse:
    """Sign off on the text that the page showed; a link to here only leads to that page."""
    project = own_project_or_404(request, edition)
    if request.method == "POST":
        window = window_or_404(request, project)
        form = ApprovalForm(request.POST)
        try:
            if not form.is_valid():
                raise TextChanged
            approve(
                project=project,
                phase=window.phase,
                text_sha256=form.cleaned_data["text"],
                by=request.user,  # type: ignore[arg-type]
                received_at=_received(request),
            )
            messages.success(request, _("You have signed off on the text as it stands."))
        except (PhaseNotOpen, PhaseClosed):
            return late_page(request, project, window)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect("submissions:check", edition=edition)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: HttpRequest, edition: str) -> HttpResponse:
    """Ask whoever has not signed off, by mail."""
    project = own_project_or_404(request, edition)
    if request.method == "POST":
        window = window_or_404(request, project)
        if not ratelimit.consume(request, action="ask_for_sign_offs", user=request.user):
            messages.error(request, try_again(request))
            return redirect("submissions:check", edition=edition)
        try:
            asked = ask_for_sign_offs(
                project=project,
                phase=window.phase,
                by=request.user,  # type: ignore[arg-type]
                received_at=_received(request),
            )
            messages.success(request, _asked(len(asked)))
        except (PhaseNotOpen, PhaseClosed):
            return late_page(request, project, window)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect("submissions:check", edition=edition)


def _asked(count: int) -> str:
    if not count:
        return _("They have been asked about this text already; they are not asked twice.")
    words = ngettext("%(count)d member has been asked by mail.", "%(count)d members have been asked by mail.", count)
    return words % {"count": count}


def _received(request: HttpRequest) -> datetime:
    received_at: datetime = request.received_at  # type: ignore[attr-defined]
    return received_at
