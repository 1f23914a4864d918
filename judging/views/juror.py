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
from judging.domain.blinding import file_of, may_download, title_of
from judging.domain.conflicts import declare
from judging.domain.juror_signing import first_to_sign
from judging.domain.own_list import own_list, owned_by
from judging.domain.readiness import what_its_juror_lacks, what_lacks
from judging.forms.conflicts import ConflictForm
from judging.models import Assignment, Deliberation, Round
from judging.presenters.jury import jury_page
from judging.presenters.people import ways
from judging.views.own import led_to, own_or_404
from judging.views.requests import SignedInRequest
from submissions.domain.rendering import drawing_of
from submissions.frozen import ReadFile
from submissions.models import Attachment, PageImage
from submissions.presenters.viewing import viewed_file
from submissions.responses import file_response, page_response


@require_safe
@never_cache
@login_required
def jury(request: SignedInRequest, edition: str) -> HttpResponse:
    """What is theirs to evaluate, a round and a page at a time; and the rounds, for those who follow them."""
    competition = edition_or_404(request, edition)
    owned = owned_by(request.user, competition)
    follows = request.user.has_perm("judging.see_progress", competition)
    if not owned and not follows and not request.user.has_perm("judging.enter", competition):
        # Who has left the jury may still sign what they finished.
        if round_id := first_to_sign(request.user, competition):
            return redirect("judging:sign_evaluations", edition=edition, round_id=round_id)
        raise Http404
    # Whoever has begun has been there, and whoever leads the jury besides has that to do on this page too.
    has_begun = any(each.begun_at for each in owned)
    if not (has_begun or follows) and (answer := led_to(what_lacks(request.user, competition), edition)):
        return answer
    asked = {name: request.GET.get(name, "") for name in ("round", "state", "page")}
    own = own_list(request.user, owned, **asked, at=request.received_at)
    followed = list(Round.objects.of_competition(competition).select_related("signature")) if follows else None
    # A jury deliberates over what has closed; while nothing has, nothing is asked.
    closed = [each for each in (own.rounds if followed is None else followed) if each.closed_at is not None]
    sat_in = Deliberation.objects.filter(round__in=closed).with_signature_of(request.user)
    deliberations = list(sat_in.select_related("round__signature").order_by("-pk"))
    shown = jury_page(competition, own, followed, deliberations, at=request.received_at)
    others = ways(request.user, competition, follows=follows, at=request.received_at)
    return render(request, "judging/jury.html", {"jury": shown, "page": own.page, "ways": others})


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
        entry = form.cleaned_data["assignment"].entry
        with refusals(form):
            declare(
                juror=request.user,
                team=entry.team,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=request.received_at,
            )
            messages.success(request, _("“%(title)s” has left your list.") % {"title": title_of(entry)})
            return redirect("judging:jury", edition=edition)
    back_url = reverse("judging:jury", kwargs={"edition": edition})
    return render(request, "judging/conflict.html", {"form": form, "back_url": back_url})


@require_safe
@never_cache
@login_required
def evaluation_file(request: SignedInRequest, edition: str, assignment_id: int, attachment_id: int) -> FileResponse:
    """A file of the version that the juror reads, as far as the jury may have it, and of no other."""
    assignment, read, attachment = _read_file(request, edition, assignment_id, attachment_id)
    if not may_download(assignment.entry.round, read):
        raise Http404
    attachment.name = read.name
    return file_response(attachment)


@require_safe
@never_cache
@login_required
def evaluation_file_pages(
    request: SignedInRequest, edition: str, assignment_id: int, attachment_id: int
) -> HttpResponse:
    """The pages of such a file as pictures."""
    assignment, read, attachment = _read_file(request, edition, assignment_id, attachment_id)
    at = {"edition": edition, "assignment_id": assignment_id}
    of_file = {**at, "attachment_id": attachment_id}
    attachment.name, attachment.caption = read.name, read.caption
    may_have = may_download(assignment.entry.round, read)
    viewed = viewed_file(
        attachment,
        drawing_of(attachment),
        download_url=reverse("judging:evaluation_file", kwargs=of_file) if may_have else "",
        page_url=lambda number: reverse("judging:evaluation_file_page", kwargs={**of_file, "number": number}),
    )
    page = {"file": viewed, "back_url": reverse("judging:evaluation", kwargs=at)}
    return render(request, "judging/view_file.html", page)


@require_safe
@never_cache
@login_required
def evaluation_file_page(
    request: SignedInRequest, edition: str, assignment_id: int, attachment_id: int, number: int
) -> FileResponse:
    """The picture of one page of such a file."""
    _assignment, _read, attachment = _read_file(request, edition, assignment_id, attachment_id)
    return page_response(get_object_or_404(PageImage, attachment=attachment, number=number))


def _read_file(
    request: SignedInRequest, edition: str, assignment_id: int, attachment_id: int
) -> tuple[Assignment, ReadFile, Attachment]:
    """Raises Http404 for whatever the juror does not read, or not yet."""
    assignment = own_or_404(request, edition, assignment_id)
    read = file_of(assignment, attachment_id) if what_its_juror_lacks(assignment) is None else None
    if read is None:
        raise Http404
    return assignment, read, get_object_or_404(Attachment, pk=attachment_id)
