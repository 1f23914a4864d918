"""One project of a proposal changed by hand: who reads it, who could instead, and what that would mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.domain.plans.consequences import Consequences, Load, consequences
from judging.domain.plans.proposal import Proposal
from judging.models import Plan
from judging.presenters import plan_names, plan_words
from judging.presenters.plan_preview import header, person_line, url
from teams.models import User


@dataclass(frozen=True)
class SwapPage:
    header: dict[str, str]
    detail: str
    reading: list[dict[str, Any]]
    leaving: str
    may_add: bool
    add_url: str
    candidates: list[dict[str, Any]]
    choosing: bool
    outcome: dict[str, Any] | None
    kept: list[tuple[str, str]]
    typed: str


def candidates(proposal: Proposal, place: int, typed: str) -> Sequence[int]:
    """Who does not read the project, whoever suits it best first; those who may not come last."""
    found = plan_names.found_people(proposal, typed)
    reading = set(proposal.read_by.get(place, []))
    seats = [
        seat
        for seat, person in enumerate(proposal.people)
        if seat not in reading and person["free"] and (found is None or person["id"] in found)
    ]
    return sorted(
        seats,
        key=lambda seat: (
            not proposal.may(place, seat),
            not proposal.has_room(seat),
            -proposal.affinity(place, seat),
            proposal.loads[seat],
            seat,
        ),
    )


def swap_page(
    plan: Plan, proposal: Proposal, place: int, page: "Page[int]", asked: Mapping[str, Any], *, typed: str
) -> SwapPage:
    """`asked` has the keys `out` and `into`, as far as they are chosen, and `adds` where somebody is added."""
    key = proposal.projects[place]["id"]
    out, into = asked["out"], asked["into"]
    reading = proposal.read_by.get(place, [])
    names = plan_names.people(
        {proposal.people[seat]["id"] for seat in (*reading, *page.object_list)} | ({into} if into else set())
    )
    disciplines = plan_names.disciplines()
    here = url(plan, "plan_swap", key=key)
    subject = plan_names.subjects(plan, [key]).get(key, plan_names.Subject("–", ""))
    step = f"{here}?out={out}" if out else f"{here}?add=1"
    lines = [person_line(proposal, place, seat, names, disciplines) for seat in page.object_list]
    head = header(plan)
    return SwapPage(
        header={**head, "title": subject.title, "above": head["title"], "back_url": url(plan, "plan")},
        detail=subject.detail,
        reading=[
            {**line, "url": "" if line["fixed"] else f"{here}?out={line['id']}", "current": line["id"] == out}
            for line in (person_line(proposal, place, seat, names, disciplines) for seat in reading)
        ],
        leaving=names[out].display_name if out in names else "",
        may_add=bool(proposal.lacking(place)),
        add_url=f"{here}?add=1",
        candidates=[
            {**line, "url": f"{step}&into={line['id']}", "hindrance": _hindrance(proposal, place, seat)}
            for line, seat in zip(lines, page.object_list, strict=True)
        ],
        choosing=bool(out or asked["adds"]),
        outcome=_outcome(proposal, key, out, into, names) if into else None,
        kept=[("out", str(out))] if out else [("add", "1")],
        typed=typed,
    )


def _hindrance(proposal: Proposal, place: int, seat: int) -> str:
    """Why this person may not have the project."""
    if kinds := proposal.conflicts.get((place, seat)):
        return _("Conflict of interest: %(kinds)s") % {"kinds": plan_words.kinds_in_words(kinds)}
    if not proposal.may(place, seat):
        return _("Sits in another panel")
    return "" if proposal.has_room(seat) else _("At their maximum")


def _outcome(proposal: Proposal, key: int, out: int | None, into: int, names: Mapping[int, User]) -> dict[str, Any]:
    found = consequences(proposal, {"entry": key, "out": out, "in": into})
    rows = [{"term": _name(proposal, load, names), "value": _load_in_words(load)} for load in found.loads]
    rows.append({"term": _("Fit of the project"), "value": _change(*found.fit)})
    before, after = found.worst
    if before is not None and after is not None:
        rows.append({"term": _("Fit of the project that is served worst"), "value": _change(before, after)})
    rows.append({"term": _("Conflicts of interest"), "value": _conflicts(found)})
    rows.append({"term": _("Jurors linked through common projects"), "value": _linked(found)})
    return {"rows": rows, "possible": found.is_possible, "into": into, "name": _into(names, into)}


def _into(names: Mapping[int, User], into: int) -> str:
    return names[into].display_name if into in names else "–"


def _name(proposal: Proposal, load: Load, names: Mapping[int, User]) -> str:
    key = proposal.people[load.seat]["id"]
    return _("Projects of %(name)s") % {"name": _into(names, key)}


def _load_in_words(load: Load) -> str:
    about = {"before": load.before, "after": load.after, "most": load.most}
    if load.most is None:
        return _("%(before)d, then %(after)d") % about
    return _("%(before)d, then %(after)d of %(most)d at most") % about


def _change(before: int, after: int) -> str:
    """Points of a thousand for each who reads it."""
    if before == after:
        return ngettext("%(before)d point, as before", "%(before)d points, as before", before) % {"before": before}
    words = ngettext("%(before)d point, then %(after)d", "%(before)d points, then %(after)d", before)
    return words % {"before": before, "after": after}


def _conflicts(found: Consequences) -> str:
    if found.conflicts:
        return plan_words.kinds_in_words(found.conflicts)
    if found.other_panel:
        return _("Sits in another panel")
    return _("Takes nothing more") if found.gone else _("none")


def _linked(found: Consequences) -> str:
    before, after = found.components
    if after > before:
        words = ngettext(
            "No longer: they would fall into %(count)d group", "No longer: they would fall into %(count)d groups", after
        )
        return words % {"count": after}
    return _("As before") if after == before else _("Better than before")
