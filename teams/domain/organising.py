"""What an organiser changes in a team once registration has closed: who joins it, and who takes whose place."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from teams import messages
from teams.domain.accompaniment import TeamIsGone
from teams.domain.authority import require_organiser
from teams.domain.consent import ConsentMissing
from teams.domain.exclusions import RoleBarsMembership
from teams.domain.joining import (
    AlreadyInATeam,
    DepartmentTakesNoPart,
    NotAdmitted,
    ProfileIncomplete,
    give_place,
)
from teams.domain.membership import NotAMember, end_place, locked_place, required_reason
from teams.domain.telling import tell_about
from teams.domain.windows import require_may_still_change
from teams.models import Invitation, Membership, Team, User

# The rules of joining speak to who joins; here somebody else reads why not.
OF_SOMEBODY_ELSE = {
    RoleBarsMembership: _("This person holds a role in the edition that does not go with being in a team."),
    ProfileIncomplete: _("This person’s profile is not complete: the rules of the teams look at it."),
    DepartmentTakesNoPart: _("This person’s department does not take part in this edition."),
    ConsentMissing: _("This person has not yet agreed to the notice about their personal data."),
    NotAdmitted: _("This person was not recognised as eligible for this edition."),
    AlreadyInATeam: _("This person is already in a team of this edition."),
}


class PersonCannotBeAdded(Refusal):
    """What keeps the person from a place in the team, in words for the organiser."""

    message = _("This account is closed.")
    field = "person"


def add_member_by_organiser(*, team: Team, person: User, reason: str, by: User, at: datetime) -> Membership:
    """Give `person` a place in `team`, until its last submission; they, the captain and the deputy are told why.

    Every rule of joining holds but the end of registration. They still have to agree, and a confirmed team must be
    confirmed again.
    Raises OnlyOrganiser, WhyMissing, TeamIsGone, TeamIsFixed, TeamIsFull, PersonCannotBeAdded.
    """
    reason = required_reason(reason)
    with transaction.atomic():
        # The person before the team, as always.
        person = User.objects.locked(person.pk)
        team = _to_be_changed(team, by=by, at=at)
        membership = _place_for(team, person, reason, by=by, at=at)
    return membership


def swap_members(*, team: Team, leaving: Membership, joining: User, reason: str, by: User, at: datetime) -> Membership:
    """Give the place of `leaving` to `joining`, both or neither; each is told why, so are the captain and the deputy.

    Raises what `add_member_by_organiser` raises, NotAMember, NoLongerMember, CaptainMustHandOver, or what a receiver of
    `member_left` refuses.
    """
    reason = required_reason(reason)
    with transaction.atomic():
        person = User.objects.locked(joining.pk)
        team = _to_be_changed(team, by=by, at=at)
        if leaving.team_id != team.pk:
            raise NotAMember(field="leaving")
        _same, place = locked_place(leaving)
        end_place(team, place, reason, by=by, at=at)
        tell_about(team, messages.MEMBER_REMOVED, people=[place.person], at=at, reason=reason)
        membership = _place_for(team, person, reason, by=by, at=at)
    return membership


def _to_be_changed(team: Team, *, by: User, at: datetime) -> Team:
    """The team, locked. Raises OnlyOrganiser, TeamIsGone, TeamIsFixed."""
    team = Team.objects.locked(team.pk)
    require_organiser(by, team.competition)
    if team.dissolved_at is not None:
        raise TeamIsGone
    require_may_still_change(team, at=at)
    return team


def _place_for(team: Team, person: User, reason: str, *, by: User, at: datetime) -> Membership:
    if not person.is_active:
        raise PersonCannotBeAdded
    try:
        membership = give_place(team, person, by=by, at=at, because=reason)
    except tuple(OF_SOMEBODY_ELSE) as refusal:
        raise PersonCannotBeAdded(str(OF_SOMEBODY_ELSE[type(refusal)])) from refusal
    # An invitation of the same team has nothing left to offer.
    Invitation.objects.unanswered().filter(team=team).to(person).update(withdrawn_at=at)
    tell_about(team, messages.MEMBER_ADDED, people=[person], at=at, reason=reason)
    tell_about(team, messages.TEAM_HAS_MEMBER, people=team.who_acts(), at=at, member=person, reason=reason)
    return membership
