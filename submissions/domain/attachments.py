"""Files of a project: what may be attached, under which name, and how it is taken off again."""

import hashlib
import unicodedata
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal
from submissions.domain.drafting import lock_for_writing
from submissions.domain.windows import current_window, windows_of
from submissions.models import Attachment, Project
from teams.models import User

LARGEST = 10 * 1024 * 1024  # bytes
MOST = 10  # files in a project
NAME_LENGTH = 200  # characters, the ending included
CONTENT_TYPE = "application/pdf"
ENDING = ".pdf"
_BEGINNING, _TRAILER, _END = b"%PDF-", b"startxref", b"%%EOF"
# Where readers look for the end of a PDF.
_TAIL = 2048  # bytes


class NotAPdf(Refusal):
    message = gettext_lazy("This file is not a PDF, whatever its name says. Save your document as PDF and attach that.")
    field = "file"


class EmptyFile(Refusal):
    message = gettext_lazy("This file is empty. Choose another one.")
    field = "file"


class FileTooLarge(Refusal):
    field = "file"


class TooManyFiles(Refusal):
    field = "file"


class NoSubmissionPhase(Refusal):
    message = gettext_lazy("This edition asks for no project yet. Please come back when its calendar is published.")


def attach(*, project: Project, upload: "UploadedFile[Any]", by: User, received_at: datetime) -> Attachment:
    """Keep the uploaded PDF with the project; the same bytes again are the attachment that is there already.

    Whether it is a PDF is decided by its bytes. Its name is kept as people wrote it, without what
    could deceive a reader.
    Raises EmptyFile, FileTooLarge, NotAPdf, TooManyFiles, NoSubmissionPhase and what `lock_for_writing` raises.
    """
    require_pdf(upload)
    sha256 = _sha256(upload)
    with transaction.atomic():
        project = _locked(project, by=by, received_at=received_at)
        present = Attachment.objects.of(project).present()
        if existing := present.filter(sha256=sha256).first():
            return existing
        if present.count() >= MOST:
            raise TooManyFiles(_("A project has at most %(count)d files. Remove one first.") % {"count": MOST})
        upload.seek(0)
        return Attachment.objects.create(
            project=project,
            file=upload,
            name=clean_name(upload.name or ""),
            content_type=CONTENT_TYPE,
            size=upload.size or 0,
            sha256=sha256,
            uploaded_by=by,
            uploaded_at=received_at,
        )


def remove_attachment(*, attachment: Attachment, by: User, received_at: datetime) -> Attachment:
    """Take the file out of the draft; versions that count it keep it. Again: nothing happens.

    Raises NoSubmissionPhase and what `lock_for_writing` raises.
    """
    with transaction.atomic():
        _locked(attachment.project, by=by, received_at=received_at)
        Attachment.objects.present().filter(pk=attachment.pk).update(removed_at=received_at)
    attachment.refresh_from_db()
    return attachment


def require_pdf(upload: "UploadedFile[Any]") -> None:
    """Return if the bytes are those of a PDF of an admitted size: its beginning, its trailer and its end are there.

    A page of HTML with a PDF further down is refused: the mark of a PDF must come first.
    Raises EmptyFile, FileTooLarge, NotAPdf.
    """
    if not upload.size:
        raise EmptyFile
    if upload.size > LARGEST:
        raise FileTooLarge(
            _("This file has %(size)s; at most %(limit)s can be attached. Make it smaller and try again.")
            % {"size": filesizeformat(upload.size), "limit": filesizeformat(LARGEST)}
        )
    upload.seek(0)
    beginning = upload.read(len(_BEGINNING))
    upload.seek(max(0, upload.size - _TAIL))
    tail = upload.read(_TAIL)
    if beginning != _BEGINNING or _TRAILER not in tail or _END not in tail[tail.rfind(_TRAILER) :]:
        raise NotAPdf


def clean_name(name: str) -> str:
    """The name a file is shown and downloaded under.

    Its folders are dropped, and signs that are not seen (control characters, marks that turn the direction of reading);
    long names are cut before their ending; what does not end in .pdf gets that ending, for that is what it is.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C"))
    stem = " ".join(seen.split())
    if stem.casefold().endswith(ENDING):
        stem = stem[: -len(ENDING)]
    stem = stem.strip(". ")[: NAME_LENGTH - len(ENDING)] or _("document")
    return f"{stem}{ENDING}"


def _locked(project: Project, *, by: User, received_at: datetime) -> Project:
    window = current_window(windows_of(project.team), at=received_at)
    if window is None:
        raise NoSubmissionPhase
    return lock_for_writing(project, phase=window.phase, by=by, received_at=received_at)


def _sha256(upload: "UploadedFile[Any]") -> str:
    sha256 = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        sha256.update(chunk)
    return sha256.hexdigest()
