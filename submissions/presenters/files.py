"""Files as rows of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.domain.file_types import TYPES
from submissions.models import Attachment

# A file ends as what it is; so much is known of it where nothing but its name is.
_DRAWN = {each.ending for each in TYPES.values() if each.is_drawn}


@dataclass(frozen=True)
class FileRow:
    """`view_url` leads to pictures of its pages; `state` is what keeps it out of the draft, with the `kind` of its tag.

    The last ones are there where the file can be changed.
    """

    name: str
    url: str
    detail: str
    remove_url: str = ""
    view_url: str = ""
    thumbnail_url: str = ""
    caption: str = ""
    state: str = ""
    kind: str = ""
    caption_url: str = ""
    move_url: str = ""
    is_first: bool = False
    is_last: bool = False
    pk: int = 0


def file_row(
    pk: int, name: str, size: int, *, edition: str, removable: bool = False, pages: int | None = None, caption: str = ""
) -> FileRow:
    """A file with its download, with its pages where they are drawn, and with its removal where that is possible."""
    return FileRow(
        name,
        address("download", edition, pk),
        detail(size, pages),
        remove_url=address("remove_file", edition, pk) if removable else "",
        view_url=address("view_file", edition, pk) if is_drawn(name) else "",
        caption=caption,
    )


def file_rows(attachments: Iterable[Attachment], *, edition: str, removable: bool = False) -> list[FileRow]:
    return [
        file_row(
            each.pk, each.name, each.size,
            edition=edition, removable=removable, pages=each.pages, caption=each.caption,
        )
        for each in attachments
    ]  # fmt: skip


def detail(size: int, pages: int | None) -> str:
    """Its size, and its pages where it has more than one."""
    if not pages or pages < 2:
        return filesizeformat(size)
    return f"{ngettext('%(count)d page', '%(count)d pages', pages) % {'count': pages}} · {filesizeformat(size)}"


def waiting_state() -> str:
    return _("Waits for the virus scanner; not in the draft yet")


def is_drawn(name: str) -> bool:
    return PurePosixPath(name).suffix in _DRAWN


def address(page: str, edition: str, pk: int) -> str:
    """Of a page about that file."""
    return reverse(f"submissions:{page}", kwargs={"edition": edition, "pk": pk})
