"""Files of a project: the team attaches and removes them; whoever may read the project downloads them."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.refusals import refusals
from submissions.domain.attachments import attach, remove_attachment
from submissions.forms import FileForm
from submissions.models import Attachment
from submissions.presenters.deadline import deadline
from submissions.presenters.files import file_rows
from submissions.presenters.project import page_url
from submissions.responses import file_response
from submissions.views.late import late_page
from submissions.views.own import own_project_or_404, window_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def files(request: HttpRequest, edition: str) -> HttpResponse:
    """What is attached, and a form to attach one more."""
    project = own_project_or_404(request, edition)
    window = window_or_404(request, project)
    at: datetime = request.received_at  # type: ignore[attr-defined]
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if not window.is_open(at=at):
            return late_page(request, project, window)
        with refusals(form):
            attached = attach(project=project, upload=form.cleaned_data["file"], by=request.user, received_at=at)  # type: ignore[arg-type]
            messages.success(request, _("“%(name)s” is attached.") % {"name": attached.name})
            return redirect("submissions:files", edition=edition)
    is_open = window.is_open(at=at)
    return render(
        request,
        "submissions/files.html",
        {
            "form": form,
            "files": file_rows(Attachment.objects.of(project).present(), edition=edition, removable=is_open),
            "is_open": is_open,
            "deadline": deadline(window, at=at),
            "back_url": page_url("project", project.team),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Ask, then take the file out of the draft."""
    project = own_project_or_404(request, edition)
    attachment = get_object_or_404(Attachment.objects.of(project).present(), pk=pk)
    if request.method == "POST":
        at: datetime = request.received_at  # type: ignore[attr-defined]
        window = window_or_404(request, project)
        if not window.is_open(at=at):
            return late_page(request, project, window)
        remove_attachment(attachment=attachment, by=request.user, received_at=at)  # type: ignore[arg-type]
        messages.success(request, _("“%(name)s” is removed.") % {"name": attachment.name})
        return redirect("submissions:files", edition=edition)
    return render(
        request,
        "submissions/remove_file.html",
        {"name": attachment.name, "back_url": page_url("files", project.team)},
    )


@require_safe
@never_cache
@login_required
def download(request: HttpRequest, edition: str, pk: int) -> FileResponse:
    """The bytes, for whoever may read the project, as a file to keep and never as a page."""
    shown = Attachment.objects.shown().filter(project__team__competition__slug=edition)
    attachment = get_object_or_404(shown.select_related("project__team__competition"), pk=pk)
    if not request.user.has_perm("submissions.view_project", attachment.project):
        raise Http404
    return file_response(attachment)
