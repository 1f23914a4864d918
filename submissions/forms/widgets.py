"""What answers of more than one field are typed into: a table, and the parts of the members."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from submissions.domain.kinds.dates import date_of
from submissions.domain.kinds.labels import labels_of, open_columns, open_options
from submissions.domain.kinds.tables import Table
from submissions.forms.names import cell_name, person_name, posted_parts, posted_rows
from submissions.models import Column, Question

FEWEST_ROWS = 3  # of an empty table
MOST_ROWS = 100  # on a page
SIDE_BY_SIDE = 4  # columns; with more of them nobody could read what they type
MODES = {Column.Kind.NUMBER: "decimal", Column.Kind.AMOUNT: "decimal"}
_table = Table()


class PartedWidget(forms.Widget):
    """A group of fields under one name; its own template, whichever engine renders forms."""

    use_fieldset = True
    template_name: str

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.parts(name, value, (attrs or {}).get("id", f"id_{name}"))
        return render_to_string(self.template_name, context)

    @abstractmethod
    def parts(self, name: str, value: Any, id_: str) -> dict[str, Any]:
        """What the template places."""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class TableWidget(PartedWidget):
    """The organiser's columns; some blank rows stand under what is filled in, and a button brings one more."""

    template_name = "submissions/widgets/table.html"

    def __init__(self, question: Question, *, rows: int = 0) -> None:
        """`rows`: show at least so many."""
        super().__init__(question)
        self.rows = rows

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        return posted_rows(data, name)

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """The first cell, which is what one jumps to."""
        columns = open_columns(self.question)
        return cell_name(id_, 0, columns[0].key) if columns else id_

    def parts(self, name: str, value: Any, id_: str) -> dict[str, Any]:
        rows = value if _table.fits(value) else []
        columns = open_columns(self.question)
        shown = self._row_count(len(rows))
        grid = _table.grid(_table.clean(rows, self.question), labels_of(self.question))
        sums = dict(zip(grid.headings, grid.totals, strict=True)) if grid and grid.totals else {}
        return {
            "columns": [
                {"label": each.label, "amount": each.kind in MODES, "optional": not each.required} for each in columns
            ],
            "rows": [
                [
                    _cell(name, id_, number, each, rows[number].get(each.key, "") if number < len(rows) else "")
                    for each in columns
                ]
                for number in range(shown)
            ],
            "totals": [{"label": each.label, "text": sums.get(str(each.label), "")} for each in columns]
            if sums
            else [],
            "caption": self.question.label,
            "stacked": len(columns) > SIDE_BY_SIDE,
            "add": self.question.key if shown < self._most() else "",
        }

    def _most(self) -> int:
        return min(self.question.rows_max or MOST_ROWS, MOST_ROWS)

    def _row_count(self, filled: int) -> int:
        """Never fewer than are filled in, whatever the limit was made since."""
        wanted = max(filled + 1, self.rows, self.question.rows_min or 0, FEWEST_ROWS)
        return max(filled, min(wanted, self._most()))


class RolesWidget(PartedWidget):
    """The members under each other, the parts beside each other."""

    template_name = "submissions/widgets/roles.html"

    def __init__(self, question: Question, people: Mapping[int, str]) -> None:
        super().__init__(question)
        self.people = people

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, list[str]]:
        return posted_parts(data, name)

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """The first box, which is what one jumps to."""
        first = next(iter(self.people), None)
        return id_ if first is None else f"{person_name(id_, first)}_0"

    def parts(self, name: str, value: Any, id_: str) -> dict[str, Any]:
        taken = value if isinstance(value, dict) else {}
        options = open_options(self.question)
        return {
            "options": [option.label for option in options],
            "people": [
                {
                    "name": called,
                    "boxes": [
                        {
                            "id": f"{person_name(id_, person)}_{place}",
                            "name": person_name(name, person),
                            "value": option.key,
                            "checked": option.key in (taken.get(str(person)) or ()),
                            "label": option.label,
                        }
                        for place, option in enumerate(options)
                    ],
                }
                for person, called in self.people.items()
            ],
            "caption": self.question.label,
        }


def date_type(value: Any) -> str:
    """A picker of dates for what it can show, else a plain field, so that nothing typed is out of sight."""
    return "date" if not value or (date_of(str(value)) and str(value)[4:5] == "-") else "text"


def _cell(name: str, id_: str, number: int, column: Column, text: str) -> dict[str, Any]:
    place = _("Row %(number)d, %(column)s") % {"number": number + 1, "column": column.label}
    return {
        "name": cell_name(name, number, column.key),
        "id": cell_name(id_, number, column.key),
        "label": place,
        "column": column.label,
        "value": text,
        "lines": column.kind == Column.Kind.TEXT,
        "type": date_type(text) if column.kind == Column.Kind.DATE else "text",
        "mode": MODES.get(Column.Kind(column.kind), ""),
        "amount": column.kind in MODES,
    }
