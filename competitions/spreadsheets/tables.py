"""A table of texts, and its columns found by what they are called."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from competitions.folding import fold
from competitions.spreadsheets.refused import ColumnsMissing, EmptyTable, TableTooLarge

MOST_ROWS = 6_000
MOST_COLUMNS = 50
LONGEST_CELL = 1_000  # characters


@dataclass(frozen=True)
class Row:
    """A line of the table that is not empty; `line` counts from 1 and counts empty ones too."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column that may be asked for: people read its `title`, a file may call it by one of `names` besides."""

    key: str
    title: str | Promise
    names: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Record:
    """A row whose cells have the keys of their columns; what the file has no column for is ""."""

    line: int
    values: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")


@dataclass(frozen=True)
class Table:
    """At least one row; the first may be the names of the columns."""

    rows: tuple[Row, ...]

    def names(self, column: Column) -> bool:
        """Whether the first row names the column."""
        return self._place(column) is not None

    def records(self, columns: Sequence[Column]) -> list[Record]:
        """The rows below the first, which names the columns. Raises ColumnsMissing, EmptyTable."""
        places = {column.key: self._place(column) for column in columns}
        if missing := [str(column.title) for column in columns if column.required and places[column.key] is None]:
            raise ColumnsMissing(missing)
        found = [Record(row.line, _picked(row, places)) for row in self.rows[1:]]
        if not found:
            raise EmptyTable(_("There is nothing below the names of the columns."))
        return found

    def _place(self, column: Column) -> int | None:
        wanted = {_bare(name) for name in (*column.names, *_titles(column))}
        heads = [_bare(cell) for cell in self.rows[0].cells]
        return next((place for place, head in enumerate(heads) if head in wanted), None)


def table_of(lines: Iterable[Sequence[str]]) -> Table:
    """The table of these lines, their cells tidied and empty lines left out. Raises EmptyTable, TableTooLarge."""
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        cells = _trimmed([_tidy(cell) for cell in line])
        if not cells:
            continue
        if len(rows) > MOST_ROWS:  # one more than that, for the names of the columns
            raise TableTooLarge(
                _("There are more than %(most)d rows in this file. Split it into several.") % {"most": MOST_ROWS}
            )
        _require_narrow(cells)
        rows.append(Row(number, tuple(cells)))
    if not rows:
        raise EmptyTable
    return Table(tuple(rows))


def _require_narrow(cells: list[str]) -> None:
    if any(cells[MOST_COLUMNS:]):
        raise TableTooLarge(
            _("There are more than %(most)d columns in this file. Keep those that are needed.") % {"most": MOST_COLUMNS}
        )
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise TableTooLarge(_("A cell of this file holds far more than a name or an address. Is it the right file?"))


def _picked(row: Row, places: dict[str, int | None]) -> dict[str, str]:
    return {key: row.cells[place] for key, place in places.items() if place is not None and place < len(row.cells)}


def _titles(column: Column) -> Iterator[str]:
    """What the column is called in each language of the site."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield str(column.title)


def _trimmed(cells: list[str]) -> list[str]:
    """The cells up to the last that is not empty."""
    filled = [place for place, cell in enumerate(cells, start=1) if cell]
    return cells[: max(filled, default=0)]


def _tidy(cell: str) -> str:
    return " ".join(cell.replace("\ufeff", "").split())


def _bare(name: str) -> str:
    """A name of a column as it is compared: no accents, hyphens, spaces or case."""
    plain = unicodedata.normalize("NFKD", fold(name))
    return re.sub(r"[\W_]+", "", "".join(sign for sign in plain if not unicodedata.combining(sign)))
