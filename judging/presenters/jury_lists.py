"""The list of people to invite to a jury before it is confirmed, in finished values."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from judging.domain.jury_rows import COLUMNS, Judged, Outcome, fingerprint
from teams.models import PeopleList, Role
from teams.presenters.people_lists import ListPage, ListRow, list_page

# What stands in each column of the file to start from, so that nobody has to guess.
EXAMPLE = ("name@university.example", "Prénom Nom", "membre", "Université", "fr", "ar, fr", "", "12")


def jury_list_page(people_list: PeopleList, judged: Sequence[Judged]) -> ListPage:
    """The page of a list, with what would come of each row."""
    headings = [_("Line"), _("State"), *titles()]
    rows = [_row(row) for row in judged]
    return list_page(people_list, rows, outcomes=Outcome, headings=headings, shown=fingerprint(judged))


def titles() -> list[str]:
    """What the columns of the file to start from are called."""
    return [str(column.title) for column in COLUMNS]


def _row(row: Judged) -> ListRow:
    entry = row.entry
    kind = str(Role.Kind(row.kind).label) if row.outcome != Outcome.WRONG else entry.kind
    cells = [entry.name, kind, entry.organisation, entry.language, entry.languages, entry.themes, entry.maximum_load]
    return ListRow(entry.line, row.outcome, row.reason, row.email or entry.email, [[cell] for cell in cells])
