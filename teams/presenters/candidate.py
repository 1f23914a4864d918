"""Somebody about whom a focal point is asked: as a row of the list, and on a page of their own."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions import wording
from competitions.models import Competition
from teams.domain.eligibility import standing_decision
from teams.models import EligibilityDecision, User
from teams.presenters.department import Desk
from teams.presenters.parts import Note, Row
from teams.typed import isolated


@dataclass(frozen=True)
class CandidateRow:
    """What is known of the person, and what the reader may do; `hindrance` says why nothing."""

    id: int
    name: str
    other_name: str
    address: str
    detail: str
    since: str
    tags: Sequence[dict[str, str]]
    hindrance: str
    checked: bool
    vouch_url: str
    decline_url: str


def candidate_rows(people: Iterable[User], desk: Desk, *, ticked: Collection[int] = ()) -> list[CandidateRow]:
    """People of the desk; no query."""
    return [
        _row(person, desk, hindrance=_hindrance(person, desk.reader), checked=person.pk in ticked) for person in people
    ]


def _row(person: Any, desk: Desk, *, hindrance: str, checked: bool) -> CandidateRow:
    names = [name for name in (person.name_ar, person.name_latin) if name != person.display_name]
    where = {"edition": desk.competition.slug, "person_id": person.pk}
    return CandidateRow(
        id=person.pk,
        name=person.display_name,
        other_name=next(iter(names), ""),
        address=person.email,
        detail=_detail(person, desk),
        since=_since(person, desk),
        tags=_tags(person),
        hindrance=hindrance,
        checked=checked and not hindrance,
        vouch_url=reverse("teams:vouch", kwargs=where),
        decline_url=reverse("teams:decline", kwargs=where),
    )


def _detail(person: Any, desk: Desk) -> str:
    parts = [str(person.department or "") if desk.speaks_for_several else "", person.entity, person.service_role]
    parts += [person.get_service_level_display(), person.get_region_display() if person.region else ""]
    parts.append(person.discipline_label)
    return " · ".join(isolated(part) for part in parts if part)


def _since(person: Any, desk: Desk) -> str:
    if person.asked_at is None:
        return ""
    words = {
        "day": wording.date_of(person.asked_at, zone=desk.competition.time_zone),
        "distance": wording.distance(person.asked_at, at=desk.at),
    }
    return _("Waits since %(day)s (%(distance)s)") % words


def _tags(person: Any) -> list[dict[str, str]]:
    """What makes the person's case pressing, or keeps something open about them."""
    found = []
    if person.blocks_a_team:
        found.append({"kind": "warn", "label": _("Their team waits for it")})
    if person.raised_at is not None:
        found.append({"kind": "missing", "label": _("Brought to the organisers")})
    if person.without_payroll_number:
        found.append({"kind": "off", "label": _("No payroll number yet")})
    return found


def _hindrance(person: Any, reader: User) -> str:
    if person.pk == reader.pk:
        return _("This is you: another focal point or an organiser decides.")
    if person.is_teammate:
        return _("You are in the same team: another focal point or an organiser decides.")
    return ""


def facts(person: Any) -> list[Row]:
    """What the person has said of themselves, for whoever has to recognise them."""
    rows = [
        (_("Name in Arabic script"), person.name_ar),
        (_("Name in Latin script"), person.name_latin),
        (_("Address"), person.email),
        (_("Department"), str(person.department or "")),
        (_("Entity"), person.entity),
        (_("Role in the service"), person.service_role),
        (_("Service"), " · ".join(filter(None, [person.get_service_level_display(), person.get_region_display()]))),
        (_("Discipline"), person.discipline_label),
        (_("Team"), _team_of(person)),
    ]
    return [Row(term, value) for term, value in rows if value]


def _team_of(person: Any) -> str:
    if not person.in_a_team:
        return _("In no team")
    return _("In a team that is not confirmed yet") if person.blocks_a_team else _("In a confirmed team")


def standing_of(person: User, competition: Competition) -> Note | None:
    """What was decided about `person`, and by whom; None while nobody has."""
    decision = standing_decision(person, competition)
    if decision is None:
        return None
    eligible = decision.outcome == EligibilityDecision.Outcome.ELIGIBLE
    when = wording.moment(decision.decided_at, zone=competition.time_zone)
    parts = [decision.get_basis_display(), decision.decided_by.display_name if decision.decided_by else "", when]
    return Note(
        kind="ok" if eligible else "missing",
        title=decision.get_outcome_display(),
        text=" · ".join(part for part in (*parts, decision.reason) if part),
    )
