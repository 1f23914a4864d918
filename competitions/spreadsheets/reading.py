"""From an uploaded file to its table: what a file is, its bytes say, and not its name."""

from typing import Any

from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from competitions.spreadsheets import texts, workbooks
from competitions.spreadsheets.refused import EmptyTable, NotATable, OldWorkbook, Protected, TableTooLarge
from competitions.spreadsheets.tables import Table, table_of

LARGEST = 5 * 1024 * 1024  # bytes
ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A workbook with a password is a box of the old kind around the new one.
PASSWORD = "EncryptedPackage".encode("utf-16-le")
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x05\x06", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")


def read_table(upload: "File[Any]") -> Table:
    """The table in `upload`, CSV or XLSX, as text.

    Raises NotATable, EmptyTable, TableTooLarge, Protected, OldWorkbook, HasMacros, BrokenQuotes.
    """
    if upload.size > LARGEST:
        raise TableTooLarge(
            _("This file is larger than %(most)s. Split the list into several.") % {"most": filesizeformat(LARGEST)}
        )
    upload.seek(0)
    content = upload.read()
    if not content.strip():
        raise EmptyTable
    if content.startswith(OLD_OFFICE):
        raise Protected if PASSWORD in content else OldWorkbook
    if content.startswith(OTHERS):
        raise NotATable
    lines = workbooks.lines_of(content) if content.startswith(ZIP) else texts.lines_of(content)
    return table_of(lines)
