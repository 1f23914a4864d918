"""Tables in finished values, for `components/table.html`."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    label: str
    amount: bool = False


@dataclass(frozen=True)
class Cell:
    text: str
    column: str
    url: str = ""
    kind: str = ""
    amount: bool = False


@dataclass(frozen=True)
class Table:
    caption: str
    columns: list[Column]
    rows: list[list[Cell]] = field(default_factory=list)

    def add(self, *texts: str | tuple[str, str]) -> None:
        """A row; a cell is its text, or (text, kind of state)."""
        self.rows.append([_cell(text, column) for text, column in zip(texts, self.columns, strict=True)])


def table(caption: str, columns: Sequence[str], *, amounts: Sequence[str] = ()) -> Table:
    """An empty table; `amounts` are the columns whose numbers stand under each other."""
    return Table(caption, [Column(label, label in amounts) for label in columns])


def _cell(content: str | tuple[str, str], column: Column) -> Cell:
    text, kind = (content, "") if isinstance(content, str) else content
    return Cell(text, column.label, kind=kind, amount=column.amount)
