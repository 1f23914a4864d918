"""The list of focal points before it is confirmed, in finished values."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teams.domain.focal_point_rows import COLUMNS, Judged, Outcome, fingerprint
from teams.models import PeopleList

# What stands in each column of the file to start from, so that nobody has to guess.
EXAMPLE = ("prenom.nom@ministere.example", "الاسم العائلي والشخصي", "Prénom Nom", "code")


@dataclass(frozen=True)
class Count:
    label: str
    value: int


@dataclass(frozen=True)
class FocalPointRow:
    """A row of the file, and what comes of it."""

    line: int
    address: str
    names: list[str]
    department: str
    state: str
    reason: str


@dataclass(frozen=True)
class ListPage:
    """The rows, those that cannot be taken first; `wrong` says how many there are of them."""

    file_name: str
    edition: str
    counts: list[Count]
    rows: list[FocalPointRow]
    wrong: int
    shown: str
    confirmed: bool
    over: bool


def list_page(people_list: PeopleList, judged: list[Judged]) -> ListPage:
    """The page of a list, with what would come of each row."""
    found = people_list.counts or Counter(row.outcome.value for row in judged)
    return ListPage(
        file_name=people_list.file_name,
        edition=str(people_list.competition.name),
        counts=[Count(str(outcome.label), found.get(outcome.value, 0)) for outcome in Outcome],
        rows=[_row(row) for row in sorted(judged, key=lambda row: row.outcome != Outcome.WRONG)],
        wrong=found.get(Outcome.WRONG.value, 0),
        shown=fingerprint(judged),
        confirmed=people_list.confirmed_at is not None,
        over=people_list.confirmed_at is None and not people_list.rows,
    )


def titles() -> list[str]:
    """What the columns of the file to start from are called."""
    return [str(column.title) for column in COLUMNS]


def headings() -> list[str]:
    """The heads of the table."""
    return [_("Line"), _("State"), _("E-mail address"), _("Name"), _("Department")]


def _row(row: Judged) -> FocalPointRow:
    names = [row.person.display_name] if row.person else [row.entry.name_ar, row.entry.name_latin]
    return FocalPointRow(
        line=row.entry.line,
        address=row.email or row.entry.email,
        names=[name for name in names if name],
        department=str(row.department.name) if row.department else row.entry.department,
        state=str(row.outcome.label),
        reason=row.reason,
    )
