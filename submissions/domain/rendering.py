"""The pages of an attachment as pictures, drawn by a job: a jury sees them without opening what strangers sent."""

import logging
import tempfile
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import IO, Any

from django.db import IntegrityError, transaction

from competitions.domain import jobs
from competitions.models import Job
from competitions.refusals import Refusal
from submissions.apart.process import have_done
from submissions.apart.reasons import Refused
from submissions.domain.file_types import FileType, type_of_mime
from submissions.domain.inspecting import PIXELS_MAX, as_file
from submissions.domain.storing import delete, store
from submissions.models import Attachment, PageImage
from submissions.models.attachment import page_path

logger = logging.getLogger(__name__)

KIND = "submissions.draw_pages"
PAGES_DRAWN = 60  # of a file; what follows is read in the file itself
AT_ONCE = 6  # pages that a process apart draws before it ends
WIDTH = 1240  # pixels: an A4 page at 150 dots an inch
THUMBNAIL = 240  # pixels
PAGE_PIXELS_MAX = 8_000_000


class Drawing(Enum):
    """How far the pictures of a file's pages are; NOT_DRAWN for types that are not looked at here."""

    NOT_DRAWN = "not drawn"
    UNDER_WAY = "under way"
    DONE = "done"
    FAILED = "failed"


class NothingToDraw(Refusal):
    """Drawn already, being drawn, or of a type that is not drawn."""


def have_drawn(attachment: Attachment, *, at: datetime) -> None:
    """Write the job down, for files whose pages can be drawn. Call it inside the verb's transaction."""
    type = type_of_mime(attachment.content_type)
    if type is not None and type.is_drawn:
        total = min(attachment.pages or 1, PAGES_DRAWN)
        jobs.start(KIND, arguments={"attachment": attachment.pk}, by=None, at=at, total=total)


def draw_again(*, attachment: Attachment, at: datetime) -> None:
    """Try once more what has failed. Raises NothingToDraw."""
    with transaction.atomic():
        locked = Attachment.objects.shown().filter(pk=attachment.pk).values_list("pk", flat=True)
        if not locked or drawing_of(attachment) is not Drawing.FAILED:
            raise NothingToDraw
        Attachment.objects.filter(pk=attachment.pk).update(rendered_at=None)
        have_drawn(attachment, at=at)


def drawing_of(attachment: Attachment) -> Drawing:
    """In two queries at most; the job knows what the attachment does not."""
    type = type_of_mime(attachment.content_type)
    if type is None or not type.is_drawn:
        return Drawing.NOT_DRAWN
    if attachment.rendered_at is not None:
        drawn = attachment.page_images.filter(number__gte=1).exists()
        return Drawing.DONE if drawn else Drawing.FAILED
    waiting = Job.objects.of_kind(KIND).unfinished().filter(arguments__attachment=attachment.pk)
    return Drawing.UNDER_WAY if waiting.exists() else Drawing.FAILED


@jobs.runs(KIND)
def draw(job: Job, at: datetime) -> Iterator[int]:
    """Draw what is not drawn yet; after each few pages, how many are done."""
    attachment = Attachment.objects.shown().filter(pk=job.arguments["attachment"]).first()
    type = type_of_mime(attachment.content_type) if attachment is not None else None
    if attachment is None or type is None:
        return
    try:
        with attachment.file.open("rb") as content, as_file(content) as file:
            yield from _draw(attachment, type, file)
    except Refused as refused:
        logger.warning("pages could not be drawn", extra={"attachment": attachment.pk, "reason": refused.reason})
    finally:
        Attachment.objects.filter(pk=attachment.pk).update(rendered_at=at)


def _draw(attachment: Attachment, type: FileType, file: IO[bytes]) -> Iterator[int]:
    pages = min(attachment.pages or 1, PAGES_DRAWN)
    drawn = set(attachment.page_images.values_list("number", flat=True))
    for first in range(1, pages + 1, AT_ONCE):
        last = min(first + AT_ONCE - 1, pages)
        wanted = {*range(first, last + 1), *([0] if first == 1 else [])}
        if not wanted <= drawn:
            with tempfile.TemporaryDirectory(prefix="idarathon-") as folder:
                for number, (width, height) in _drawn_apart(type, file, folder, first=first, last=last).items():
                    if number not in drawn:
                        _keep(attachment, number, Path(folder, f"{number}.webp"), width=width, height=height)
        yield last


def _drawn_apart(type: FileType, file: IO[bytes], folder: str, *, first: int, last: int) -> dict[int, Any]:
    """The sizes by page; the pictures lie in the folder."""
    if type.is_picture:
        found = have_done(
            "draw a picture", file, folder=folder,
            format=type.format, width=WIDTH, pixels_max=PIXELS_MAX, thumbnail=THUMBNAIL,
        )  # fmt: skip
    else:
        found = have_done(
            "draw a pdf", file, folder=folder,
            first=first, last=last, width=WIDTH, pixels_max=PAGE_PIXELS_MAX, thumbnail=THUMBNAIL,
        )  # fmt: skip
    return {int(number): size for number, size in found["sizes"].items()}


def _keep(attachment: Attachment, number: int, picture: Path, *, width: int, height: int) -> None:
    with picture.open("rb") as content:
        path = store(page_path(PageImage(), ""), content)
    try:
        with transaction.atomic():
            PageImage.objects.create(attachment=attachment, number=number, file=path, width=width, height=height)
    except IntegrityError:  # another worker was quicker
        delete(path)
