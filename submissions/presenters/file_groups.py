"""The page of the files: one group for each question that asks for some, and one for the annexes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from submissions.domain.file_limits import Room, files_limit
from submissions.domain.file_types import type_of_mime
from submissions.forms.files import FilesForm
from submissions.models import Attachment, Question, Upload
from submissions.presenters.files import FileRow, address, detail, is_drawn, waiting_state
from teams.typed import isolated


@dataclass(frozen=True)
class UploadRow:
    """A file that is on its way; choosing it again sends the rest."""

    name: str
    words: str
    share: int
    discard_url: str


@dataclass(frozen=True)
class FileGroup:
    """`form` is None where nothing can be attached: the phase is not open, or the group is full."""

    key: str
    title: str
    help: str
    question: int | None
    files: list[FileRow]
    form: FilesForm | None
    coming: list[UploadRow] = field(default_factory=list)
    is_full: bool = False
    section_url: str = ""


@dataclass(frozen=True)
class QuotaBar:
    words: str
    value: int
    max: int


def groups(
    questions: Sequence[Question],
    attachments: Sequence[Attachment],
    uploads: Sequence[Upload],
    bound: FilesForm | None,
    *,
    edition: str,
    phase_key: str,
    is_open: bool,
    with_annexes: bool,
) -> list[FileGroup]:
    """`bound` is the form that was just refused."""
    places: list[Question | None] = [*questions, *([None] if with_annexes else [])]
    found = []
    for question in places:
        key = question.pk if question is not None else None
        files = [each for each in attachments if each.question_id == key]
        coming = [_upload_row(each, edition) for each in uploads if each.question_id == key]
        is_full = len(files) >= files_limit(question)
        form = _form(question, bound, phase_key) if is_open and not is_full else None
        found.append(_group(question, _rows(files, edition, is_open), form, coming, edition, is_full))
    return found


def quota_bar(room: Room) -> QuotaBar:
    used = room.used + room.coming
    words = _("%(used)s of %(quota)s used") % {"used": filesizeformat(used), "quota": filesizeformat(room.quota)}
    return QuotaBar(words, min(used, room.quota), room.quota)


def _group(
    question: Question | None,
    files: list[FileRow],
    form: FilesForm | None,
    coming: list[UploadRow],
    edition: str,
    is_full: bool,
) -> FileGroup:
    if question is None:
        text = _("What belongs to the whole project and to no question of it.")
        return FileGroup("annexes", _("Annexes"), text, None, files, form, coming, is_full)
    place: dict[str, Any] = {"edition": edition, "key": question.section.key}
    return FileGroup(
        key=f"question-{question.pk}",
        title=str(question.label),
        help=str(question.help or ""),
        question=question.pk,
        files=files,
        form=form,
        coming=coming,
        is_full=is_full,
        section_url=reverse("submissions:section", kwargs=place),
    )


def _form(question: Question | None, bound: FilesForm | None, phase_key: str) -> FilesForm:
    if bound is not None and bound.question == question:
        return bound
    return FilesForm(question=question, phase_key=phase_key)


def _rows(files: Sequence[Attachment], edition: str, is_open: bool) -> list[FileRow]:
    return [
        _row(each, edition, is_open, is_first=place == 0, is_last=place == len(files) - 1)
        for place, each in enumerate(files)
    ]


def _row(each: Attachment, edition: str, is_open: bool, *, is_first: bool, is_last: bool) -> FileRow:
    waits = each.quarantined_at is not None
    type = type_of_mime(each.content_type)
    size = detail(each.size, each.pages)
    small = next((page for page in each.page_images.all() if page.number == 0), None)
    return FileRow(
        name=each.name,
        url="" if waits else address("download", edition, each.pk),
        # Isolated: between Arabic words the digits of the size would change places with the Latin name of the type.
        detail=f"{isolated(str(type.label))} · {size}" if type is not None else size,
        remove_url=address("remove_file", edition, each.pk) if is_open else "",
        view_url=address("view_file", edition, each.pk) if is_drawn(each.name) and not waits else "",
        thumbnail_url=page_address(edition, each.pk, 0) if small is not None else "",
        caption=each.caption,
        state=waiting_state() if waits else "",
        kind="warn" if waits else "",
        caption_url=address("caption", edition, each.pk) if is_open else "",
        move_url=address("move_file", edition, each.pk) if is_open else "",
        is_first=is_first,
        is_last=is_last,
        pk=each.pk,
    )


def page_address(edition: str, pk: int, number: int) -> str:
    """Of the picture of a page."""
    return reverse("submissions:page_image", kwargs={"edition": edition, "pk": pk, "number": number})


def _upload_row(upload: Upload, edition: str) -> UploadRow:
    arrived = {"received": filesizeformat(upload.received), "size": filesizeformat(upload.size)}
    return UploadRow(
        name=upload.name,
        words=_("%(received)s of %(size)s have arrived") % arrived,
        share=upload.received * 100 // upload.size if upload.size else 0,
        discard_url=reverse("submissions:discard_upload", kwargs={"edition": edition, "token": upload.token}),
    )
