"""Files as rows of a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from submissions.models import Attachment


@dataclass(frozen=True)
class FileRow:
    name: str
    url: str
    detail: str
    remove_url: str = ""


def file_row(pk: int, name: str, size: int, *, edition: str, removable: bool = False) -> FileRow:
    """A file with its download, and with its removal where that is possible."""
    address = {"edition": edition, "pk": pk}
    remove_url = reverse("submissions:remove_file", kwargs=address) if removable else ""
    return FileRow(name, reverse("submissions:download", kwargs=address), filesizeformat(size), remove_url)


def file_rows(attachments: Iterable[Attachment], *, edition: str, removable: bool = False) -> list[FileRow]:
    return [file_row(each.pk, each.name, each.size, edition=edition, removable=removable) for each in attachments]
