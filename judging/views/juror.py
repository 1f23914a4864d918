"""A juror's pages: what is theirs to evaluate, each evaluation, and the way out of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.refusals import refusals
from judging.domain.conflicts import declare
from judging.forms import ConflictForm
from judging.models import Assignment, Round
from judging.presenters.jury import jury_page
from judging.views.requests import SignedInRequest
from submissions.models import Attachment
from submissions.responses import file_response


@require_safe
@login_required
def jury(request: SignedInRequest, edition: str) -> HttpResponse:
    competition = edition_or_404(request, edition)
    theirs = Assignment.objects.readable().of(request.user).of_competition(competition)
    assignments = list(theirs.with_work().without_content().in_order())
    if not assignments and not request.user.has_perm("judging.enter", competition):
        raise Http404
    follows = request.user.has_perm("judging.see_progress", competition)
    followed = list(Round.objects.of_competition(competition).select_related("signature")) if follows else None
    shown = jury_page(competition, assignments, followed, at=request.received_at)
    return render(request, "judging/jury.html", {"page": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conflict(request: SignedInRequest, edition: str) -> HttpResponse:
    """Declare a conflict of interest: the project leaves the juror's list at once."""
    competition = edition_or_404(request, edition)
    theirs = Assignment.objects.readable().of(request.user).of_competition(competition).in_running_rounds()
    if not theirs.exists():
        raise Http404
    form = ConflictForm(
        request.POST or None,
        initial={"assignment": request.GET.get("assignment", "")},
        assignments=theirs.with_work().without_content().in_order(),
    )
    if form.is_valid():
        team = form.cleaned_data["assignment"].entry.team
        with refusals(form):
            declare(
                juror=request.user,
                team=team,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=request.received_at,
            )
            messages.success(request, _("The project of “%(team)s” has left your list.") % {"team": team.display_name})
            return redirect("judging:jury", edition=edition)
    back_url = reverse("judging:jury", kwargs={"edition": edition})
    return render(request, "judging/conflict.html", {"form": form, "back_url": back_url})


@require_safe
@never_cache
@login_required
def evaluation_file(request: SignedInRequest, edition: str, assignment_id: int, attachment_id: int) -> FileResponse:
    """A file of the version that the juror reads, and of no other."""
    theirs = Assignment.objects.readable().of(request.user).of_edition(edition).filter(pk=assignment_id)
    read = theirs.values("entry__version")
    return file_response(get_object_or_404(Attachment, pk=attachment_id, versions__version__in=read))
