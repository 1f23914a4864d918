"""Somebody's word about a person: that they serve in the department, or why they may not take part."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Department
from competitions.refusals import Refusal
from teams import messages
from teams.consequences import eligibility_lost
from teams.domain.eligibility.standing import DECLINED, ELIGIBLE, is_eligible, standing_decision, write_decision
from teams.domain.telling import tell, tell_about
from teams.models import EligibilityDecision, Role, Team, User
from teams.rules import Candidate, organises


class MayNotVouch(Refusal):
    message = _("You cannot decide about this person. Another focal point of the department or an organiser can.")


class NoDepartment(Refusal):
    message = _("This person has not yet said in which department they serve. Ask them to complete their profile.")


class DepartmentDoesNotTakePart(Refusal):
    message = _(
        "The department of this person does not take part in this edition, so nobody is decided about there. "
        "An organiser can enrol it."
    )


class TeamIsConfirmed(Refusal):
    message = _(
        "The team of this person is confirmed, so it is too late to object. "
        "Write to an organiser: they alone can still decline."
    )


class ReasonMissing(Refusal):
    message = _("Write the reason: the person reads it, and it tells them what they can do.")
    field = "reason"


def vouch(*, person: User, competition: Competition, by: User, at: datetime) -> EligibilityDecision:
    """Record that `by` vouches for `person`, who is told. Vouching twice returns the decision that stands.

    Raises MayNotVouch, NoDepartment, DepartmentDoesNotTakePart.
    """
    with transaction.atomic():
        person = _candidate(person, competition, by=by, at=at)
        standing = standing_decision(person, competition)
        if standing is not None and standing.outcome == ELIGIBLE:
            return standing
        basis = _basis(person, competition, by)
        decision = write_decision(person, competition, outcome=ELIGIBLE, basis=basis, by=by, at=at)
        tell(messages.ELIGIBILITY_GRANTED, people=[person], at=at, competition=competition)
    return decision


def decline(*, person: User, competition: Competition, reason: str, by: User, at: datetime) -> EligibilityDecision:
    """Record that `person` may not take part and why; they are told. Whoever was eligible loses it.

    So a focal point objects, too, to somebody who came in by their address: until the person's team is confirmed,
    afterwards an organiser alone declines. Captain and deputy of the team are told, without the reason.
    Raises MayNotVouch, NoDepartment, DepartmentDoesNotTakePart, TeamIsConfirmed, ReasonMissing, or what a receiver of
    `eligibility_lost` refuses.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    with transaction.atomic():
        person = _candidate(person, competition, by=by, at=at)
        team = _locked_team(person, competition)
        was_eligible = is_eligible(person, competition)
        if was_eligible and not _may_still_object(team, by):
            raise TeamIsConfirmed
        basis = _basis(person, competition, by)
        decision = write_decision(person, competition, outcome=DECLINED, basis=basis, by=by, at=at, reason=reason)
        if was_eligible:
            eligibility_lost.send(sender=User, person=person, competition=competition, by=by, at=at)
        tell(messages.ELIGIBILITY_DECLINED, people=[person], at=at, competition=competition, decision=decision)
        if team is not None:
            others = [one for one in team.who_acts() if one != person]
            tell_about(team, messages.MEMBER_DECLINED, people=others, at=at, member=person)
    return decision


def why_no_objection(person: User, competition: Competition, *, by: User) -> str:
    """The sentence with which `by` would be refused to decline `person` because they are too late; "" if not."""
    team = Team.objects.of(person).filter(competition=competition).select_related("competition").first()
    late = is_eligible(person, competition) and not _may_still_object(team, by)
    return str(TeamIsConfirmed.message) if late else ""


def _may_still_object(team: Team | None, by: User) -> bool:
    """Whether `by` may take eligibility from a member of `team`: a focal point until it is confirmed."""
    return team is None or team.confirmed_at is None or bool(organises.test(by, team.competition))


def _locked_team(person: User, competition: Competition) -> Team | None:
    """The person's team, locked: it is confirmed before or after, never in the same moment."""
    found = Team.objects.of(person).filter(competition=competition).first()
    team = Team.objects.locked(found.pk) if found else None
    return team if team and team.dissolved_at is None else None


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
