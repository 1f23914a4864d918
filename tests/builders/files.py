"""Files that people upload, made when they are needed."""

import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook


def a_csv(*rows: Sequence[str], encoding: str = "utf-8-sig", name: str = "list.csv") -> SimpleUploadedFile:
    """A CSV file with semicolons, as spreadsheet programs write it in Morocco."""
    text = "".join(";".join(row) + "\r\n" for row in rows)
    return SimpleUploadedFile(name, text.encode(encoding), content_type="text/csv")


def a_workbook(*rows: Sequence[Any], name: str = "list.xlsx") -> SimpleUploadedFile:
    """An XLSX file with these rows in its only sheet."""
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(content)
    return SimpleUploadedFile(name, content.getvalue())
