"""The panels of a round, for whoever puts them together."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.domain.panels import Overview, PanelState, are_fixed, draw_inputs, overview
from judging.models import Draw, Entry, PanelMember, Round
from judging.presenters.cells import Table, table
from judging.presenters.pitch import Seed, seed_waiting
from teams.models import User


@dataclass(frozen=True)
class PanelsPage:
    """`notes` say what is not as it should be; `preview` what a draw now would be among."""

    name: str
    table: Table | None
    notes: list[dict[str, str]]
    met: list[str]
    preview: list[dict[str, str]]
    seed: Seed | None
    links: dict[str, str]
    may_edit: bool
    is_fixed: bool


def panels_page(round: Round, *, seed: Draw | None, may_edit: bool, at: datetime) -> PanelsPage:
    """What stands, what is amiss in it, and among what a draw would be."""
    found = overview(round, at=at)
    return PanelsPage(
        name=str(round.name),
        table=_table(found) if found.panels else None,
        notes=_notes(found) if found.panels else [],
        met=_met(found),
        preview=_preview(round, len(found.panels), at=at) if found.panels else [],
        seed=seed_waiting(seed, round),
        links=panel_links(round),
        may_edit=may_edit,
        is_fixed=are_fixed(round),
    )


def juror_rows(round: Round, jurors: list[int]) -> list[tuple[int, str, int | None]]:
    """(key, name, number of the panel) of each juror, by name."""
    seats = dict(PanelMember.objects.filter(round=round).values_list("juror", "panel__number"))
    people = User.objects.filter(pk__in=jurors).order_by("name_latin_key", "pk")
    return [(person.pk, person.display_name, seats.get(person.pk)) for person in people]


def entry_rows(entries: list[Entry]) -> list[tuple[int, str, int | None]]:
    """The same of entries, read with their names and panels."""
    return [
        (entry.pk, f"{entry.version.title} · {entry.team.display_name}", entry.panel.number if entry.panel else None)
        for entry in entries
    ]


def panel_links(round: Round) -> dict[str, str]:
    own = {"edition": round.competition.slug, "round_id": round.pk}
    links = {
        name: reverse(f"judging:{name}", kwargs=own)
        for name in ("panels", "panels_act", "panel_jurors", "panel_entries", "ranking")
    }
    return {**links, "draws": reverse("judging:draws", kwargs={"edition": round.competition.slug})}


def _table(found: Overview) -> Table:
    columns = [_("Panel"), _("Jurors"), _("Projects"), _("Conflicts inside")]
    shown = table(_("Panels"), columns, amounts=columns[1:])
    for each in found.panels:
        met: str | tuple[str, str] = (str(len(each.met)), "warn") if each.met else "0"
        shown.add(str(each.panel), str(len(each.jurors)), str(each.entries), met)
    return shown


def _notes(found: Overview) -> list[dict[str, str]]:
    notes = []
    if not found.is_balanced:
        notes.append({"kind": "warn", "text": _("The panels are not balanced: some have more jurors or projects.")})
    for number, words in (
        (
            found.jurors_without,
            ngettext("%(count)d juror sits in no panel.", "%(count)d jurors sit in no panel.", found.jurors_without),
        ),
        (
            found.entries_without,
            ngettext(
                "%(count)d project goes to no panel: every juror may be given it.",
                "%(count)d projects go to no panel: every juror may be given them.",
                found.entries_without,
            ),
        ),
        (
            found.outside,
            ngettext(
                "%(count)d project is with a juror of another panel. Propose the assignment again.",
                "%(count)d projects are with jurors of other panels. Propose the assignment again.",
                found.outside,
            ),
        ),
    ):
        if number:
            notes.append({"kind": "warn", "text": words % {"count": number}})
    return notes


def _met(found: Overview) -> list[str]:
    """Each conflict that is left inside a panel, in words."""
    pairs = [(each, pair) for each in found.panels for pair in each.met]
    if not pairs:
        return []
    people = User.objects.in_bulk({juror for _each, (juror, _entry) in pairs})
    entries = Entry.objects.with_names().defer("version__content").in_bulk({entry for _each, (_juror, entry) in pairs})
    return [_pair(each, people[juror], entries[entry]) for each, (juror, entry) in pairs]


def _pair(state: PanelState, juror: User, entry: Entry) -> str:
    said = {"panel": state.panel, "juror": juror.display_name, "title": entry.version.title}
    return _("%(panel)s: %(juror)s is in conflict with “%(title)s” and will not be given it.") % said


def _preview(round: Round, panels: int, *, at: datetime) -> list[dict[str, str]]:
    """What a draw would be among. Not what would come out: a draw that is known beforehand is none."""
    inputs = draw_inputs(round, panels=panels, at=at)
    jurors, entries = len(inputs["jurors"]), len(inputs["entries"])
    return [
        {"term": _("Jurors in a panel"), "value": _share(jurors, panels)},
        {"term": _("Projects in a panel"), "value": _share(entries, panels)},
        {"term": _("Conflicts to keep apart"), "value": str(len(inputs["conflicts"]))},
    ]


def _share(number: int, panels: int) -> str:
    """So many fall to each: one number, or two that differ by one."""
    few, more = divmod(number, panels)
    return _("%(few)d or %(more)d") % {"few": few, "more": few + 1} if more else str(few)
