"""What accepting a proposal would change, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from judging.domain.plans.changes import Changes
from judging.domain.plans.obstacles import Obstacle
from judging.models import Plan
from judging.presenters import plan_names
from judging.presenters.cells import Table, table
from judging.presenters.plan_preview import header, tabs

PER_PAGE = 50
Line = tuple[str, int, int]  # kind of change, project or team, person


@dataclass(frozen=True)
class ChangesPage:
    header: dict[str, str]
    tabs: list[dict[str, Any]]
    figures: list[dict[str, str]]
    table: Table | None
    begun: int
    note: dict[str, str] | None
    is_open: bool


def lines(found: Changes) -> "Paginator[Line]":
    """What is taken back, then what stays in spite of the proposal, then what is given."""
    taken = [("taken", each.entry_id, each.juror_id) for each in found.taken]
    begun = [("begun", each.entry_id, each.juror_id) for each in found.begun]
    given = [("given", project, person) for project, person in found.given]
    return Paginator([*taken, *begun, *given], PER_PAGE)


def changes_page(plan: Plan, found: Changes, page: "Page[Line]") -> ChangesPage:
    shown: Sequence[Line] = list(page.object_list)
    return ChangesPage(
        header=header(plan),
        tabs=tabs(plan, "plan_changes"),
        figures=[
            {"label": _("Given anew"), "value": str(len(found.given))},
            {"label": _("Taken back"), "value": str(len(found.taken))},
            {"label": _("As it stands"), "value": str(found.stays + len(found.begun))},
        ],
        table=_table(plan, shown) if shown else None,
        begun=len(found.begun),
        note=_note(plan),
        is_open=plan.is_open,
    )


def _note(plan: Plan) -> dict[str, str] | None:
    """What came of accepting it, where somebody has tried."""
    if plan.accepted_at is not None:
        return {"kind": "ok", "text": _("The proposal stands, and those concerned are told.")}
    title = _("It was not accepted, and nothing has changed")
    if plan.obstacle is not None:
        return {"kind": "missing", "title": title, "text": Obstacle(**plan.obstacle).in_words()}
    if plan.accepting is not None and plan.accepting.failed_at is not None:
        text = _("Accept it once more; if that fails too, show this page to whoever runs the platform.")
        return {"kind": "missing", "title": title, "text": text}
    return None


def _table(plan: Plan, shown: Sequence[Line]) -> Table:
    titles = plan_names.subjects(plan, {project for _kind, project, _person in shown})
    names = plan_names.people(person for _kind, _project, person in shown)
    words = {
        "given": (pgettext("assignment", "Given"), "ok"),
        "taken": (_("Taken back"), "warn"),
        "begun": (_("Stays: begun meanwhile"), "todo"),
    }
    subject, person = (_("Project"), _("Juror")) if plan.round_id else (_("Team"), _("Mentor"))
    listed = table(_("Changes"), [subject, person, pgettext("assignment", "What changes")])
    for kind, project, key in shown:
        title = titles[project].title if project in titles else "–"
        listed.add(title, names[key].display_name if key in names else "–", words[kind])
    return listed
