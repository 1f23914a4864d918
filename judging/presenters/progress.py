"""How far the jury is, without a point: a grid of jurors and projects, or two lists where there are many."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from competitions import timetable
from competitions.folding import fold
from judging.domain.progress import Progress, Stage
from judging.models import Entry, Round
from judging.presenters.cells import Cell, Column, Table, table
from judging.presenters.figures import NOTHING
from judging.presenters.rounds_head import address_of
from teams.models import User

PER_PAGE = 50
# A grid has room for so many; beyond it two lists say the same.
MOST_JURORS, MOST_ENTRIES = 12, 50
NAMED = 10  # projects named in a warning
BY_PROJECT, BY_JUROR = "projects", "jurors"


@dataclass(frozen=True)
class ProgressPage:
    deadline: timetable.Deadline
    done: int
    total: int
    words: str
    lacking: list[str]
    lacking_more: str
    grid: Table | None
    tabs: list[dict[str, Any]]
    lists: Table | None
    page: Page[Any] | None
    typed: str
    kept: list[tuple[str, str]]
    search_label: str


@dataclass(frozen=True)
class Asked:
    """What the address asks for: which list, what was typed, whose work in detail, which page."""

    by: str
    typed: str
    juror: str
    number: str | None


def progress_page(round: Round, progress: Progress, asked: Asked, *, at: datetime) -> ProgressPage:
    words = _("%(done)s of %(total)s evaluations finished") % {"done": progress.finished, "total": progress.assigned}
    is_small = len(progress.jurors) <= MOST_JURORS and len(progress.entries) <= MOST_ENTRIES
    lists = None if is_small or not progress.jurors else _lists(round, progress, asked)
    lacking = progress.lacking
    return ProgressPage(
        deadline=timetable.closing(round.phase, at=at, zone=round.phase.competition.time_zone),
        done=progress.finished,
        total=progress.assigned,
        words=words,
        lacking=[entry.version.title for entry in lacking[:NAMED]],
        lacking_more=_more(len(lacking) - NAMED),
        grid=_grid(progress) if is_small and progress.jurors else None,
        tabs=_tabs(round, asked.by) if lists else [],
        lists=lists[0] if lists else None,
        page=lists[1] if lists else None,
        typed=asked.typed,
        kept=[("by", asked.by)],
        search_label=_("Search for a juror") if asked.by == BY_JUROR else _("Search for a project or a team"),
    )


def _more(number: int) -> str:
    words = ngettext("and %(number)d other project", "and %(number)d other projects", number)
    return words % {"number": number} if number > 0 else ""


def _grid(progress: Progress) -> Table:
    jurors = [juror.display_name for juror in progress.jurors]
    grid = table(_("Who has begun and finished what"), [_("Project"), *jurors])
    for entry in progress.entries:
        stages = [progress.stages.get((juror.pk, entry.pk)) for juror in progress.jurors]
        grid.add(entry.version.title, *(_stage(stage) for stage in stages))
    return grid


def _stage(stage: Stage | None) -> str | tuple[str, str]:
    return NOTHING if stage is None else (WORDS[stage](), KINDS[stage])


KINDS = {Stage.NOT_BEGUN: "off", Stage.BEGUN: "todo", Stage.FINISHED: "ok"}
WORDS = {
    Stage.NOT_BEGUN: lambda: pgettext("evaluation", "Not begun"),
    Stage.BEGUN: lambda: pgettext("evaluation", "Begun"),
    Stage.FINISHED: lambda: pgettext("evaluation", "Finished"),
}


def _tabs(round: Round, by: str) -> list[dict[str, Any]]:
    here = reverse("judging:ranking", kwargs=address_of(round))
    labels = {BY_PROJECT: _("By project"), BY_JUROR: _("By juror")}
    return [{"label": label, "url": f"{here}?by={key}", "current": key == by} for key, label in labels.items()]


def _lists(round: Round, progress: Progress, asked: Asked) -> tuple[Table, Page[Any]]:
    if asked.by != BY_JUROR:
        return _projects(progress, asked)
    one = next((juror for juror in progress.jurors if str(juror.pk) == asked.juror), None)
    return _of_one(progress, one, asked) if one else _jurors(round, progress, asked)


def _projects(progress: Progress, asked: Asked) -> tuple[Table, Page[Entry]]:
    found = [entry for entry in progress.entries if _is_found(asked.typed, *_names(entry))]
    page = Paginator(found, PER_PAGE).get_page(asked.number)
    counted = progress.of_entries()
    shown = _counts(_("Project by project"), [_("Project"), _("Team")])
    for entry in page.object_list:
        shown.add(entry.version.title, entry.team.display_name, *_numbers(counted.get(entry.pk, Counter())))
    return shown, page


def _jurors(round: Round, progress: Progress, asked: Asked) -> tuple[Table, Page[User]]:
    found = [juror for juror in progress.jurors if _is_found(asked.typed, juror.name_ar, juror.name_latin)]
    page = Paginator(found, PER_PAGE).get_page(asked.number)
    counted = progress.of_jurors()
    here = reverse("judging:ranking", kwargs=address_of(round))
    shown = _counts(_("Juror by juror"), [_("Juror"), _("Their projects")])
    for juror in page.object_list:
        numbers = _numbers(counted.get(juror.pk, Counter()))
        shown.add(juror.display_name, "", *numbers)
        shown.rows[-1][1] = Cell(_("See them"), shown.columns[1].label, f"{here}?by={BY_JUROR}&juror={juror.pk}")
    return shown, page


def _of_one(progress: Progress, juror: User, asked: Asked) -> tuple[Table, Page[Entry]]:
    theirs = [entry for entry in progress.entries if (juror.pk, entry.pk) in progress.stages]
    page = Paginator(theirs, PER_PAGE).get_page(asked.number)
    shown = table(juror.display_name, [_("Project"), _("Team"), _("Evaluation")])
    for entry in page.object_list:
        stage = _stage(progress.stages[juror.pk, entry.pk])
        shown.add(entry.version.title, entry.team.display_name, stage)
    return shown, page


def _counts(caption: str, heads: Sequence[str]) -> Table:
    stages = [WORDS[stage]() for stage in (Stage.FINISHED, Stage.BEGUN, Stage.NOT_BEGUN)]
    return Table(caption, [*(Column(head) for head in heads), *(Column(label, amount=True) for label in stages)])


def _numbers(counted: Counter[Stage]) -> list[str]:
    return [str(counted[stage]) for stage in (Stage.FINISHED, Stage.BEGUN, Stage.NOT_BEGUN)]


def _is_found(typed: str, *names: str) -> bool:
    wanted = fold(typed)
    return not wanted or any(wanted in fold(name) for name in names)


def _names(entry: Entry) -> tuple[str, str, str]:
    return entry.version.title, entry.team.name_ar, entry.team.name_latin
