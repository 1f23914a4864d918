"""The record of a round: entries and exclusions, assignments, conflicts of interest, changes of the rules."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from competitions import wording
from competitions.models import Competition
from judging.domain.signing import is_intact
from judging.models import Assignment, Conflict, Entry, Round
from judging.presenters.cells import Table, table
from judging.presenters.ranking import NOTHING, downloads, signature_receipt
from judging.presenters.rule_changes import changes_of

PER_PAGE = 50


@dataclass(frozen=True)
class AuditPage:
    """`rows` is the page of what `table` shows."""

    edition: str
    back_url: str
    rounds: list[dict[str, Any]]
    parts: list[dict[str, Any]]
    table: Table | None
    rows: Page[Any] | None
    receipt: dict[str, Any] | None
    intact: dict[str, str] | None
    downloads: list[dict[str, str]]
    ranking_url: str


def audit_page(
    competition: Competition, rounds: Sequence[Round], round: Round | None, part: str, page: str | None
) -> AuditPage:
    """The record of `round`, of which `part` is shown, fifty rows at a time."""
    address = {"edition": competition.slug}
    here = reverse("judging:audit", kwargs=address)
    rows = Paginator(PARTS[part].rows(round), PER_PAGE).get_page(page) if round else None
    signature = getattr(round, "signature", None) if round else None
    return AuditPage(
        edition=str(competition.name),
        back_url=reverse("judging:jury", kwargs=address),
        rounds=[
            {"label": str(each.name), "url": f"{here}?round={each.pk}&part={part}", "current": each == round}
            for each in rounds
        ],
        parts=[
            {"label": PARTS[key].label, "url": f"{here}?round={round.pk}&part={key}", "current": key == part}
            for key in PARTS
            if round
        ],
        table=PARTS[part].table(rows.object_list, competition.time_zone) if rows is not None else None,
        rows=rows,
        receipt=signature_receipt(round) if round else None,
        intact=_intact(is_intact(signature)) if signature else None,
        downloads=downloads(round) if round and signature else [],
        ranking_url=reverse("judging:ranking", kwargs={**address, "round_id": round.pk}) if round else "",
    )


def _intact(intact: bool) -> dict[str, str]:
    if intact:
        return {"kind": "ok", "text": _("The stored table has the fingerprint that was signed.")}
    return {"kind": "missing", "text": _("The stored table does not have the fingerprint that was signed.")}


def _entries(round: Round) -> QuerySet[Entry]:
    return Entry.objects.filter(round=round).with_names().select_related("excluded_by").order_by("pk")


def _entries_table(entries: Iterable[Entry], zone: str) -> Table:
    columns = [_("Project"), _("Team"), _("Version"), _("Entered"), _("Excluded"), _("Reason"), _("By")]
    result = table(_("Entries"), columns)
    for entry in entries:
        version = f"{entry.version.number} · {entry.version.sha256[:12]}"
        entered, excluded = _moment(entry.entered_at, zone), _moment(entry.excluded_at, zone)
        by = entry.excluded_by.display_name if entry.excluded_by else NOTHING
        names = (entry.version.title, entry.team.display_name)
        result.add(*names, version, entered, excluded, entry.excluded_because or NOTHING, by)
    return result


def _assignments(round: Round) -> QuerySet[Assignment]:
    named = Assignment.objects.filter(entry__round=round).select_related(
        "entry__version", "entry__project__team", "juror", "assigned_by", "evaluation"
    )
    return named.defer(
        "entry__version__content", "evaluation__comment_for_team", "evaluation__comment_for_jury"
    ).order_by("entry", "pk")


def _assignments_table(assignments: Iterable[Assignment], zone: str) -> Table:
    columns = [_("Project"), _("Juror"), _("Assigned"), _("By"), _("Evaluation"), _("Ended"), _("Reason")]
    result = table(_("Assignments"), columns)
    for each in assignments:
        result.add(
            each.entry.version.title,
            each.juror.display_name,
            _moment(each.assigned_at, zone),
            each.assigned_by.display_name,
            _stage(each),
            _moment(each.closed_at, zone),
            str(each.get_closed_because_display()) or NOTHING,
        )
    return result


def _stage(assignment: Assignment) -> str | tuple[str, str]:
    if assignment.work is None:
        return pgettext("evaluation", "Not begun"), "off"
    if assignment.work.finished_at is None:
        return pgettext("evaluation", "Begun"), "todo"
    return pgettext("evaluation", "Finished"), "ok"


def _conflicts(round: Round) -> QuerySet[Conflict]:
    of_round = Conflict.objects.filter(team__in=Entry.objects.filter(round=round).values("project__team"))
    return of_round.select_related("juror", "team", "lifted_by").order_by("team", "pk")


def _conflicts_table(conflicts: Iterable[Conflict], zone: str) -> Table:
    columns = [_("Team"), _("Juror"), _("Kind"), _("Recorded"), _("Source"), _("Lifted"), _("Reason for lifting")]
    result = table(_("Conflicts of interest"), columns)
    for each in conflicts:
        lifted = _moment(each.lifted_at, zone)
        if each.lifted_by:
            lifted = f"{lifted} · {each.lifted_by.display_name}"
        result.add(
            each.team.display_name,
            each.juror.display_name,
            str(each.get_kind_display()),
            _moment(each.declared_at, zone),
            str(each.get_source_display()),
            lifted,
            each.lifted_because or NOTHING,
        )
    return result


def _changes_table(changes: Iterable[Any], zone: str) -> Table:
    result = table(_("Changes of the rules"), [_("What"), _("Change"), _("When"), _("By")])
    for each in changes:
        by = each.by.display_name if each.by else NOTHING
        result.add(each.what, each.change, _moment(each.at, zone), by)
    return result


def _moment(at: Any, zone: str) -> str:
    return wording.moment(at, zone=zone) if at else NOTHING


@dataclass(frozen=True)
class Part:
    label: Any
    rows: Callable[[Round], Any]
    table: Callable[[Iterable[Any], str], Table]


PARTS = {
    "entries": Part(gettext_lazy("Entries"), _entries, _entries_table),
    "assignments": Part(gettext_lazy("Assignments"), _assignments, _assignments_table),
    "conflicts": Part(gettext_lazy("Conflicts of interest"), _conflicts, _conflicts_table),
    "rules": Part(gettext_lazy("Changes of the rules"), changes_of, _changes_table),
}
