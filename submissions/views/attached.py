"""Reading what was attached: whoever may read the project downloads a file, or looks at pictures of its pages."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.refusals import Refusal
from submissions.domain.rendering import draw_again, drawing_of
from submissions.models import Attachment, PageImage
from submissions.presenters.file_groups import page_address
from submissions.presenters.files import address
from submissions.presenters.project import page_url
from submissions.presenters.viewing import viewed_file
from submissions.responses import file_response, page_response


@require_safe
@never_cache
@login_required
def download(request: HttpRequest, edition: str, pk: int) -> FileResponse:
    """The bytes, for whoever may read the project, as a file to keep and never as a page."""
    return file_response(_readable(request, edition, pk))


@require_safe
@never_cache
@login_required
def view(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """The pages of the file as pictures."""
    attachment = _readable(request, edition, pk)
    viewed = viewed_file(
        attachment,
        drawing_of(attachment),
        download_url=address("download", edition, pk),
        page_url=lambda number: page_address(edition, pk, number),
    )
    project = attachment.project
    is_own = request.user.has_perm("submissions.write_project", project)
    page = {
        "file": viewed,
        "retry_url": address("draw_file", edition, pk) if is_own and viewed.may_retry else "",
        "back_url": page_url("files", project.team) if is_own else "",
    }
    return render(request, "submissions/view_file.html", page)


@require_safe
@never_cache
@login_required
def page_image(request: HttpRequest, edition: str, pk: int, number: int) -> FileResponse:
    """The picture of one page; number 0 is the small one of the first."""
    attachment = _readable(request, edition, pk)
    return page_response(get_object_or_404(PageImage, attachment=attachment, number=number))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draw(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Have a member of the team try again what could not be drawn."""
    attachment = _readable(request, edition, pk)
    if not request.user.has_perm("submissions.write_project", attachment.project):
        raise Http404
    page = redirect("submissions:view_file", edition=edition, pk=pk)
    if request.method != "POST":  # back from the sign-in page, which the button led to
        return page
    at: datetime = request.received_at  # type: ignore[attr-defined]
    try:
        draw_again(attachment=attachment, at=at)
    except Refusal:  # it is being drawn, or was: the page says so
        return page
    messages.success(request, _("The pages are being drawn again."))
    return page


def _readable(request: HttpRequest, edition: str, pk: int) -> Attachment:
    """The file, for whoever may read its project. Raises Http404."""
    attachment = get_object_or_404(_shown(edition), pk=pk)
    if not request.user.has_perm("submissions.view_project", attachment.project):
        raise Http404
    return attachment


def _shown(edition: str) -> QuerySet[Attachment]:
    shown = Attachment.objects.shown().filter(project__team__competition__slug=edition)
    return shown.select_related("project__team__competition")
