"""Tables with the organiser's columns; the team adds rows. Blank rows are not kept."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.domain.kinds.base import Asked, Kind
from submissions.domain.kinds.dates import clean_date, date_faults, date_words
from submissions.domain.kinds.labels import ColumnLabel, Grid, Labels, columns_of, open_columns
from submissions.domain.kinds.numbers import amount_faults, amount_words, counted, number_of
from submissions.domain.kinds.texts import clean_line
from submissions.models import Column, Question

MOST_ROWS = 200  # kept of what was posted; no page of ours shows as many
IN_DIGITS = frozenset({Column.Kind.NUMBER, Column.Kind.AMOUNT})
CELL_WORDS: dict[str, Callable[[str], str]] = {
    Column.Kind.NUMBER: counted,
    Column.Kind.AMOUNT: amount_words,
    Column.Kind.DATE: date_words,
}


class Table(Kind):
    blank: Any = []

    def clean(self, raw: Any, question: Question) -> list[dict[str, str]]:
        """Every row has every column that is filled in now; a retired one stays where something stands in it."""
        rows = [row for row in raw if isinstance(row, dict)] if isinstance(raw, list) else []
        cleaned = [_clean_row(row, columns_of(question)) for row in rows]
        return [row for row in cleaned if any(row.values())][:MOST_ROWS]

    def fits(self, value: Any) -> bool:
        return isinstance(value, list) and all(
            isinstance(row, dict) and all(isinstance(cell, str) for cell in row.values()) for row in value
        )

    def is_blank(self, value: Any) -> bool:
        return not any(any(row.values()) for row in value) if self.fits(value) else super().is_blank(value)

    def faults(self, asked: Asked) -> list[str]:
        return [*_row_count_faults(asked.question, len(asked.value)), *_cell_faults(asked.question, asked.value)]

    def grid(self, value: Any, labels: Labels, people: Mapping[Any, str] = {}) -> Grid | None:
        if not self.fits(value) or self.is_blank(value):
            return None
        shown = [column for column in labels.columns if any(row.get(column.key) for row in value)]
        return Grid(
            headings=tuple(column.label for column in shown),
            numeric=tuple(column.kind in IN_DIGITS for column in shown),
            rows=tuple(tuple(_cell(row.get(column.key, ""), column) for column in shown) for row in value),
            totals=_totals(value, shown),
        )

    def _say(self, value: Any, labels: Labels, people: Mapping[Any, str]) -> str:
        grid = self.grid(value, labels)
        if grid is None:
            return ""
        lines = [_line(grid.headings, row) for row in grid.rows]
        return "\n".join([*lines, *([f"{_('Total')} · {_line(grid.headings, grid.totals)}"] if grid.totals else [])])


def sum_of(cells: list[str]) -> Decimal | None:
    """The sum of a column; None where a cell is no number, or none is filled in."""
    numbers = [number_of(cell) for cell in cells if cell]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal()) if known and len(known) == len(numbers) else None


def _clean_row(row: Mapping[str, Any], columns: list[Column]) -> dict[str, str]:
    cells = {}
    for column in columns:
        raw = row.get(column.key, "")
        text = clean_date(raw) if column.kind == Column.Kind.DATE else clean_line(raw)
        if text or column.retired_at is None:
            cells[column.key] = text
    return cells


def _row_count_faults(question: Question, rows: int) -> list[str]:
    if question.rows_min is not None and rows < question.rows_min:
        few = ngettext("At least %(limit)d row is needed.", "At least %(limit)d rows are needed.", question.rows_min)
        return [few % {"limit": question.rows_min}]
    if question.rows_max is not None and rows > question.rows_max:
        many = ngettext(
            "At most %(limit)d row can be submitted.", "At most %(limit)d rows can be submitted.", question.rows_max
        )
        return [many % {"limit": question.rows_max}]
    return []


def _cell_faults(question: Question, rows: list[dict[str, str]]) -> list[str]:
    """The first fault of each cell, named by its row and column."""
    found = []
    for number, row in enumerate(rows, start=1):
        for column in open_columns(question):
            if fault := _cell_fault(column, row.get(column.key, "")):
                place = _("Row %(number)d, “%(column)s”: %(fault)s")
                found.append(place % {"number": number, "column": column.label, "fault": fault})
    return found


def _cell_fault(column: Column, text: str) -> str:
    if not text:
        return _("this cell is empty.") if column.required else ""
    faults = {
        Column.Kind.NUMBER: lambda: (
            [] if number_of(text) is not None else [_("Write one number in digits, such as 1200 or 12.5.")]
        ),
        Column.Kind.AMOUNT: lambda: amount_faults(text),
        Column.Kind.DATE: lambda: date_faults(text),
    }.get(Column.Kind(column.kind), list)()
    return faults[0] if faults else ""


def _cell(text: str, column: ColumnLabel) -> str:
    return CELL_WORDS.get(column.kind, str)(text)


def _totals(rows: list[dict[str, str]], columns: list[ColumnLabel]) -> tuple[str, ...]:
    """Under amounts alone: other numbers may be rates or minutes, which nobody adds up."""
    sums = [_total(rows, column) if column.kind == Column.Kind.AMOUNT else "" for column in columns]
    return tuple(sums) if any(sums) else ()


def _total(rows: list[dict[str, str]], column: ColumnLabel) -> str:
    total = sum_of([row.get(column.key, "") for row in rows])
    return "" if total is None else amount_words(str(total))


def _line(headings: tuple[str, ...], cells: tuple[str, ...]) -> str:
    said = (f"{heading}: {cell}" for heading, cell in zip(headings, cells, strict=True) if cell)
    return " · ".join(said)
