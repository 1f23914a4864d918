"""Large files that come in pieces, and go on where the line broke."""

import logging
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.domain.calendar import PhaseClosed
from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.domain.attachments import attach, clean_caption, phase_of_files
from submissions.domain.drafting import MayNotWrite, lock_for_writing
from submissions.domain.file_limits import MEGABYTE, require_place, require_room, require_size
from submissions.domain.file_names import shown_name
from submissions.domain.file_refusals import CannotLookNow, CannotStoreNow, FileRefused
from submissions.domain.file_types import BEGINNING
from submissions.domain.inspecting import require_known
from submissions.domain.storing import AWAY, delete, delete_unless_kept, store
from submissions.models import Attachment, Project, Question, Upload, UploadChunk
from submissions.models.upload import chunk_path
from teams.models import User

logger = logging.getLogger(__name__)

PIECE_MAX = 4 * MEGABYTE  # bytes of one piece: a slow line takes half a minute for it
UNDER_WAY_MAX = 20  # uploads of one project at a time
KEPT_FOR = timedelta(hours=24)  # after its last piece an upload is given up
SETTLING = timedelta(minutes=2)  # a request that puts pieces together has ended by then, one way or another


class TooManyUploads(FileRefused):
    message = gettext_lazy("Many files are on their way already. Wait until some have arrived, or discard them.")


class UploadIsOver(Refusal):
    message = gettext_lazy("This upload has ended already. Choose the file again.")


class WrongOffset(Refusal):
    """The piece does not begin where the last one ended; `received` says where that is."""

    def __init__(self, received: int) -> None:
        self.received = received
        super().__init__(gettext_lazy("This piece of the file is not the next one."))


class PieceTooLarge(Refusal):
    message = gettext_lazy("This piece of the file is larger than what was announced, or than what is taken at once.")


class ArrivedTooLate(PhaseClosed):
    """It began in time and did not end in time; the submission stands without it."""


def begin_upload(
    *,
    project: Project,
    name: str,
    size: int,
    by: User,
    received_at: datetime,
    question: Question | None = None,
    caption: str = "",
) -> Upload:
    """Announce a file of `size` bytes; its pieces follow.

    Raises FileRefused with a sentence, CaptionTooLong, NoSubmissionPhase and what `lock_for_writing` raises.
    """
    phase = phase_of_files(project, question, at=received_at)
    caption = clean_caption(caption)
    require_size(size, question)
    with transaction.atomic():
        project = lock_for_writing(project, phase=phase, by=by, received_at=received_at)
        if Upload.objects.of(project).under_way().count() >= UNDER_WAY_MAX:
            raise TooManyUploads
        require_place(project, question)
        require_room(project, size)
        return Upload.objects.create(
            project=project,
            phase=phase,
            question=question,
            name=shown_name(name),
            caption=caption,
            size=size,
            started_by=by,
            started_at=received_at,
            last_at=received_at,
        )


def receive_piece(*, upload: Upload, offset: int, content: bytes, by: User, received_at: datetime) -> Upload:
    """Keep the next piece; of two that claim the same place one is kept. After the last one call `finish_upload`.

    A piece that comes after the phase has ended is refused; the submission stands without the file.
    Raises UploadIsOver, WrongOffset, PieceTooLarge, FileRefused and what `lock_for_writing` raises.
    """
    _require_next(upload, offset, content)
    if offset == 0 and content:
        try:
            require_known(content[:BEGINNING], upload.question)
        except FileRefused:  # the rest of it would change nothing
            _end(upload, finished_at=received_at)
            raise
    # Stored before anything is locked: nobody who writes waits for a slow storage.
    path = store(chunk_path(UploadChunk(upload=upload), ""), BytesIO(content)) if content else ""
    try:
        with transaction.atomic():
            _require_open(upload, by=by, received_at=received_at)
            locked = Upload.objects.select_for_update().get(pk=upload.pk)
            _require_next(locked, offset, content)
            if content:
                UploadChunk.objects.create(upload=locked, offset=offset, size=len(content), file=path)
            Upload.objects.filter(pk=locked.pk).update(received=offset + len(content), last_at=received_at)
    except BaseException:
        if path:
            delete_unless_kept(path, UploadChunk.objects.all())
        raise
    upload.refresh_from_db()
    return upload


