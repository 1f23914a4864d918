"""XLSX: the values of the first sheet that is to be seen."""

import io
import logging
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from competitions.spreadsheets.refused import HasMacros, NotATable, Protected, TableTooLarge
from competitions.spreadsheets.tables import MOST_COLUMNS, MOST_ROWS

logger = logging.getLogger(__name__)

# A list of 6,000 people unpacks to a tenth of it.
LARGEST_UNPACKED = 30 * 1024 * 1024  # bytes
MOST_PARTS = 500
MOST_LINES = 100_000  # empty ones between the others too
ENCRYPTED = 0x1


def lines_of(content: bytes) -> list[list[str]]:
    """The cells of each line. Raises NotATable, HasMacros, Protected, TableTooLarge."""
    _require_harmless(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about charts and styles that are of no use here
            return list(_values(content))
    except TableTooLarge:
        raise
    except Exception as error:  # whatever the package makes of a file that is no workbook
        logger.info("a workbook could not be read", extra={"error": type(error).__name__})
        raise NotATable from error


def _values(content: bytes) -> Iterator[list[str]]:
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    filled = 0
    try:
        sheet: Any = next(sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible")
        # A sheet says itself how large it is, and may be wrong.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), start=1):
            if number > MOST_LINES:
                raise TableTooLarge(_("The lines of this sheet are scattered too far. Remove the empty ones."))
            filled += any(value is not None for value in row)
            yield [_text(value) for value in row]
            if filled > MOST_ROWS + 1:  # more than will be taken, so the rest need not be read
                return
    finally:
        workbook.close()


def _text(value: Any) -> str:
    """The value as a person would type it; "" for none, as where a formula was never worked out."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return str(value)


def _require_harmless(content: bytes) -> None:
    """Look at the table of contents before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
        raise NotATable from error
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise Protected
    if "xl/workbook.xml" not in names or len(parts) > MOST_PARTS:
        raise NotATable
    if any("vbaproject" in name or "macrosheets/" in name for name in names):
        raise HasMacros
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise TableTooLarge(_("This workbook is far larger than a list of people. Is it the right file?"))
