"""The people of a department: who waits for a word, who came in by their address, about whom one may be asked."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from competitions.folding import fold
from competitions.models import Competition, Department, Enrolment
from teams.domain.eligibility.standing import ELIGIBLE
from teams.models import EligibilityDecision, Membership, PayrollRecord, Role, User, VouchingRequest


def waiting_for(focal_point: User, competition: Competition, *, at: datetime) -> QuerySet[User]:
    """The people about whom `focal_point` may be asked and nobody has decided, where their department takes part.

    First those who keep a team from being confirmed, then who has waited longest. An organiser is asked about
    everybody.
    """
    enrolled = Enrolment.objects.filter(competition=competition).current(at=at)
    people = people_of(focal_point, competition).filter(department__in=enrolled.values("department"))
    return people.filter(~Exists(_standing_of_outer(competition)))


def waiting_in(departments: Any, competition: Competition) -> QuerySet[User]:
    """The people of `departments` about whom nobody has decided, whoever asks."""
    return staff_of(departments, competition).filter(~Exists(_standing_of_outer(competition)))


def people_of(focal_point: User, competition: Competition) -> QuerySet[User]:
    """The people whose profile is complete, in the departments about which `focal_point` decides."""
    roles = Role.objects.held_by(focal_point, competition).filter(until=None)
    own = roles.filter(kind=Role.Kind.FOCAL_POINT)
    enrolled = Enrolment.objects.filter(competition=competition)
    if not focal_point.is_superuser:
        # Asked within the query: whoever organises decides about every department.
        enrolled = enrolled.filter(Exists(roles.filter(kind=Role.Kind.ORGANISER)))
    asked = Q(pk__in=own.values("department")) | Q(pk__in=enrolled.values("department"))
    return staff_of(Department.objects.filter(asked).values("pk"), competition)


def named(people: QuerySet[User], typed: str) -> QuerySet[User]:
    """Those of `people` in whose names or address every word stands that was typed, however it is written."""
    for word in fold(typed).split():
        people = people.filter(
            Q(name_ar_key__contains=word) | Q(name_latin_key__contains=word) | Q(email__contains=word)
        )
    return people


def decisions_about(people: QuerySet[User], competition: Competition) -> QuerySet[EligibilityDecision]:
    """The decision that stands about each of `people`, newest first; `team_confirmed` says whether it is settled."""
    settled = Membership.objects.active().filter(
        person=OuterRef("person"), competition=competition, team__confirmed_at__isnull=False
    )
    decisions = EligibilityDecision.objects.filter(competition=competition, person__in=people.order_by().values("pk"))
    return decisions.standing().annotate(team_confirmed=Exists(settled)).order_by("-decided_at", "-pk")


def came_in_by_address(focal_point: User, competition: Competition) -> QuerySet[EligibilityDecision]:
    """The standing decisions that nobody made: the domain of an address did, about those of whom one is asked."""
    return decisions_about(people_of(focal_point, competition), competition).filter(basis="domain", outcome=ELIGIBLE)


def staff_of(departments: Any, competition: Competition) -> QuerySet[User]:
    """The people of `departments` whose profile is complete and whom no role keeps out, with what their rows show."""
    places = Membership.objects.active().filter(person=OuterRef("pk"), competition=competition)
    asked = VouchingRequest.objects.filter(
        person=OuterRef("pk"), competition=competition, department=OuterRef("department")
    )
    return (
        User.objects.filter(is_active=True, erased_at=None, department__in=departments)
        .exclude(Q(name_ar="") | Q(name_latin="") | Q(service_level="") | Q(discipline=None, discipline_other=""))
        .exclude(Q(entity="") | Q(service_role="") | Q(gender=""))
        .exclude(pk__in=_bound_by_a_role(competition))
        .annotate(
            in_a_team=Exists(places),
            blocks_a_team=Exists(places.filter(team__confirmed_at=None)),
            asked_at=Subquery(asked.values("asked_at")[:1]),
            raised_at=Subquery(asked.values("raised_at")[:1]),
            without_payroll_number=~Exists(PayrollRecord.objects.filter(person=OuterRef("pk"))),
        )
        .order_by("-blocks_a_team", F("asked_at").asc(nulls_last=True), "pk")
    )


def _bound_by_a_role(competition: Competition) -> Any:
    kinds = [kind for kind in Role.Kind.values if kind != Role.Kind.FOCAL_POINT]
    return Role.objects.filter(competition=competition, kind__in=kinds, until=None).values("person")


def _standing_of_outer(competition: Competition) -> QuerySet[EligibilityDecision]:
    return EligibilityDecision.objects.filter(
        person=OuterRef("pk"), competition=competition, department=OuterRef("department")
    )
