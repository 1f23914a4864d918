"""What must be true of a person before a place in a team, and how they get it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.models import Competition, Department
from competitions.refusals import Refusal
from teams.domain.eligibility import DECLINED, settle, standing_decision
from teams.domain.exclusions import require_roles_allow_membership
from teams.domain.windows import require_registration_open
from teams.models import Membership, Team, User


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


def require_may_join(person: User, competition: Competition, *, at: datetime) -> None:
    """Return if `person`, whose row the caller has locked, may take a place in a team of `competition`.

    Waiting for eligibility does not bar; having been declined does.
    Raises ProfileIncomplete, DepartmentTakesNoPart, NotAdmitted, RoleBarsMembership, AlreadyInATeam.
    """
    require_roles_allow_membership(person, competition, at=at)
    if not person.profile_is_complete:
        raise ProfileIncomplete
    if not Department.objects.enrolled(competition, at=at).filter(staff=person).exists():
        raise DepartmentTakesNoPart
    decision = standing_decision(person, competition)
    if decision is not None and decision.outcome == DECLINED:
        raise NotAdmitted(
            _(
                "You were not admitted to this edition, for this reason: “%(reason)s”. "
                "If it is a mistake, write to your focal point."
            )
            % {"reason": decision.reason}
        )
    if Membership.objects.active().of(person).filter(competition=competition).exists():
        raise AlreadyInATeam


def why_not_join(person: User, competition: Competition, *, at: datetime, team: Team | None = None) -> str:
    """The sentence with which `person` would be refused a place in `team` or their own; "" if they would not."""
    try:
        require_registration_open(competition, at=at, team=team)
        require_may_join(person, competition, at=at)
    except Refusal as refusal:
        return str(refusal)
    return ""


def require_free_seat(team: Team) -> None:
    """Return if the team, whose row the caller has locked, has room for one more. Raises TeamIsFull."""
    largest = team.competition.team_size_max
    if Membership.objects.active().filter(team=team).count() >= largest:
        raise TeamIsFull(
            _("The team is full: it may have %(largest)d members at most in this edition.") % {"largest": largest}
        )


def add_member(team: Team, person: User, *, at: datetime) -> Membership:
    """Give `person` a place in `team` and settle, where it is open, whether they may take part.

    Raises AlreadyInATeam as the last resort, when the database finds what the check before could not see.
    """
    membership = Membership(team=team, competition=team.competition, person=person, joined_at=at)
    membership._history_user = person
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError as error:
        raise AlreadyInATeam from error
    settle(person=person, competition=team.competition, at=at)
    return membership
