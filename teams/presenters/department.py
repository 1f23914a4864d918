"""The page of a department's contact, in finished values: its parts, and what stands in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from competitions import wording
from competitions.models import Competition, Department, Enrolment
from teams.domain.eligibility import ELIGIBLE, decisions_about, named, people_of, waiting_for
from teams.models import EligibilityDecision, Membership, Role, User
from teams.presenters.parts import Cell, Column, Link, Note, Tab

PER_PAGE = 50
WAITING, BY_ADDRESS, DECIDED = "waiting", "address", "decided"
PARTS = (WAITING, BY_ADDRESS, DECIDED)


@dataclass(frozen=True)
class Desk:
    """Who reads, in which edition, and the departments whose contact they are; empty for whoever organises."""

    reader: User
    competition: Competition
    departments: Sequence[Any]
    at: datetime

    @property
    def above(self) -> str:
        return " · ".join([str(self.competition.name), *(str(department.name) for department in self.departments)])

    @property
    def speaks_for_several(self) -> bool:
        """Whether the department of each person has to be said."""
        return len(self.departments) != 1

    @property
    def notice(self) -> Note | None:
        """That a department has withdrawn, and what follows from it."""
        gone = [str(department.name) for department in self.departments if not department.takes_part]
        if not gone:
            return None
        return Note(
            kind="warn",
            title=_("Does not take part any more: %(departments)s") % {"departments": _(", ").join(gone)},
            text=_("Nobody new is admitted from there. Its teams go on, unless an organiser ends one with a reason."),
        )

    def people(self) -> Any:
        """Everybody about whom the reader is asked, with what their rows show."""
        return self._shown(people_of(self.reader, self.competition))

    def waiting(self, typed: str = "") -> Any:
        """The people who wait for the reader's word."""
        return self._shown(named(waiting_for(self.reader, self.competition, at=self.at), typed))

    def decisions(self, part: str, typed: str = "") -> Any:
        """The decisions about the reader's people, or only those that an address made."""
        people = named(people_of(self.reader, self.competition), typed)
        decisions = decisions_about(people, self.competition).select_related("person")
        return decisions.filter(_by_address()) if part == BY_ADDRESS else decisions

    def _shown(self, people: Any) -> Any:
        places = Membership.objects.active().filter(competition=self.competition)
        teammates = places.filter(team__in=places.filter(person=self.reader).values("team"))
        rows = people.select_related("department", "discipline")
        return rows.annotate(is_teammate=Exists(teammates.filter(person=OuterRef("pk"))))


def desk_of(reader: User, competition: Competition, *, at: datetime) -> Desk:
    """The desk of `reader`; one query."""
    roles = Role.objects.held_by(reader, competition).filter(kind=Role.Kind.FOCAL_POINT).active(at=at)
    current = Enrolment.objects.filter(competition=competition, department=OuterRef("pk")).current(at=at)
    own = Department.objects.filter(pk__in=roles.values("department")).annotate(takes_part=Exists(current))
    return Desk(reader, competition, list(own), at)


def _by_address() -> Q:
    return Q(basis=EligibilityDecision.Basis.DOMAIN, outcome=ELIGIBLE)


def counts(desk: Desk) -> dict[str, int]:
    """How much there is in each part of the page; two queries."""
    decided = desk.decisions(DECIDED).order_by()
    numbers = decided.aggregate(all=Count("pk"), by_address=Count("pk", filter=_by_address()))
    waiting = waiting_for(desk.reader, desk.competition, at=desk.at).order_by().count()
    return {WAITING: waiting, BY_ADDRESS: numbers["by_address"], DECIDED: numbers["all"]}


def page_of(desk: Desk, part: str, *, typed: str, number: str | None, count: int) -> Page[Any]:
    """A page of that part; `count` is how much there is in it while nothing was typed."""
    paginator = Paginator(desk.waiting(typed) if part == WAITING else desk.decisions(part, typed), PER_PAGE)
    if not typed:
        paginator.count = count
    return paginator.get_page(number)


def tabs(desk: Desk, part: str, counts: dict[str, int]) -> list[Tab]:
    """The parts of the page with how much there is in each."""
    labels = {
        WAITING: _("Waiting for a word"),
        BY_ADDRESS: _("Came in by their address"),
        DECIDED: pgettext("people", "Decided"),
    }
    url = reverse("teams:department", kwargs={"edition": desk.competition.slug})
    return [
        Tab(labels[name], url if name == WAITING else f"{url}?show={name}", str(counts[name]), current=name == part)
        for name in PARTS
    ]


def links(competition: Competition) -> list[Link]:
    """What else is done for the department."""
    address = {"edition": competition.slug}
    return [
        Link(_("Invite the staff by e-mail"), reverse("teams:invite_staff", kwargs=address)),
        Link(
            _("Hand a sign-in code to somebody without a mailbox"),
            reverse("teams:hand_code_to_address", kwargs=address),
        ),
    ]


def columns(part: str) -> list[Column]:
    if part == BY_ADDRESS:
        return [Column(_("Name")), Column(_("Address")), Column(_("Since")), Column(_("Objection"))]
    return [Column(_("Name")), Column(_("Decision")), Column(_("Basis")), Column(_("Date")), Column(_("Change"))]


def decision_rows(decisions: Sequence[Any], part: str, competition: Competition) -> list[list[Cell]]:
    """A page of decisions, each leading to the person."""
    row = _address_row if part == BY_ADDRESS else _decided_row
    return [row(decision, competition) for decision in decisions]


def _address_row(decision: Any, competition: Competition) -> list[Cell]:
    url = _person_url(decision, competition)
    objection = _("Raise an objection")
    if decision.team_confirmed:
        url, objection = "", _("Too late: the team is confirmed")
    return [
        Cell(decision.person.display_name, url=_person_url(decision, competition)),
        Cell(decision.person.email, _("Address")),
        Cell(wording.date_of(decision.decided_at, zone=competition.time_zone), _("Since")),
        Cell(objection, _("Objection"), url=url),
    ]


def _decided_row(decision: Any, competition: Competition) -> list[Cell]:
    eligible = decision.outcome == ELIGIBLE
    return [
        Cell(decision.person.display_name),
        Cell(decision.get_outcome_display(), _("Decision"), kind="ok" if eligible else "missing"),
        Cell(decision.get_basis_display(), _("Basis")),
        Cell(wording.day(decision.decided_at, zone=competition.time_zone), _("Date")),
        Cell(_("Change"), _("Change"), url=_person_url(decision, competition)),
    ]


def _person_url(decision: Any, competition: Competition) -> str:
    return reverse("teams:decline", kwargs={"edition": competition.slug, "person_id": decision.person_id})


def vouched_words(number: int) -> str:
    """What is said after vouching for several people."""
    return ngettext(
        "You have vouched for %(count)d person, who has been told.",
        "You have vouched for %(count)d people, who have been told.",
        number,
    ) % {"count": number}


def declined_words(number: int) -> str:
    """What is said after declining several people."""
    return ngettext(
        "%(count)d person has been told, with your reason.",
        "%(count)d people have been told, with your reason.",
        number,
    ) % {"count": number}
