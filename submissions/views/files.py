"""Files of a project: the team attaches, orders, captions and removes them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.refusals import Refusal, refusals
from submissions.domain.attachments import attach, move_attachment, remove_attachment, write_caption
from submissions.domain.file_limits import room_for
from submissions.domain.file_names import shown_name
from submissions.domain.reading import is_asked_of, read_draft
from submissions.domain.uploads import uploads_under_way
from submissions.domain.windows import Window, windows_of
from submissions.forms.files import CaptionForm, FilesForm
from submissions.models import Attachment, PageImage, Project, Question
from submissions.presenters.deadline import deadline
from submissions.presenters.file_groups import groups, quota_bar
from submissions.presenters.project import page_url
from submissions.views.late import late_page
from submissions.views.own import own_project_or_404, window_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def files(request: HttpRequest, edition: str) -> HttpResponse:
    """What is attached, by question, and forms to attach more; with `?question=<key>` only what belongs to it."""
    project = own_project_or_404(request, edition)
    window = window_or_404(request, project)
    questions = _asked(project, window)
    form = None
    if request.method == "POST":
        form = FilesForm(request.POST, request.FILES, question=_chosen(request, questions), phase_key=window.phase.key)
        if form.is_valid():
            if not window.is_open(at=request.received_at):  # type: ignore[attr-defined]
                return late_page(request, project, window)
            limited: HttpResponse | None = ratelimit.consume_or_429(request, action="upload", user=request.user)
            if limited is not None:
                return limited
            if _attach(request, project, form):
                return redirect(_page(request, edition))
    return render(request, "submissions/files.html", _files_page(request, project, window, questions, form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Ask, then take the file out of the draft."""
    project, attachment = _own_attachment(request, edition, pk)
    if request.method == "POST":
        window = _window_of(request, project, attachment)
        if not window.is_open(at=request.received_at):  # type: ignore[attr-defined]
            return late_page(request, project, window)
        remove_attachment(attachment=attachment, by=request.user, received_at=request.received_at)  # type: ignore[arg-type, attr-defined]
        messages.success(request, _("“%(name)s” is removed.") % {"name": attachment.name})
        return redirect("submissions:files", edition=edition)
    page = {"name": attachment.name, "back_url": page_url("files", project.team)}
    return render(request, "submissions/remove_file.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def caption(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Say in a line what the file shows."""
    project, attachment = _own_attachment(request, edition, pk)
    form = CaptionForm(request.POST or None, initial={"caption": attachment.caption})
    if form.is_valid():
        window = _window_of(request, project, attachment)
        if not window.is_open(at=request.received_at):  # type: ignore[attr-defined]
            return late_page(request, project, window, typed={_("Caption"): form.cleaned_data["caption"]})
        with refusals(form):
            write_caption(
                attachment=attachment,
                caption=form.cleaned_data["caption"],
                by=request.user,  # type: ignore[arg-type]
                received_at=request.received_at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("The caption of “%(name)s” is saved.") % {"name": attachment.name})
            return redirect(f"{page_url('files', project.team)}#file-{attachment.pk}")
    page = {"form": form, "name": attachment.name, "back_url": page_url("files", project.team)}
    return render(request, "submissions/caption.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def move(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Put the file one place earlier or later."""
    project, attachment = _own_attachment(request, edition, pk)
    if request.method != "POST":  # back from the sign-in page, which the button led to
        return redirect("submissions:files", edition=edition)
    window = _window_of(request, project, attachment)
    if not window.is_open(at=request.received_at):  # type: ignore[attr-defined]
        return late_page(request, project, window)
    move_attachment(
        attachment=attachment,
        earlier="earlier" in request.POST,
        by=request.user,  # type: ignore[arg-type]
        received_at=request.received_at,  # type: ignore[attr-defined]
    )
    return redirect(f"{page_url('files', project.team)}#file-{attachment.pk}")


def _attach(request: HttpRequest, project: Project, form: FilesForm) -> bool:
    """Attach one after the other; whether all were let in. Each that was refused says why at the field."""
    at: datetime = request.received_at  # type: ignore[attr-defined]
    chosen: list[UploadedFile[Any]] = form.cleaned_data["file"]
    for upload in chosen:
        try:
            attached = attach(
                project=project,
                upload=upload,
                by=request.user,  # type: ignore[arg-type]
                received_at=at,
                question=form.question,
                caption=form.cleaned_data["caption"] if len(chosen) == 1 else "",
            )
        except Refusal as refusal:
            name = shown_name(upload.name or "")
            said = {"name": name, "reason": str(refusal)}
            form.add_error(
                refusal.field if refusal.field in form.fields else "file",
                _("“%(name)s”: %(reason)s") % said if len(chosen) > 1 else str(refusal),
            )
        else:
            _say_attached(request, attached)
    return not form.errors


def _say_attached(request: HttpRequest, attached: Attachment) -> None:
    if attached.quarantined_at is None:
        messages.success(request, _("“%(name)s” is attached.") % {"name": attached.name})
        return
    sentence = _(
        "“%(name)s” has arrived and waits for the virus scanner. It is not in your draft yet; you will get a mail."
    )
    messages.warning(request, sentence % {"name": attached.name})


def _asked(project: Project, window: Window) -> list[Question]:
    """The questions of the phase that files answer, as things stand for the team."""
    of_phase = Question.objects.of_phase(window.phase).filter(kind=Question.Kind.FILE).select_related("section__phase")
    asked = [each for each in of_phase if is_asked_of(project.team.theme_id, each)]
    if any(each.shown_if_id for each in asked):
        shown = {each.question.pk for each in read_draft(project, window.phase).questions() if each.is_shown}
        asked = [each for each in asked if each.pk in shown]
    return asked


def _chosen(request: HttpRequest, questions: Sequence[Question]) -> Question | None:
    """The question that the form was for; None for annexes. Raises Http404 for one that is not asked."""
    named = request.POST.get("question", "")
    if not named:
        return None
    found = next((each for each in questions if str(each.pk) == named), None)
    if found is None:
        raise Http404
    return found


def _files_page(
    request: HttpRequest, project: Project, window: Window, questions: Sequence[Question], form: FilesForm | None
) -> dict[str, Any]:
    at: datetime = request.received_at  # type: ignore[attr-defined]
    edition = project.team.competition.slug
    wanted = request.GET.get("question", "")
    shown = [each for each in questions if not wanted or each.key == wanted]
    small = Prefetch("page_images", PageImage.objects.filter(number=0))
    attachments = list(Attachment.objects.of(project).filter(removed_at=None).prefetch_related(small))
    uploads = list(uploads_under_way(project, window.phase))
    is_open = window.is_open(at=at)
    is_one = bool(wanted and shown)
    section_url = (
        reverse("submissions:section", kwargs={"edition": edition, "key": shown[0].section.key}) if is_one else ""
    )
    return {
        "form": form,
        "groups": groups(
            shown, attachments, uploads, form,
            edition=edition, phase_key=window.phase.key, is_open=is_open, with_annexes=not is_one,
        ),
        "quota": quota_bar(room_for(attachments, uploads)),
        "is_open": is_open,
        "phase_key": window.phase.key,
        "deadline": deadline(window, at=at),
        "uploads_url": reverse("submissions:uploads", kwargs={"edition": edition}),
        "back_url": section_url or page_url("project", project.team),
        "back_label": str(shown[0].section.name) if is_one else _("Project file"),
        "all_url": page_url("files", project.team) if is_one else "",
    }  # fmt: skip


def _page(request: HttpRequest, edition: str) -> str:
    """The same page again, of the same question."""
    page = reverse("submissions:files", kwargs={"edition": edition})
    query = request.GET.urlencode()
    return f"{page}?{query}" if query else page


def _own_attachment(request: HttpRequest, edition: str, pk: int) -> tuple[Project, Attachment]:
    """A file of the visitor's own draft, also one that waits for the scanner."""
    project = own_project_or_404(request, edition)
    standing = Attachment.objects.of(project).filter(removed_at=None)
    found = standing.select_related("project__team__competition", "question__section__phase__competition")
    return project, get_object_or_404(found, pk=pk)


def _window_of(request: HttpRequest, project: Project, attachment: Attachment) -> Window:
    """The window in which a file may be changed: that of the question it answers; an annex has the current one."""
    if attachment.question is None:
        return window_or_404(request, project)
    phase = attachment.question.section.phase_id
    return next(window for window in windows_of(project.team) if window.phase.pk == phase)
