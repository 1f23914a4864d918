"""Who may take part: by the domain of a verified address, or by the word of a focal point or of the organiser."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from competitions.domain.outbox import queue
from competitions.models import Competition, Department, Enrolment, EnrolmentDomain
from competitions.refusals import Refusal
from teams import messages
from teams.consequences import eligibility_lost
from teams.domain.telling import tell
from teams.models import EligibilityDecision, Membership, Role, User
from teams.rules import Candidate

ELIGIBLE, DECLINED = EligibilityDecision.Outcome.ELIGIBLE, EligibilityDecision.Outcome.DECLINED


class MayNotVouch(Refusal):
    message = _("You cannot decide about this person. Another focal point of the department or an organiser can.")


class NoDepartment(Refusal):
    message = _("This person has not yet said in which department they serve.")


class DepartmentDoesNotTakePart(Refusal):
    message = _("The department of this person does not take part in this edition.")


class ReasonMissing(Refusal):
    message = _("Write the reason: the person reads it, and it tells them what they can do.")
    field = "reason"


def standing_decision(person: User, competition: Competition) -> EligibilityDecision | None:
    """What was decided last about `person`, as long as they serve in the same department."""
    return EligibilityDecision.objects.of(person, competition).standing().first()


def is_eligible(person: User, competition: Competition) -> bool:
    """Whether `person` may take part in `competition`."""
    return EligibilityDecision.objects.of(person, competition).standing().eligible().exists()


def eligible_among(people: Iterable[User], competition: Competition) -> set[int]:
    """The ids of those of `people` who may take part, in one query."""
    ids = [person.pk for person in people]
    decisions = EligibilityDecision.objects.filter(competition=competition, person__in=ids)
    return set(decisions.standing().eligible().values_list("person", flat=True))


def decide_by_domain(*, person: User, competition: Competition, at: datetime) -> EligibilityDecision | None:
    """Make `person` eligible if a verified address of theirs is at a domain of their enrolled department alone.

    None where nothing could be decided, or where a decision about them in this department stands already.
    """
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        if person.department_id is None or standing_decision(person, competition):
            return None
        if not _domains_of(person) & _domains_of_only(person.department_id, competition, at=at):
            return None
        return _decide(person, competition, outcome=ELIGIBLE, basis="domain", by=None, at=at)


def settle(*, person: User, competition: Competition, at: datetime) -> None:
    """Decide by the domain, or else tell those who can vouch that `person` waits, once per department."""
    if decide_by_domain(person=person, competition=competition, at=at) is not None:
        return
    waits = person.profile_is_complete and standing_decision(person, competition) is None
    if waits and Department.objects.enrolled(competition, at=at).filter(staff=person).exists():
        about = {"candidate": person.pk, "competition": competition.pk, "department": person.department_id}
        for one in _who_can_vouch(person, competition, at=at):
            queue(
                messages.ELIGIBILITY_WAITING,
                to=one,
                context={"candidate": person, "competition": competition},
                about=about,
                at=at,
                dedupe_key="waiting:{competition}:{candidate}:{department}:".format(**about) + str(one.pk),
            )


def vouch(*, person: User, competition: Competition, by: User, at: datetime) -> EligibilityDecision:
    """Record that `by` vouches for `person`, who is told. Vouching twice returns the decision that stands.

    Raises MayNotVouch, NoDepartment, DepartmentDoesNotTakePart.
    """
    with transaction.atomic():
        person = _candidate(person, competition, by=by, at=at)
        standing = standing_decision(person, competition)
        if standing is not None and standing.outcome == ELIGIBLE:
            return standing
        decision = _decide(person, competition, outcome=ELIGIBLE, basis=_basis(person, competition, by), by=by, at=at)
        tell(messages.ELIGIBILITY_GRANTED, people=[person], at=at, competition=competition)
    return decision


def decline(*, person: User, competition: Competition, reason: str, by: User, at: datetime) -> EligibilityDecision:
    """Record that `person` may not take part and why; they are told. Whoever was eligible loses it.

    Raises MayNotVouch, NoDepartment, DepartmentDoesNotTakePart, ReasonMissing, or what a receiver of
    `eligibility_lost` refuses.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    with transaction.atomic():
        person = _candidate(person, competition, by=by, at=at)
        was_eligible = is_eligible(person, competition)
        basis = _basis(person, competition, by)
        decision = _decide(person, competition, outcome=DECLINED, basis=basis, by=by, at=at, reason=reason)
        if was_eligible:
            eligibility_lost.send(sender=User, person=person, competition=competition, by=by, at=at)
        tell(messages.ELIGIBILITY_DECLINED, people=[person], at=at, competition=competition, decision=decision)
    return decision


