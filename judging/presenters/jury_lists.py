"""The list of people to invite to a jury before it is confirmed, in finished values."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from judging.domain.jury_rows import COLUMNS, Judged, Outcome, fingerprint
from judging.domain.rule_changes import scored_rounds
from teams.models import PeopleList, Role
from teams.presenters.focal_points import Count

# What stands in each column of the file to start from, so that nobody has to guess.
EXAMPLE = ("name@university.example", "Prénom Nom", "membre", "Université", "fr", "ar, fr", "", "12")


@dataclass(frozen=True)
class JuryRow:
    """A row of the file, and what comes of it."""

    line: int
    state: str
    reason: str
    address: str
    cells: list[str]


@dataclass(frozen=True)
class JuryListPage:
    """The rows, those that cannot be taken first; `wrong` says how many there are of them."""

    file_name: str
    edition: str
    counts: list[Count]
    rows: list[JuryRow]
    headings: list[str]
    wrong: int
    shown: str
    confirmed: bool
    over: bool
    asks_reason: bool


def jury_list_page(people_list: PeopleList, judged: list[Judged]) -> JuryListPage:
    """The page of a list, with what would come of each row."""
    found = people_list.counts or Counter(row.outcome.value for row in judged)
    return JuryListPage(
        file_name=people_list.file_name,
        edition=str(people_list.competition.name),
        counts=[Count(str(outcome.label), found.get(outcome.value, 0)) for outcome in Outcome],
        rows=[_row(row) for row in sorted(judged, key=lambda row: row.outcome != Outcome.WRONG)],
        headings=[_("Line"), _("State"), *(str(column.title) for column in COLUMNS)],
        wrong=found.get(Outcome.WRONG.value, 0),
        shown=fingerprint(judged),
        confirmed=people_list.confirmed_at is not None,
        over=people_list.confirmed_at is None and not people_list.rows,
        asks_reason=bool(scored_rounds(people_list.competition)),
    )


def titles() -> list[str]:
    """What the columns of the file to start from are called."""
    return [str(column.title) for column in COLUMNS]


def _row(row: Judged) -> JuryRow:
    entry = row.entry
    kind = str(Role.Kind(row.kind).label) if row.outcome != Outcome.WRONG else entry.kind
    cells = [entry.name, kind, entry.organisation, entry.language, entry.languages, entry.themes, entry.maximum_load]
    return JuryRow(entry.line, str(row.outcome.label), row.reason, row.email or entry.email, cells)
