"""A proposal before anything is decided: who would read each project and why, what each juror would have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Discipline
from judging.domain.plans.proposal import Proposal
from judging.models import Plan
from judging.presenters import plan_names, plan_words
from judging.presenters.cells import Table, table
from judging.presenters.plans import state_of
from judging.presenters.rounds_head import address_of
from teams.models import User

PER_PAGE = 20
PEOPLE_PER_PAGE = 50
RELAXATIONS = 12  # of each kind, on the page; the others are counted


@dataclass(frozen=True)
class PreviewPage:
    header: dict[str, str]
    tabs: list[dict[str, Any]]
    state: dict[str, str]
    figures: list[dict[str, str]]
    notes: list[dict[str, str]]
    relaxations: list[str]
    orders: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    typed: str
    order: str
    is_open: bool


def header(plan: Plan) -> dict[str, str]:
    """The head of every page about a proposal."""
    title = _("Proposal %(number)d") % {"number": plan.pk}
    if plan.round is not None:
        back = reverse("judging:assignment", kwargs=address_of(plan.round))
        return {"title": title, "above": str(plan.round.name), "back_url": back, "back_label": _("Who reads what")}
    back = reverse("judging:mentor_plans", kwargs={"edition": plan.competition.slug})
    above, label = str(plan.competition.name), _("Who accompanies whom")
    return {"title": title, "above": above, "back_url": back, "back_label": label}


def tabs(plan: Plan, current: str) -> list[dict[str, Any]]:
    """The parts of a proposal."""
    whom = _("Jurors and their loads") if plan.round_id else _("Mentors and their teams")
    parts = {
        "plan": _("Projects") if plan.round_id else _("Teams"),
        "plan_people": whom,
        "plan_changes": _("What would change"),
    }
    return [{"label": label, "url": url(plan, name), "current": name == current} for name, label in parts.items()]


def url(plan: Plan, name: str, **more: Any) -> str:
    return reverse(f"judging:{name}", kwargs={"edition": plan.competition.slug, "plan_id": plan.pk, **more})


def ordered_places(plan: Plan, proposal: Proposal, *, typed: str, order: str) -> Sequence[int]:
    """The places of the projects that are sought, in the order that is asked for."""
    found = plan_names.found_subjects(plan, typed)
    every = proposal.short if order == "short" else range(len(proposal.projects))
    places = [place for place in every if found is None or proposal.projects[place]["id"] in found]
    return sorted(places, key=lambda place: (proposal.sums[place], place)) if order == "weakest" else places


def preview_page(plan: Plan, proposal: Proposal, page: "Page[int]", *, typed: str, order: str) -> PreviewPage:
    kind, state = state_of(plan)
    assert plan.result is not None
    known = _known_people(plan, proposal, page)
    return PreviewPage(
        header=header(plan),
        tabs=tabs(plan, "plan"),
        state={"kind": kind, "label": state},
        figures=_figures(proposal),
        notes=_notes(plan, proposal),
        relaxations=_relaxations(plan, proposal, known) if proposal.short else [],
        orders=_orders(plan, proposal, order, typed),
        rows=_rows(plan, proposal, page, known),
        typed=typed,
        order=order,
        is_open=plan.is_open,
    )


def people_table(proposal: Proposal, page: "Page[int]") -> Table:
    """What each person would have, of how much at most."""
    found = plan_names.people(proposal.people[seat]["id"] for seat in page.object_list)
    columns = [_("Name"), _("Projects"), _("At most"), _("State")]
    listed = table(_("Loads"), columns, amounts=columns[1:3])
    for seat in page.object_list:
        person = proposal.people[seat]
        most = "–" if person["most"] is None or not person["free"] else str(person["most"])
        name = found[person["id"]].display_name if person["id"] in found else "–"
        listed.add(name, str(proposal.loads[seat]), most, _state_of_person(proposal, seat))
    return listed


def people_pages(proposal: Proposal, typed: str) -> "Paginator[int]":
    """The seats, whoever has most first."""
    found = plan_names.found_people(proposal, typed)
    seats = [seat for seat, person in enumerate(proposal.people) if found is None or person["id"] in found]
    return Paginator(sorted(seats, key=lambda seat: (-proposal.loads[seat], seat)), PEOPLE_PER_PAGE)


def person_line(
    proposal: Proposal, place: int, seat: int, names: Mapping[int, User], disciplines: Mapping[int, Discipline]
) -> dict[str, Any]:
    """One person beside one project: the name, how well they fit, and why."""
    key = proposal.people[seat]["id"]
    return {
        "id": key,
        "name": names[key].display_name if key in names else "–",
        "fit": plan_words.fit_in_words(proposal.affinity(place, seat), 1),
        "why": plan_words.why(proposal.fit(place, seat), list(proposal.inputs["words"]), disciplines),
        "load": ngettext("%(count)d project", "%(count)d projects", proposal.loads[seat])
        % {"count": proposal.loads[seat]},
        "fixed": (place, seat) in proposal.fixed,
    }


def _known_people(plan: Plan, proposal: Proposal, page: "Page[int]") -> dict[int, User]:
    seats = {seat for place in page.object_list for seat in proposal.read_by.get(place, [])}
    assert plan.result is not None
    seats |= {each["juror"] for each in plan.result["relaxations"][:200] if each["juror"] is not None}
    return plan_names.people(proposal.people[seat]["id"] for seat in seats)


def _figures(proposal: Proposal) -> list[dict[str, str]]:
    pairs = sum(proposal.loads.values())
    free = [proposal.loads[seat] for seat, person in enumerate(proposal.people) if person["free"]]
    least, most = min(free, default=0), max(free, default=0)
    mean = plan_words.fit_in_words(sum(proposal.sums), pairs) if pairs else "–"
    worst = proposal.worst
    weakest = "–" if worst is None else plan_words.fit_in_words(proposal.sums[worst], len(proposal.read_by[worst]))
    return [
        {"label": _("Given in all"), "value": str(pairs)},
        {"label": _("Each has"), "value": str(most) if least == most else f"{least}–{most}"},
        {"label": _("On average"), "value": mean},
        {"label": _("The one served worst"), "value": weakest},
    ]


def _notes(plan: Plan, proposal: Proposal) -> list[dict[str, str]]:
    assert plan.result is not None
    notes = []
    if proposal.short:
        missing = sum(proposal.lacking(place) for place in proposal.short)
        words = ngettext(
            "%(count)d project lacks somebody (%(missing)d in all).",
            "%(count)d projects lack somebody (%(missing)d in all).",
            len(proposal.short),
        )
        notes.append({"kind": "missing", "text": words % {"count": len(proposal.short), "missing": missing}})
    else:
        notes.append({"kind": "ok", "text": _("Everything that is wanted can be given, and nobody is in conflict.")})
    if plan.round_id is not None:
        groups = plan.result["groups"]
        kind, text = plan_words.linkage_in_words(groups, proposal.components(), panels=len(groups))
        notes.append({"kind": kind, "text": text})
    if plan.swaps:
        words = ngettext("%(count)d change by hand.", "%(count)d changes by hand.", len(plan.swaps))
        notes.append({"kind": "", "text": words % {"count": len(plan.swaps)}})
    return notes


def _relaxations(plan: Plan, proposal: Proposal, known: Mapping[int, User]) -> list[str]:
    """The smallest changes that would help, as sentences."""
    assert plan.result is not None
    shown = [each for each in plan.result["relaxations"] if each["kind"] != "fewer"][:RELAXATIONS]
    shown += [each for each in plan.result["relaxations"] if each["kind"] == "fewer"][:RELAXATIONS]
    keys = [proposal.projects[each["project"]]["id"] for each in shown if each["project"] is not None]
    titles = plan_names.subjects(plan, keys)
    return [plan_words.relaxation_in_words(each, _about(each, proposal, titles, known)) for each in shown]


def _about(
    found: Mapping[str, Any],
    proposal: Proposal,
    titles: Mapping[int, plan_names.Subject],
    known: Mapping[int, User],
) -> dict[str, str]:
    project = None if found["project"] is None else proposal.projects[found["project"]]
    juror = None if found["juror"] is None else known.get(proposal.people[found["juror"]]["id"])
    title = titles.get(project["id"]) if project else None
    return {
        "juror": juror.display_name if juror else "–",
        "title": title.title if title else "–",
        "languages": plan_words.language_names(project["language"]) if project else "–",
    }


def _orders(plan: Plan, proposal: Proposal, current: str, typed: str) -> list[dict[str, Any]]:
    labels = {"all": _("All"), "weakest": _("Served worst first"), "short": _("Lacking somebody")}
    search = f"&q={typed}" if typed else ""
    return [
        {
            "label": label,
            "url": f"{url(plan, 'plan')}?show={key}{search}",
            "current": key == current,
            "count": len(proposal.short) if key == "short" else 0,
        }
        for key, label in labels.items()
    ]


def _rows(plan: Plan, proposal: Proposal, page: "Page[int]", known: Mapping[int, User]) -> list[dict[str, Any]]:
    titles = plan_names.subjects(plan, [proposal.projects[place]["id"] for place in page.object_list])
    disciplines = plan_names.disciplines()
    rows = []
    for place in page.object_list:
        key, seats = proposal.projects[place]["id"], proposal.read_by.get(place, [])
        subject = titles.get(key, plan_names.Subject("–", ""))
        rows.append(
            {
                "title": subject.title,
                "detail": subject.detail,
                "fit": plan_words.fit_in_words(proposal.sum_of(place), len(seats)) if seats else "",
                "people": [person_line(proposal, place, seat, known, disciplines) for seat in seats],
                "lacking": _lacking(proposal.lacking(place)),
                "url": url(plan, "plan_swap", key=key) if plan.is_open else "",
            }
        )
    return rows


def _lacking(number: int) -> str:
    if not number:
        return ""
    return ngettext("%(count)d is lacking", "%(count)d are lacking", number) % {"count": number}


def _state_of_person(proposal: Proposal, seat: int) -> str | tuple[str, str]:
    if not proposal.people[seat]["free"]:
        return _("Takes nothing more"), "off"
    return "–" if proposal.has_room(seat) else (_("At their maximum"), "warn")
