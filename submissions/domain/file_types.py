"""The types of file that the platform admits; what a file is, its bytes say, and never its name or its sender."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from submissions.models import Question

BEGINNING = 64  # bytes that tell one family of files from another


@dataclass(frozen=True)
class FileType:
    """`key` is what a question names it by, `format` what a picture is called where it is written anew."""

    key: str
    ending: str
    mime: str
    label: str | Promise
    format: str = ""

    @property
    def is_picture(self) -> bool:
        return bool(self.format)

    @property
    def is_office(self) -> bool:
        return self.key in OFFICE

    @property
    def is_drawn(self) -> bool:
        """Whether its pages can be looked at without the program that made it."""
        return not self.is_office


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
OFFICE = ("docx", "xlsx", "pptx", "odt", "ods", "odp")
TYPES = {
    each.key: each
    for each in (
        FileType("pdf", ".pdf", "application/pdf", _("PDF document")),
        FileType("jpeg", ".jpg", "image/jpeg", _("JPEG picture"), "JPEG"),
        FileType("png", ".png", "image/png", _("PNG picture"), "PNG"),
        FileType("webp", ".webp", "image/webp", _("WebP picture"), "WEBP"),
        FileType("docx", ".docx", f"{_OPEN_XML}.wordprocessingml.document", _("Word document")),
        FileType("xlsx", ".xlsx", f"{_OPEN_XML}.spreadsheetml.sheet", _("Excel workbook")),
        FileType("pptx", ".pptx", f"{_OPEN_XML}.presentationml.presentation", _("PowerPoint presentation")),
        FileType("odt", ".odt", f"{_OPEN_DOCUMENT}.text", _("OpenDocument text")),
        FileType("ods", ".ods", f"{_OPEN_DOCUMENT}.spreadsheet", _("OpenDocument spreadsheet")),
        FileType("odp", ".odp", f"{_OPEN_DOCUMENT}.presentation", _("OpenDocument presentation")),
    )
}
CHOICES = [(each.key, each.label) for each in TYPES.values()]
_BY_MIME = {each.mime: each for each in TYPES.values()}
# Other endings that people give to the same thing.
ENDINGS = {each.ending for each in TYPES.values()} | {".jpeg", ".jpe", ".jfif"}


def admitted(question: Question | None) -> list[FileType]:
    """What may be attached to the question, in the platform's order; a type that it does not know is left out."""
    named = set(question.file_types) if question is not None else set()
    return [each for each in TYPES.values() if not named or each.key in named]


def type_of_mime(mime: str) -> FileType | None:
    """The type of a file that was let in."""
    return _BY_MIME.get(mime)


def accept(types: Sequence[FileType]) -> str:
    """What a browser offers to choose from."""
    return ",".join(part for each in types for part in (each.ending, each.mime))


def family(beginning: bytes) -> str:
    """What the first bytes say: the key of a type, "office" for a zip, "old office", "archive", or "" for all else."""
    for key, marks in _MARKS.items():
        if beginning.startswith(marks):
            return key
    if beginning.startswith(b"RIFF") and beginning[8:12] == b"WEBP":
        return "webp"
    return ""


_MARKS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "office": (b"PK\x03\x04",),
    # Of before 2007; also what a locked document of today is wrapped in.
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "archive": (
        b"Rar!",
        b"7z\xbc\xaf\x27\x1c",
        b"\x1f\x8b",
        b"BZh",
        b"\xfd7zXZ\x00",
        b"PK\x05\x06",
        b"PK\x07\x08",
        b"MSCF",
    ),
}
