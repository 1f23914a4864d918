"""The page on which staff of a department are vouched for, in finished values."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions import wording
from competitions.models import Competition, Department
from teams.domain.eligibility import people_of, standing_decision, waiting_for
from teams.models import EligibilityDecision, Membership, Role, User
from teams.presenters.parts import Cell, Column, Note

PER_PAGE = 50


@dataclass(frozen=True)
class CandidateRow:
    """Somebody who waits: what is known of them, and what the reader may do; `hindrance` says why nothing."""

    id: int
    name: str
    address: str
    detail: str
    hindrance: str
    vouch_url: str
    decline_url: str


def above(person: User, competition: Competition) -> str:
    """The edition, and the departments whose contact `person` is."""
    roles = Role.objects.held_by(person, competition).filter(kind=Role.Kind.FOCAL_POINT, until=None)
    departments = Department.objects.filter(pk__in=roles.values("department"))
    return " · ".join([str(competition.name), *(str(department.name) for department in departments)])


def candidate_rows(people: list[User], reader: User, competition: Competition) -> list[CandidateRow]:
    """Those of a page of people who wait; one query, for the reader's own team."""
    teams = Membership.objects.active().of(reader).filter(competition=competition).values("team")
    teammates = set(Membership.objects.active().filter(team__in=teams).values_list("person", flat=True))
    return [candidate_row(person, reader, competition, teammates=teammates) for person in people]


def candidate_row(person: User, reader: User, competition: Competition, *, teammates: set[int]) -> CandidateRow:
    address = {"edition": competition.slug, "person_id": person.pk}
    detail = [_("in a team") if getattr(person, "in_a_team", False) else "", str(person.department or "")]
    detail.append(person.get_service_level_display())
    detail += [person.get_region_display() if person.region else "", str(person.discipline or "")]
    return CandidateRow(
        id=person.pk,
        name=person.display_name,
        address=person.email,
        detail=" · ".join(part for part in detail if part),
        hindrance=_hindrance(person, reader, teammates),
        vouch_url=reverse("teams:vouch", kwargs=address),
        decline_url=reverse("teams:decline", kwargs=address),
    )


def _hindrance(person: User, reader: User, teammates: set[int]) -> str:
    if person.pk == reader.pk:
        return _("This is you: another focal point or an organiser decides.")
    if person.pk in teammates:
        return _("You are in the same team: another focal point or an organiser decides.")
    return ""


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


def waiting(reader: User, competition: Competition) -> list[User]:
    """The people who wait for the reader's word, with what their rows show."""
    return waiting_for(reader, competition).select_related("department", "discipline")  # type: ignore[return-value]


def decided_columns() -> list[Column]:
    return [Column(_("Name")), Column(_("Decision")), Column(_("Basis")), Column(_("Date")), Column(_("Change"))]


def decided_rows(reader: User, competition: Competition) -> list[list[Cell]]:
    """The last decisions about people of whom the reader is asked, newest first, each with a way to change it."""
    people = people_of(reader, competition).order_by().values("pk")
    standing = EligibilityDecision.objects.filter(competition=competition, person__in=people).standing()
    rows = standing.select_related("person").order_by("-decided_at", "-pk")[:PER_PAGE]
    return [_decided_row(decision, competition) for decision in rows]


def _decided_row(decision: EligibilityDecision, competition: Competition) -> list[Cell]:
    eligible = decision.outcome == EligibilityDecision.Outcome.ELIGIBLE
    url = reverse("teams:decline", kwargs={"edition": competition.slug, "person_id": decision.person_id})
    return [
        Cell(decision.person.display_name),
        Cell(decision.get_outcome_display(), _("Decision"), kind="ok" if eligible else "missing"),
        Cell(decision.get_basis_display(), _("Basis")),
        Cell(wording.day(decision.decided_at, zone=competition.time_zone), _("Date")),
        Cell(_("Change"), _("Change"), url=url),
    ]
