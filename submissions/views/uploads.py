"""Large files in pieces: the core of the tus protocol, version 1.0, with its extensions for creating and ending.

What is refused is answered with a sentence in JSON, which the page shows beside the field.
"""

import base64
import binascii
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from competitions.refusals import Refusal
from submissions.domain.file_limits import MEGABYTE
from submissions.domain.file_refusals import CannotLookNow, CannotStoreNow, FileTooLarge, QuotaReached
from submissions.domain.uploads import (
    PIECE_MAX,
    ArrivedTooLate,
    PieceTooLarge,
    UploadIsOver,
    WrongOffset,
    begin_upload,
    cancel_upload,
    finish_upload,
    receive_piece,
)
from submissions.models import Attachment, Project, Question, Upload
from submissions.views.own import own_project_or_404

TUS = "1.0.0"
PIECE_TYPE = "application/offset+octet-stream"
DIGITS = 18  # of a length that can be meant
# 503: it may be tried again, and the page does. Every other refusal: 422.
STATUSES: dict[type[Refusal], int] = {
    FileTooLarge: 413,
    PieceTooLarge: 413,
    QuotaReached: 413,
    WrongOffset: 409,
    UploadIsOver: 410,
    CannotStoreNow: 503,
    CannotLookNow: 503,
}


@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
@never_cache
@login_required
def uploads(request: HttpRequest, edition: str) -> HttpResponse:
    """Announce a file: how long it is, what it is called, which question it is for."""
    project = own_project_or_404(request, edition)
    if request.method == "OPTIONS":
        offered = {"Tus-Version": TUS, "Tus-Extension": "creation,termination"}
        return _answer(204, {**offered, "Tus-Max-Size": str(settings.FILE_SIZE_MAX * MEGABYTE)})
    if request.method != "POST":  # back from the sign-in page
        return redirect("submissions:files", edition=edition)
    if request.headers.get("Tus-Resumable") != TUS:
        return _answer(412, {"Tus-Version": TUS})
    if not ratelimit.consume(request, action="upload", user=request.user):
        return _said(429, _("You have sent very many files. Please go on in an hour."))
    length, metadata = _number(request, "Upload-Length"), _metadata(request)
    if length is None:
        return _said(400, _("This piece of the file is not the next one."))
    try:
        upload = begin_upload(
            project=project,
            name=metadata.get("filename", ""),
            size=length,
            by=request.user,  # type: ignore[arg-type]
            received_at=_at(request),
            question=_question(project, metadata.get("question", "")),
            caption=metadata.get("caption", ""),
        )
    except Refusal as refusal:
        return _refused(refusal)
    location = reverse("submissions:upload", kwargs={"edition": edition, "token": upload.token})
    return _answer(201, {"Location": location, "Upload-Offset": "0"})


@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
@never_cache
@login_required
def upload(request: HttpRequest, edition: str, token: UUID) -> HttpResponse:
    """How much of it is there; its next piece; or the end of it."""
    project = own_project_or_404(request, edition)
    begun = Upload.objects.of(project).filter(started_by=request.user)  # type: ignore[misc]
    related = begun.select_related(
        "phase__competition", "question__section__phase__competition", "started_by", "attachment"
    )
    found = get_object_or_404(related, token=token)
    found.project = project
    if request.method == "DELETE":
        cancel_upload(upload=found, by=request.user, received_at=_at(request))  # type: ignore[arg-type]
        return _answer(204)
    if request.method == "PATCH":
        return _piece(request, found)
    if found.cancelled_at or (found.finished_at and found.attachment is None):
        return _refused(UploadIsOver())
    return _answer(200, {"Upload-Offset": str(found.received), "Upload-Length": str(found.size)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def discard(request: HttpRequest, edition: str, token: UUID) -> HttpResponse:
    """Give up an upload of the team, by a button."""
    project = own_project_or_404(request, edition)
    found = get_object_or_404(Upload.objects.of(project), token=token)
    if request.method == "POST":  # else back from the sign-in page, which the button led to
        _give_up(request, found)
    return redirect("submissions:files", edition=edition)


def _give_up(request: HttpRequest, upload: Upload) -> None:
    cancel_upload(upload=upload, by=request.user, received_at=_at(request))  # type: ignore[arg-type]
    messages.success(request, _("“%(name)s” is discarded.") % {"name": upload.name})


def _piece(request: HttpRequest, upload: Upload) -> HttpResponse:
    offset, length = _number(request, "Upload-Offset"), _number(request, "Content-Length") or 0
    if length and request.content_type != PIECE_TYPE:
        return _said(415, _("This piece of the file is not the next one."))
    if offset is None:
        return _said(400, _("This piece of the file is not the next one."))
    try:
        if length > PIECE_MAX:
            raise PieceTooLarge
        content = _body(request, length)
        if content is None:
            return _said(400, _("The line broke. The file can be sent on from where it was."))
        if content or upload.received < upload.size:
            receive_piece(
                upload=upload,
                offset=offset,
                content=content,
                by=request.user,  # type: ignore[arg-type]
                received_at=_at(request),
            )
        if upload.received < upload.size:
            return _answer(204, {"Upload-Offset": str(upload.received)})
        return _arrived(upload, finish_upload(upload=upload, at=_at(request)))
    except Refusal as refusal:
        return _refused(refusal)


def _body(request: HttpRequest, length: int) -> bytes | None:
    """All that was announced; None where the line broke before."""
    try:
        content = request.read(length)
    except UnreadablePostError:
        return None
    return content if len(content) == length else None


def _arrived(upload: Upload, attached: Attachment) -> HttpResponse:
    waits = attached.quarantined_at is not None
    sentence = (
        _("“%(name)s” has arrived and waits for the virus scanner. It is not in your draft yet; you will get a mail.")
        if waits
        else _("“%(name)s” is attached.")
    )
    said = {"message": sentence % {"name": attached.name}, "name": attached.name, "waits": waits}
    return _with(JsonResponse(said), {"Upload-Offset": str(upload.size)})


def _refused(refusal: Refusal) -> HttpResponse:
    response = _said(STATUSES.get(type(refusal), 422), str(refusal), late=isinstance(refusal, ArrivedTooLate))
    if isinstance(refusal, WrongOffset):
        response["Upload-Offset"] = str(refusal.received)
    return response


def _said(status: int, message: str, **more: Any) -> HttpResponse:
    return _with(JsonResponse({"message": message, **more}, status=status), {})


def _answer(status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return _with(HttpResponse(status=status), headers or {})


def _with(response: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    for name, value in {"Tus-Resumable": TUS, **headers}.items():
        response[name] = value
    return response


def _at(request: HttpRequest) -> datetime:
    at: datetime = request.received_at  # type: ignore[attr-defined]
    return at


def _number(request: HttpRequest, header: str) -> int | None:
    text = request.headers.get(header, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else None


def _metadata(request: HttpRequest) -> dict[str, str]:
    """`key base64,key base64`; what is not so is left out."""
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _blank, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


def _question(project: Project, named: str) -> Question | None:
    """The question of the team's edition. Raises Http404 for any other; None for annexes."""
    if not named:
        return None
    of_edition = Question.objects.filter(section__phase__competition=project.team.competition_id)
    pk = int(named) if named.isascii() and named.isdecimal() and len(named) <= DIGITS else 0
    return get_object_or_404(of_edition.select_related("section__phase__competition"), pk=pk)