def waiting_for(focal_point: User, competition: Competition) -> QuerySet[User]:
    """The people about whom `focal_point` may be asked and nobody has decided, those in a team first.

    An organiser is asked about everybody whose department takes part.
    """
    return people_of(focal_point, competition).filter(~Exists(_standing_of_outer(competition)))


def waiting_in(departments: Any, competition: Competition) -> QuerySet[User]:
    """The people of `departments` about whom nobody has decided, whoever asks."""
    return _staff_of(departments, competition).filter(~Exists(_standing_of_outer(competition)))


def people_of(focal_point: User, competition: Competition) -> QuerySet[User]:
    """The people whose profile is complete, in the departments about which `focal_point` decides."""
    roles = Role.objects.held_by(focal_point, competition).filter(until=None)
    own = roles.filter(kind=Role.Kind.FOCAL_POINT)
    enrolled = Enrolment.objects.filter(competition=competition)
    if not focal_point.is_superuser:
        # Asked within the query: whoever organises decides about every department.
        enrolled = enrolled.filter(Exists(roles.filter(kind=Role.Kind.ORGANISER)))
    asked = Q(pk__in=own.values("department")) | Q(pk__in=enrolled.values("department"))
    return _staff_of(Department.objects.filter(asked).values("pk"), competition)


def _staff_of(departments: Any, competition: Competition) -> QuerySet[User]:
    in_a_team = Membership.objects.active().filter(person=OuterRef("pk"), competition=competition)
    return (
        User.objects.filter(is_active=True, erased_at=None, department__in=departments, discipline__isnull=False)
        .exclude(Q(name_ar="") | Q(name_latin="") | Q(service_level=""))
        .exclude(pk__in=_bound_by_a_role(competition))
        .annotate(in_a_team=Exists(in_a_team))
        .order_by("-in_a_team", "pk")
    )


def _bound_by_a_role(competition: Competition) -> Any:
    kinds = [kind for kind in Role.Kind.values if kind != Role.Kind.FOCAL_POINT]
    return Role.objects.filter(competition=competition, kind__in=kinds, until=None).values("person")


def _standing_of_outer(competition: Competition) -> QuerySet[EligibilityDecision]:
    return EligibilityDecision.objects.filter(
        person=OuterRef("pk"), competition=competition, department=OuterRef("department")
    )


def _candidate(person: User, competition: Competition, *, by: User, at: datetime) -> User:
    """The person, locked, once it is sure that `by` may decide about them."""
    person = User.objects.locked(person.pk)
    if not by.has_perm("teams.vouch", Candidate(person, competition)):
        raise MayNotVouch
    if person.department_id is None:
        raise NoDepartment
    if not Department.objects.enrolled(competition, at=at).filter(pk=person.department_id).exists():
        raise DepartmentDoesNotTakePart
    return person


def _basis(person: User, competition: Competition, by: User) -> str:
    contact = Role.objects.held_by(by, competition).filter(kind=Role.Kind.FOCAL_POINT, department=person.department_id)
    return "focal_point" if contact.filter(until=None).exists() else "organiser"


def _decide(
    person: User, competition: Competition, *, outcome: str, basis: str, by: User | None, at: datetime, reason: str = ""
) -> EligibilityDecision:
    assert person.department_id is not None
    return EligibilityDecision.objects.create(
        person=person,
        competition=competition,
        department_id=person.department_id,
        outcome=outcome,
        basis=basis,
        reason=reason,
        decided_by=by,
        decided_at=at,
    )


def _domains_of(person: User) -> set[str]:
    """The domains of the person's verified addresses.

    Only ASCII ones: a domain in other letters is not the one it looks like, and folding some of them would make it so.
    """
    addresses = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    domains = {address.rpartition("@")[2] for address in addresses}
    return {domain.lower() for domain in domains if domain.isascii()}


def _domains_of_only(department_id: int, competition: Competition, *, at: datetime) -> set[str]:
    """The domains admitted for this department and for no other that is enrolled at `at`."""
    enrolments = Enrolment.objects.filter(competition=competition).current(at=at)
    admitted = EnrolmentDomain.objects.filter(enrolment__in=enrolments)
    pairs = admitted.values_list("domain", "enrolment__department_id")
    theirs = {domain for domain, department in pairs if department == department_id}
    shared = {domain for domain, department in pairs if department != department_id}
    return theirs - shared


def _who_can_vouch(person: User, competition: Competition, *, at: datetime) -> QuerySet[User]:
    """The focal points of the person's department; where it has none but the person, the organisers."""
    roles = Role.objects.filter(competition=competition).active(at=at).exclude(person=person)
    contacts = roles.filter(kind=Role.Kind.FOCAL_POINT, department=person.department_id)
    asked = contacts if contacts.exists() else roles.filter(kind=Role.Kind.ORGANISER)
    return User.objects.filter(is_active=True, pk__in=asked.values("person")).order_by("pk")
