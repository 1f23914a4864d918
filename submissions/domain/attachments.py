"""Files of a project: how they are attached, ordered, named in a line, and taken off again."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy

from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.domain.drafting import OtherEdition, lock_for_writing
from submissions.domain.file_limits import require_place, require_room, require_size
from submissions.domain.file_names import clean_name
from submissions.domain.file_refusals import CaptionTooLong, InfectedFile, NotAskedFor
from submissions.domain.file_types import FileType, type_of_mime
from submissions.domain.inspecting import as_file, looked_at, require_admitted, sha256_of
from submissions.domain.rendering import have_drawn
from submissions.domain.scanning import ScannerUnreachable, scan
from submissions.domain.storing import delete, delete_unless_kept, store
from submissions.domain.windows import current_window, windows_of
from submissions.models import Attachment, Project, Question, Upload
from submissions.models.attachment import random_path
from teams.models import User

logger = logging.getLogger(__name__)

CAPTION_LENGTH = Attachment._meta.get_field("caption").max_length or 0


class NoSubmissionPhase(Refusal):
    message = gettext_lazy("This edition asks for no project yet. Please come back when its calendar is published.")


@dataclass
class Kept:
    """Bytes that lie in the storage; `is_new` where nothing had them before, `is_taken` once an attachment has."""

    path: str
    type: FileType
    pages: int | None
    size: int
    sha256: str
    is_quarantined: bool
    is_new: bool
    is_taken: bool = False


def attach(
    *,
    project: Project,
    upload: "UploadedFile[Any]",
    by: User,
    received_at: datetime,
    question: Question | None = None,
    caption: str = "",
    announced: Upload | None = None,
) -> Attachment:
    """Keep the uploaded file with the project, as part of the answer to `question` or as an annex of the whole.

    What it is, its bytes decide. The same bytes to the same question are the attachment that is there already; what the
    project has in another place is not stored again. While a configured virus scanner is away, the attachment waits in
    quarantine (`quarantined_at`) and is not in the draft. `announced` is the upload that brought it in pieces.
    Raises FileRefused with a sentence, CaptionTooLong, NoSubmissionPhase and what `lock_for_writing` raises.
    """
    phase = announced.phase if announced is not None else phase_of_files(project, question, at=received_at)
    caption = clean_caption(caption)
    require_size(upload.size or 0, question)
    with as_file(upload) as file:
        received_sha256 = sha256_of(file)
        with _kept(project, file, received_sha256, question) as kept, transaction.atomic():
            project = lock_for_writing(project, phase=phase, by=by, received_at=received_at)
            standing = Attachment.objects.of(project).filter(removed_at=None, question=question)
            if existing := standing.filter(received_sha256=received_sha256).first():
                return existing
            require_place(project, question)
            require_room(project, kept.size, announced=announced)
            attachment = Attachment.objects.create(
                project=project,
                question=question,
                file=kept.path,
                name=clean_name(upload.name or "", kept.type),
                caption=caption,
                order=(standing.aggregate(last=Max("order"))["last"] or 0) + 1,
                content_type=kept.type.mime,
                size=kept.size,
                sha256=kept.sha256,
                received_sha256=received_sha256,
                pages=kept.pages,
                uploaded_by=by,
                uploaded_at=received_at,
                quarantined_at=received_at if kept.is_quarantined else None,
            )
            if not kept.is_quarantined:
                have_drawn(attachment, at=received_at)
            kept.is_taken = True
            return attachment


def remove_attachment(*, attachment: Attachment, by: User, received_at: datetime) -> Attachment:
    """Take the file out of the draft; versions that count it keep it. Again: nothing happens.

    Raises NoSubmissionPhase and what `lock_for_writing` raises.
    """
    with transaction.atomic():
        _locked(attachment, by=by, received_at=received_at)
        Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(removed_at=received_at)
    attachment.refresh_from_db()
    return attachment


def move_attachment(*, attachment: Attachment, earlier: bool, by: User, received_at: datetime) -> None:
    """Put the file one place earlier, or later, among those of its question; at the end of the list nothing happens.

    Raises NoSubmissionPhase and what `lock_for_writing` raises.
    """
    with transaction.atomic():
        project = _locked(attachment, by=by, received_at=received_at)
        files = list(Attachment.objects.of(project).filter(removed_at=None, question=attachment.question_id))
        keys = [file.pk for file in files]
        if attachment.pk not in keys:
            return
        place = keys.index(attachment.pk)
        other = place - 1 if earlier else place + 1
        if 0 <= other < len(files):
            files[place], files[other] = files[other], files[place]
        for order, file in enumerate(files, start=1):
            file.order = order
        Attachment.objects.bulk_update(files, ["order"])


def write_caption(*, attachment: Attachment, caption: str, by: User, received_at: datetime) -> Attachment:
    """Say in a line what the file shows.

    Raises CaptionTooLong, NoSubmissionPhase and what `lock_for_writing` raises.
    """
    caption = clean_caption(caption)
    with transaction.atomic():
        _locked(attachment, by=by, received_at=received_at)
        Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(caption=caption)
    attachment.refresh_from_db()
    return attachment


def clean_caption(caption: str) -> str:
    """One line without blanks around it. Raises CaptionTooLong."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in caption).split())
    if len(line) > CAPTION_LENGTH:
        raise CaptionTooLong
    return line


