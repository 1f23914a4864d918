"""What must be true of a person before a place in a team, and how they get it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.models import Competition, Department
from competitions.refusals import Refusal
from teams.consequences import member_joined
from teams.domain.confirmation import lapse_for_newcomer
from teams.domain.consent import ConsentMissing, owing_consent
from teams.domain.eligibility import DECLINED, settle, standing_decision
from teams.domain.exclusions import RoleBarsMembership, barring_roles
from teams.domain.waiting import close_waiting, hold_requests, stop_looking
from teams.domain.windows import Windows, require_open_to_join, require_registration_open, windows_of
from teams.models import EligibilityDecision, Membership, Team, User

FULL_NOW = gettext_lazy("The team has given its last seat to somebody else.")


class ProfileIncomplete(Refusal):
    message = gettext_lazy("Complete your profile first: the rules of the teams look at it.")


class DepartmentTakesNoPart(Refusal):
    message = gettext_lazy(
        "Your department does not take part in this edition. If you have moved, correct your profile."
    )


class NotAdmitted(Refusal):
    """Somebody decided that the person may not take part."""


class AlreadyInATeam(Refusal):
    message = gettext_lazy("You are already in a team of this edition. Leave it first: one person, one team.")


class TeamIsFull(Refusal):
    """No seat is left."""


@dataclass(frozen=True)
class Standing:
    """What decides whether somebody may take a place in a team; `role` is the kind that keeps them out, or ""."""

    person: User
    role: str
    owes_consent: bool
    serves_in_the_edition: bool
    is_in_a_team: bool
    decision: EligibilityDecision | None


def standing_in(person: User, competition: Competition, *, at: datetime) -> Standing:
    """Where `person` stands in `competition`; two queries."""
    roles = barring_roles(competition, at=at).filter(person=OuterRef("pk"))
    enrolled = Department.objects.enrolled(competition, at=at).filter(pk=OuterRef("department"))
    places = Membership.objects.active().filter(competition=competition, person=OuterRef("pk"))
    role, owes, enrolls, in_a_team = (
        User.objects.filter(pk=person.pk)
        .annotate(role=Subquery(roles.values("kind")[:1]), owes=owing_consent(at=at))
        .annotate(enrolls=Exists(enrolled), in_a_team=Exists(places))
        .values_list("role", "owes", "enrolls", "in_a_team")
        .get()
    )
    return Standing(person, role or "", owes, enrolls, in_a_team, standing_decision(person, competition))


def refusal_of(standing: Standing) -> Refusal | None:
    """Why who stands so may not take a place in a team; None when they may.

    Waiting for eligibility does not bar; having been declined does.
    """
    if standing.role:
        return RoleBarsMembership.of(standing.role)
    if not standing.person.profile_is_complete:
        return ProfileIncomplete()
    if standing.owes_consent:
        return ConsentMissing()
    if not standing.serves_in_the_edition:
        return DepartmentTakesNoPart()
    if standing.decision is not None and standing.decision.outcome == DECLINED:
        return NotAdmitted(
            _(
                "You were not admitted to this edition, for this reason: “%(reason)s”. "
                "If it is a mistake, write to your focal point."
            )
            % {"reason": standing.decision.reason}
        )
    return AlreadyInATeam() if standing.is_in_a_team else None


def require_may_join(person: User, competition: Competition, *, at: datetime) -> None:
    """Return if `person`, whose row the caller has locked, may take a place in a team of `competition`.

    Raises RoleBarsMembership, ProfileIncomplete, ConsentMissing, DepartmentTakesNoPart, NotAdmitted,
    AlreadyInATeam.
    """
    if refusal := refusal_of(standing_in(person, competition, at=at)):
        raise refusal


def why_not_join(person: User, competition: Competition, *, at: datetime, team: Team | None = None) -> str:
    """The sentence with which `person` would be refused a place in `team` or their own; "" if they would not."""
    return why_not(standing_in(person, competition, at=at), windows_of(competition, team), at=at)


def why_not(standing: Standing, windows: Windows, *, at: datetime) -> str:
    """The same for what has been read already."""
    try:
        require_open_to_join(windows, at=at)
    except Refusal as refusal:
        return str(refusal)
    return str(refusal_of(standing) or "")


def require_free_seat(team: Team) -> None:
    """Return if the team, whose row the caller has locked, has room for one more. Raises TeamIsFull."""
    if free_seats(team) == 0:
        raise TeamIsFull(
            _("The team is full: it may have %(largest)d members at most in this edition.")
            % {"largest": team.competition.team_size_max}
        )


def take_place(team: Team, person: User, *, by: User, at: datetime) -> Membership:
    """Give `person` a place in `team` under every rule there is; the caller has locked the person, then the team.

    The one door for whoever was invited or has asked.
    Raises PhaseNotOpen, PhaseClosed, RegistrationMissing, and what `give_place` raises.
    """
    require_registration_open(team.competition, at=at, team=team)
    return give_place(team, person, by=by, at=at)


def give_place(team: Team, person: User, *, by: User, at: datetime, because: str = "") -> Membership:
    """The same whatever the hour: `because` is the reason of an organiser, who may add somebody afterwards.

    A confirmed team must be confirmed again, the person looks no further, and who still waits for a place in a team
    that is full now is told so. Raises TeamIsFull, and what `require_may_join` raises.
    """
    require_may_join(person, team.competition, at=at)
    require_free_seat(team)
    hold_requests(person, team)
    membership = add_member(team, person, at=at, by=by, because=because)
    lapse_for_newcomer(team, by=by, at=at)
    member_joined.send(sender=Membership, membership=membership, by=by, at=at)
    if free_seats(team) == 0:
        close_waiting(team, FULL_NOW, by=by, at=at)
    return membership


def free_seats(team: Team) -> int:
    """How many more members the team may have."""
    return max(team.competition.team_size_max - Membership.objects.active().filter(team=team).count(), 0)


def add_member(team: Team, person: User, *, at: datetime, by: User | None = None, because: str = "") -> Membership:
    """Give `person` a place in `team` and settle, where it is open, whether they may take part; they look no further.

    Raises AlreadyInATeam as the last resort, when the database finds what the check before could not see.
    """
    membership = Membership(team=team, competition=team.competition, person=person, joined_at=at)
    membership.added_by, membership.added_because = by if because else None, because
    membership._history_user = by or person
    membership._change_reason = because
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError as error:
        raise AlreadyInATeam from error
    stop_looking(person, team.competition, at=at)
    settle(person=person, competition=team.competition, at=at)
    return membership
