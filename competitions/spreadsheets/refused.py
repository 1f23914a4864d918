"""Why a file cannot be read as a table, and what to do about it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal


class Unreadable(Refusal):
    """The file is not taken; the sentence says why, and which one would be."""

    field = "file"


class NotATable(Unreadable):
    message = gettext_lazy("This file is not a table. Save the list as CSV or as an Excel workbook (XLSX).")


class EmptyTable(Unreadable):
    message = gettext_lazy("There is nothing in this file. Choose the one with the list.")


class Protected(Unreadable):
    message = gettext_lazy("This workbook is protected by a password. Save it without one, or as CSV.")


class OldWorkbook(Unreadable):
    message = gettext_lazy("This is a workbook of an old kind (XLS). Save it as XLSX, or as CSV.")


class HasMacros(Unreadable):
    message = gettext_lazy("This workbook contains macros. Save it as an Excel workbook without macros (XLSX).")


class TableTooLarge(Unreadable):
    """More bytes, rows or columns than a list of people has."""


class BrokenQuotes(Unreadable):
    """A quotation mark of a CSV file has no other half."""

    def __init__(self, line: int) -> None:
        super().__init__(
            _("In line %(line)d a quotation mark is not closed. Correct it, or save the list as XLSX.") % {"line": line}
        )


class ColumnsMissing(Unreadable):
    """The first line does not name a column that is needed."""

    def __init__(self, titles: list[str]) -> None:
        words = _("The first line must name the columns. Missing: %(columns)s.")
        super().__init__(words % {"columns": " · ".join(titles)})
