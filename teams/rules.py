"""Who may do what among people and teams. One name per right, asked by views, admin, templates and verbs alike.

Ask `user.has_perm(name, object)`. A superuser runs an edition as its organisers do, and is nobody's captain or juror.
"""

from dataclasses import dataclass
from typing import Any

import rules
from django.utils import timezone

from competitions.models import Competition
from teams.models import Membership, Mentorship, Role, Team, User


@dataclass(frozen=True)
class Candidate:
    """Somebody whose eligibility in an edition is in question."""

    person: User
    competition: Competition


def holds(person: Any, competition: Competition, *kinds: str) -> bool:
    """Whether `person` holds one of the roles `kinds` in `competition` today."""
    roles = Role.objects.held_by(person, competition).filter(kind__in=kinds)
    return roles.active(at=timezone.now()).exists()


def _role(*kinds: str) -> Any:
    @rules.predicate
    def holds_it(user: Any, competition: Competition) -> bool:
        return holds(user, competition, *kinds)

    return holds_it


def _role_around(team_or_candidate: Any) -> Any:
    """The same question about the edition of a team or of a candidate."""

    @rules.predicate
    def holds_it(user: Any, about: Any) -> bool:
        return bool(team_or_candidate.test(user, about.competition))

    return holds_it


organises = rules.is_superuser | _role("organiser")
presides = _role("president", "deputy_president")
audits = _role("auditor")


@rules.predicate
def is_captain(user: Any, team: Team) -> bool:
    return team.dissolved_at is None and team.captain_id == user.pk


@rules.predicate
def is_deputy(user: Any, team: Team) -> bool:
    return team.dissolved_at is None and team.deputy_id == user.pk


@rules.predicate
def is_member(user: Any, team: Team) -> bool:
    return team.dissolved_at is None and Membership.objects.active().of(user).filter(team=team).exists()


@rules.predicate
def is_mentor(user: Any, team: Team) -> bool:
    return team.dissolved_at is None and Mentorship.objects.active().of(user).filter(team=team).exists()


@rules.predicate
def follows_as_focal_point(user: Any, team: Team) -> bool:
    """Whether a member of the team serves in a department whose contact `user` is."""
    departments = Membership.objects.active().filter(team=team, person__department__isnull=False)
    roles = Role.objects.held_by(user, team.competition).filter(kind="focal_point")
    return roles.active(at=timezone.now()).filter(department__in=departments.values("person__department")).exists()


@rules.predicate
def is_contact_of(user: Any, candidate: Candidate) -> bool:
    """Whether `user` is the contact of the department in which the candidate serves."""
    roles = Role.objects.held_by(user, candidate.competition).filter(kind="focal_point")
    department = candidate.person.department_id
    return department is not None and roles.active(at=timezone.now()).filter(department=department).exists()


@rules.predicate
def is_self(user: Any, candidate: Candidate) -> bool:
    return bool(user.pk == candidate.person.pk)


@rules.predicate
def is_teammate(user: Any, candidate: Candidate) -> bool:
    theirs = Membership.objects.active().of(candidate.person).filter(competition=candidate.competition)
    return Membership.objects.active().of(user).filter(team__in=theirs.values("team")).exists()


signed_in = rules.is_authenticated
decides_about = is_contact_of | _role_around(organises)

rules.add_perm("competitions.organise", signed_in & organises)
rules.add_perm("competitions.preside", signed_in & presides)
rules.add_perm("competitions.audit", signed_in & audits)
rules.add_perm("teams.see_department", signed_in & (organises | _role("focal_point")))
rules.add_perm("teams.vouch", signed_in & decides_about & ~is_self & ~is_teammate)
rules.add_perm("teams.see_candidate", signed_in & decides_about)
rules.add_perm("teams.lead_team", signed_in & is_captain)
rules.add_perm("teams.act_for_team", signed_in & (is_captain | is_deputy))
rules.add_perm("teams.member_of_team", signed_in & is_member)
rules.add_perm("teams.organise_team", signed_in & _role_around(organises))
rules.add_perm(
    "teams.view_team",
    signed_in & (is_member | is_mentor | follows_as_focal_point | _role_around(organises) | _role_around(audits)),
)
