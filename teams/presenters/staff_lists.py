"""Lists of staff to invite, before and after they are confirmed, in finished values."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from competitions import wording
from competitions.models import Competition
from competitions.presenters import JobPage, job_page
from teams.domain.staff_rows import Judged, Outcome
from teams.models import PeopleList
from teams.presenters.parts import Cell, Column

SHOWN = 100  # addresses of a group; who wants them all has the file
LATEST = 5


@dataclass(frozen=True)
class Count:
    label: str
    value: int


@dataclass(frozen=True)
class Group:
    """The addresses of one outcome; `more` says how many are not shown, `is_open` that they want to be read."""

    title: str
    count: int
    columns: list[Column]
    rows: list[list[Cell]]
    more: str
    is_open: bool


@dataclass(frozen=True)
class StaffListPage:
    """`state` is one of preview, over, running, failed, done; `new` is how many get a mail."""

    above: str
    state: str
    new: int
    new_words: str
    counts: list[Count]
    groups: list[Group]
    job: JobPage | None
    url: str
    again_url: str


def staff_list_page(people_list: PeopleList, judged: Sequence[Judged]) -> StaffListPage:
    """The page of one list; `judged` says what would come of it while it is not confirmed."""
    confirmed = people_list.confirmed_at is not None
    found = people_list.counts if confirmed else Counter(row.outcome.value for row in judged)
    new = found.get(Outcome.NEW.value, 0)
    words = ngettext("Invite one person", "Invite %(count)d people", new) % {"count": new}
    edition = people_list.competition
    return StaffListPage(
        above=" · ".join([str(edition.name), str(people_list.department)]),
        state=_state(people_list),
        new=new,
        new_words=words,
        counts=[_count(outcome, found) for outcome in Outcome if found.get(outcome.value) or outcome == Outcome.NEW],
        groups=[] if confirmed else [group for outcome in Outcome if (group := _group(outcome, judged))],
        job=job_page(people_list.job) if people_list.job else None,
        url=_url(people_list),
        again_url=reverse("teams:invite_staff", kwargs={"edition": edition.slug}),
    )


def latest_columns() -> list[Column]:
    return [Column(_("Uploaded")), Column(_("Department")), Column(_("Invitations"), amount=True), Column(_("State"))]


def latest_rows(lists: Sequence[PeopleList], competition: Competition) -> list[list[Cell]]:
    """The lists of late, each with the way to its page."""
    return [
        [
            Cell(wording.moment(one.uploaded_at, zone=competition.time_zone), url=_url(one)),
            Cell(str(one.department), _("Department")),
            Cell(str(one.counts.get(Outcome.NEW.value, 0)), _("Invitations"), amount=True),
            Cell(_state_words(one), _("State")),
        ]
        for one in lists[:LATEST]
    ]


def _count(outcome: Outcome, found: Mapping[str, int]) -> Count:
    return Count(str(outcome.label), found.get(outcome.value, 0))


def _state(people_list: PeopleList) -> str:
    job = people_list.job
    if job is None:
        return "preview" if people_list.rows else "over"
    if job.failed_at:
        return "failed"
    return "done" if job.finished_at else "running"


def _state_words(people_list: PeopleList) -> str:
    words = {
        "preview": _("Not confirmed"),
        "over": _("Not confirmed, removed"),
        "running": pgettext("job", "Under way"),
        "failed": _("Interrupted"),
        "done": pgettext("job", "Done"),
    }
    return words[_state(people_list)]


def _url(people_list: PeopleList) -> str:
    address = {"edition": people_list.competition.slug, "list_id": people_list.pk}
    return reverse("teams:staff_list", kwargs=address)


def _group(outcome: Outcome, judged: Sequence[Judged]) -> Group | None:
    of_it = [row for row in judged if row.outcome == outcome]
    if not of_it:
        return None
    wrong = outcome == Outcome.WRONG
    hidden = len(of_it) - SHOWN
    more = ngettext("… and one more.", "… and %(count)d more.", hidden) % {"count": hidden} if hidden > 0 else ""
    columns = [Column(_("Address")), Column(_("Line"), amount=True), *([Column(_("Reason"))] if wrong else [])]
    return Group(str(outcome.label), len(of_it), columns, [_cells(row) for row in islice(of_it, SHOWN)], more, wrong)


def _cells(row: Judged) -> list[Cell]:
    cells = [Cell(row.entry.email or row.entry.typed), Cell(str(row.entry.line), _("Line"), amount=True)]
    return [*cells, Cell(row.entry.reason, _("Reason"))] if row.entry.fault else cells
