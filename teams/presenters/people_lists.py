"""A list of people before it is confirmed, in finished values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from teams.models import PeopleList


@dataclass(frozen=True)
class Count:
    label: str
    value: int


@dataclass(frozen=True)
class ListRow:
    """A row of the file and what comes of it; each cell is one or more lines."""

    line: int
    outcome: TextChoices
    reason: str
    address: str
    cells: list[list[str]]

    @property
    def state(self) -> str:
        """What comes of it, in words."""
        return str(self.outcome.label)


@dataclass(frozen=True)
class ListPage:
    """The rows, those that cannot be taken first; `wrong` says how many there are of them."""

    file_name: str
    edition: str
    counts: list[Count]
    headings: list[str]
    rows: list[ListRow]
    wrong: int
    shown: str
    confirmed: bool
    over: bool


def list_page(
    people_list: PeopleList,
    rows: Iterable[ListRow],
    *,
    outcomes: type[TextChoices],
    headings: Sequence[str],
    shown: str,
) -> ListPage:
    """The page of a list. `outcomes` has a WRONG; `shown` is the fingerprint of the rows."""
    rows = sorted(rows, key=lambda row: row.outcome != outcomes["WRONG"])
    found = people_list.counts or Counter(row.outcome.value for row in rows)
    return ListPage(
        file_name=people_list.file_name,
        edition=str(people_list.competition.name),
        counts=[Count(str(outcome.label), found.get(outcome.value, 0)) for outcome in outcomes],
        headings=list(headings),
        rows=rows,
        wrong=found.get(outcomes["WRONG"].value, 0),
        shown=shown,
        confirmed=people_list.confirmed_at is not None,
        over=people_list.confirmed_at is None and not people_list.rows,
    )
