"""Tables that people upload, whatever program wrote them, read as text.

`read_table` takes CSV in the encodings and with the separators that are met in practice, and XLSX. What is read is what
stands in the cells: no formula is worked out, and no macro is let in.
"""

from competitions.spreadsheets.reading import LARGEST, read_table
from competitions.spreadsheets.refused import (
    BrokenQuotes,
    ColumnsMissing,
    EmptyTable,
    HasMacros,
    NotATable,
    OldWorkbook,
    Protected,
    TableTooLarge,
    Unreadable,
)
from competitions.spreadsheets.tables import MOST_COLUMNS, MOST_ROWS, Column, Record, Row, Table

__all__ = [
    "LARGEST",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "BrokenQuotes",
    "Column",
    "ColumnsMissing",
    "EmptyTable",
    "HasMacros",
    "NotATable",
    "OldWorkbook",
    "Protected",
    "Record",
    "Row",
    "Table",
    "TableTooLarge",
    "Unreadable",
    "read_table",
]