def finish_upload(*, upload: Upload, at: datetime) -> Attachment:
    """Put the pieces together and attach the whole, as received when its last piece was. Again: the same attachment.

    A file that is refused ends the upload, and its pieces are gone; where the storage or the database is away for the
    moment, it may be called again.
    Raises UploadIsOver, and what `attach` raises.
    """
    if upload.attachment is not None:
        return upload.attachment
    if upload.finished_at or upload.cancelled_at or upload.received < upload.size:
        raise UploadIsOver
    try:
        with _whole(upload) as whole:
            attachment = attach(
                project=upload.project,
                upload=whole,
                by=upload.started_by,
                received_at=upload.last_at,
                question=upload.question,
                caption=upload.caption,
                announced=upload,
            )
    except Refusal as refusal:
        now = Upload.objects.select_related("attachment").get(pk=upload.pk)
        if now.attachment is not None:  # another request was quicker, and has taken the pieces away
            return now.attachment
        if not isinstance(refusal, CannotStoreNow | CannotLookNow):
            _end(upload, finished_at=at)
        raise
    _end(upload, finished_at=at, attachment=attachment)
    return attachment


def cancel_upload(*, upload: Upload, by: User, received_at: datetime) -> None:
    """Give it up, also after the end of the phase; its pieces are gone. Again: nothing happens. Raises MayNotWrite."""
    if not Project.objects.of(by).filter(pk=upload.project_id).exists():
        raise MayNotWrite(_("Only members of the team write its project."))
    _end(upload, cancelled_at=received_at)


def uploads_under_way(project: Project, phase: Phase) -> QuerySet[Upload]:
    """Begun for that phase, and not there yet; oldest first."""
    return Upload.objects.of(project).under_way().filter(phase=phase)


def settle(*, at: datetime) -> int:
    """What requests have left undone: whole files are put together, old uploads given up, pieces deleted; how many."""
    done = finish_arrived(at=at)
    old = Upload.objects.under_way().filter(last_at__lt=at - KEPT_FOR).exclude(received=F("size"))
    for upload in old:
        _end(upload, cancelled_at=at)
        done += 1
    for upload in Upload.objects.exclude(finished_at=None, cancelled_at=None).filter(chunks__isnull=False).distinct():
        _drop_pieces(upload)
        done += 1
    return done


def finish_arrived(*, at: datetime, projects: Collection[int] | None = None) -> int:
    """Put together what arrived whole, of those projects or of all, and no request is at any more; how many it was."""
    arrived = Upload.objects.under_way().filter(received=F("size"), last_at__lt=at - SETTLING)
    if projects is not None:
        arrived = arrived.filter(project__in=projects)
    done = 0
    for upload in arrived.select_related("project__team", "phase__competition", "question__section", "started_by"):
        try:
            finish_upload(upload=upload, at=at)
        except Refusal as refusal:
            logger.info("an upload could not be finished", extra={"upload": upload.pk, "reason": str(refusal)})
        except Exception:  # the others, and whatever waits for them, shall not suffer from it
            logger.exception("A file that has arrived could not be put together.", extra={"upload": upload.pk})
        done += 1
    return done


def _require_next(upload: Upload, offset: int, content: bytes) -> None:
    if upload.finished_at or upload.cancelled_at:
        raise UploadIsOver
    if offset != upload.received:
        raise WrongOffset(upload.received)
    if len(content) > PIECE_MAX or offset + len(content) > upload.size:
        raise PieceTooLarge


def _require_open(upload: Upload, *, by: User, received_at: datetime) -> None:
    try:
        lock_for_writing(upload.project, phase=upload.phase, by=by, received_at=received_at)
    except PhaseClosed as error:
        raise ArrivedTooLate(
            _("“%(name)s” was still on its way when the time ended. What you have submitted stands, without this file.")
            % {"name": upload.name}
        ) from error


@contextmanager
def _whole(upload: Upload) -> "Iterator[UploadedFile[Any]]":
    """The pieces in their order as one file."""
    with tempfile.TemporaryFile() as file:
        try:
            for chunk in upload.chunks.all():
                with chunk.file.open("rb") as piece:
                    file.writelines(piece.chunks())
        except AWAY as error:
            logger.exception("A file that came in pieces could not be put together. See that the storage answers.")
            raise CannotStoreNow from error
        if file.tell() != upload.size:
            logger.error("Pieces of an upload are missing in the storage.", extra={"upload": upload.pk})
            raise CannotStoreNow
        yield UploadedFile(file, name=upload.name, size=upload.size)


def _end(upload: Upload, **facts: Any) -> None:
    """Of two that end it the first counts; then the pieces have served."""
    Upload.objects.under_way().filter(pk=upload.pk).update(**facts)
    upload.refresh_from_db()
    _drop_pieces(upload)


def _drop_pieces(upload: Upload) -> None:
    """Each row goes after its bytes, so that what could not be deleted now is found again."""
    chunks = list(upload.chunks.all())
    gone = [chunk for chunk in chunks if delete(str(chunk.file.name))]
    upload.chunks.filter(pk__in=[chunk.pk for chunk in gone]).delete()
    if gone and len(gone) == len(chunks):
        delete(str(PurePosixPath(str(chunks[0].file.name)).parent))