def phase_of_files(project: Project, question: Question | None, *, at: datetime) -> Phase:
    """The phase whose clock counts for files to that question, or for annexes.

    Raises NotAskedFor, OtherEdition, NoSubmissionPhase.
    """
    if question is None:
        window = current_window(windows_of(project.team), at=at)
        if window is None:
            raise NoSubmissionPhase
        return window.phase
    if question.kind != Question.Kind.FILE or question.retired_at is not None:
        raise NotAskedFor
    phase = question.section.phase
    if phase.competition_id != project.team.competition_id:
        raise OtherEdition
    if {question.theme_id, question.section.theme_id} - {None, project.team.theme_id}:
        raise NotAskedFor
    return phase


def _locked(attachment: Attachment, *, by: User, received_at: datetime) -> Project:
    """A file stays the team's to remove when its question is not asked any more."""
    if attachment.question is not None:
        phase = attachment.question.section.phase
    else:
        phase = phase_of_files(attachment.project, None, at=received_at)
    return lock_for_writing(attachment.project, phase=phase, by=by, received_at=received_at)


@contextmanager
def _kept(project: Project, file: IO[bytes], received_sha256: str, question: Question | None) -> Iterator[Kept]:
    """The bytes in the storage for as long as the block needs to make them an attachment's; else they are gone again.

    They are stored before the project is locked: nobody who writes waits for a slow storage.
    """
    kept = _had_before(project, received_sha256) or _stored(file, question)
    require_admitted(kept.type, question)
    try:
        yield kept
    except BaseException:
        if kept.is_new:
            delete_unless_kept(kept.path, Attachment.objects.all())
        raise
    if kept.is_new and not kept.is_taken:
        delete(kept.path)


def _had_before(project: Project, received_sha256: str) -> Kept | None:
    """What the project has already under the same bytes, wherever it stood; never what a virus was found in."""
    same = Attachment.objects.of(project).filter(received_sha256=received_sha256, infection="").order_by("pk").last()
    type = type_of_mime(same.content_type) if same is not None else None
    if same is None or type is None:
        return None
    waits = same.quarantined_at is not None
    return Kept(str(same.file.name), type, same.pages, same.size, same.sha256, is_quarantined=waits, is_new=False)


def _stored(file: IO[bytes], question: Question | None) -> Kept:
    with looked_at(file, question) as looked:
        try:
            verdict = scan(file)
        except ScannerUnreachable:
            is_quarantined = True
        else:
            is_quarantined = False
            if not verdict.is_clean:
                logger.warning("a virus was found in a file that was sent", extra={"infection": verdict.infection})
                raise InfectedFile
        path = store(random_path(Attachment(), ""), looked.content)
        return Kept(path, looked.type, looked.pages, looked.size, looked.sha256, is_quarantined, is_new=True)
