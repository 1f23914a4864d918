"""The list of focal points before it is confirmed, in finished values."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from teams.domain.focal_point_rows import COLUMNS, Judged, Outcome, fingerprint
from teams.models import PeopleList
from teams.presenters.people_lists import ListPage, ListRow, list_page

# What stands in each column of the file to start from, so that nobody has to guess.
EXAMPLE = ("prenom.nom@ministere.example", "الاسم العائلي والشخصي", "Prénom Nom", "code")


def focal_point_page(people_list: PeopleList, judged: Sequence[Judged]) -> ListPage:
    """The page of a list, with what would come of each row."""
    headings = [_("Line"), _("State"), _("E-mail address"), _("Name"), _("Department")]
    rows = [_row(row) for row in judged]
    return list_page(people_list, rows, outcomes=Outcome, headings=headings, shown=fingerprint(judged))


def titles() -> list[str]:
    """What the columns of the file to start from are called."""
    return [str(column.title) for column in COLUMNS]


def _row(row: Judged) -> ListRow:
    names = [row.person.display_name] if row.person else [row.entry.name_ar, row.entry.name_latin]
    department = str(row.department.name) if row.department else row.entry.department
    cells = [[name for name in names if name], [department]]
    return ListRow(row.entry.line, row.outcome, row.reason, row.email or row.entry.email, cells)
