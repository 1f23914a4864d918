"""How large a file may be, how many there may be, and how much room a project has."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.domain.file_refusals import EmptyFile, FileTooLarge, QuotaReached, TooManyFiles
from submissions.models import Attachment, Project, Question, Upload

MEGABYTE = 1024 * 1024
FILES_MAX = 20  # to one question that does not say, and of annexes


@dataclass(frozen=True)
class Room:
    """Of a project, in bytes; `coming` is what has been announced and is not there yet."""

    used: int
    coming: int
    quota: int

    @property
    def left(self) -> int:
        return max(0, self.quota - self.used - self.coming)


def size_limit(question: Question | None) -> int:
    """How large a file may be, in bytes: as the question says, and never more than the platform takes."""
    most: int = settings.FILE_SIZE_MAX
    asked = question.file_size_max if question is not None else None
    return min(asked or most, most) * MEGABYTE


def files_limit(question: Question | None) -> int:
    return (question.files_max if question is not None else None) or FILES_MAX


def room_of(project: Project) -> Room:
    """In two queries. What was taken off the draft does not count."""
    used = Attachment.objects.of(project).filter(removed_at=None).aggregate(sum=Sum("size"))["sum"] or 0
    coming = Upload.objects.of(project).under_way().aggregate(sum=Sum("size"))["sum"] or 0
    return Room(used, coming, settings.PROJECT_QUOTA * MEGABYTE)


def room_for(attachments: Iterable[Attachment], uploads: Iterable[Upload]) -> Room:
    """The same, of what has been read already."""
    used, coming = sum(each.size for each in attachments), sum(each.size for each in uploads)
    return Room(used, coming, settings.PROJECT_QUOTA * MEGABYTE)


def require_size(size: int, question: Question | None) -> None:
    """Return if a file of so many bytes may be attached. Raises EmptyFile, FileTooLarge."""
    if size <= 0:
        raise EmptyFile
    limit = size_limit(question)
    if size > limit:
        sentence = _("This file has %(size)s; at most %(limit)s can be attached. Make it smaller and try again.")
        raise FileTooLarge(sentence % {"size": filesizeformat(size), "limit": filesizeformat(limit)})


def require_place(project: Project, question: Question | None) -> None:
    """Return if one more file may be attached there. Raises TooManyFiles."""
    limit = files_limit(question)
    if Attachment.objects.of(project).filter(removed_at=None, question=question).count() >= limit:
        sentence = ngettext(
            "At most %(count)d file can be attached here. Remove it first.",
            "At most %(count)d files can be attached here. Remove one first.",
            limit,
        )
        raise TooManyFiles(sentence % {"count": limit})


def require_room(project: Project, size: int, *, announced: Upload | None = None) -> None:
    """Return if the project has room for so many bytes more; those of an `announced` file are counted once.

    Raises QuotaReached.
    """
    room = room_of(project)
    left = room.left + (announced.size if announced is not None else 0)
    if size > left:
        sentence = _(
            "The files of a project may have %(quota)s together; %(left)s are left. "
            "Make this one smaller, or remove another."
        )
        raise QuotaReached(sentence % {"quota": filesizeformat(room.quota), "left": filesizeformat(left)})
