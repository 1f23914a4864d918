"""What happens inside a team: agreeing, leaving, removing, deputising, handing over, and its end."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from teams import messages
from teams.consequences import member_left, team_withdrawn
from teams.domain.authority import NotYours, OnlyCaptain, require_captain
from teams.domain.telling import tell_about
from teams.domain.waiting import close_waiting
from teams.domain.windows import joining_is_open, require_may_still_change
from teams.models import Invitation, Membership, Mentorship, Team, User


class NotYourMembership(NotYours):
    message = _("Only the person themselves can do this.")


class NoLongerMember(Refusal):
    message = _("This person is no longer in the team.")


class CaptainMustHandOver(Refusal):
    message = _("The captain hands the team over to another member before leaving, or withdraws it.")


class WhyMissing(Refusal):
    message = _("Write the reason in a few words.")
    field = "reason"


class NotAMember(Refusal):
    message = _("Choose somebody who is in the team.")
    field = "member"


class OnlyOrganiserRemoves(NotYours):
    message = _(
        "Registration has closed: only an organiser takes a member out of a team now. Write to the organisers, "
        "and say why."
    )


class CaptainIsNoDeputy(Refusal):
    message = _("The captain cannot be their own deputy. Choose another member.")
    field = "member"


def agree(*, membership: Membership, by: User, at: datetime) -> Membership:
    """Record that `by` agrees to take part in this team; agreeing twice keeps the first date.

    Raises NotYourMembership, NoLongerMember, TeamIsFixed.
    """
    with transaction.atomic():
        team, membership = locked_place(membership)
        if membership.person_id != by.pk:
            raise NotYourMembership
        if membership.agreed_at is None:
            require_may_still_change(team, at=at)
            membership.agreed_at = at
            membership._history_user = by
            membership.save()
    return membership


def leave(*, membership: Membership, reason: str, by: User, at: datetime) -> Membership:
    """Leave the team, at any time, even after the last submission; captain and deputy are told.

    The captain hands over first, or withdraws the team.
    Raises NotYourMembership, NoLongerMember, CaptainMustHandOver, WhyMissing, or what a receiver of `member_left`
    refuses.
    """
    reason = required_reason(reason)
    with transaction.atomic():
        team, membership = locked_place(membership)
        if membership.person_id != by.pk:
            raise NotYourMembership
        end_place(team, membership, reason, by=by, at=at)
        tell_about(team, messages.MEMBER_LEFT, people=team.who_acts(), at=at, member=membership.person, reason=reason)
    return membership


def remove(*, membership: Membership, reason: str, by: User, at: datetime) -> Membership:
    """Take a member out of the team, who is told why.

    The captain does it while registration is open for the team, an organiser until its last submission.
    Raises OnlyCaptain, OnlyOrganiserRemoves, TeamIsFixed, NoLongerMember, CaptainMustHandOver, WhyMissing, or what a
    receiver of `member_left` refuses.
    """
    reason = required_reason(reason)
    with transaction.atomic():
        team, membership = locked_place(membership)
        _require_captain_or_organiser(by, team)
        require_may_still_change(team, at=at)
        if not by.has_perm("teams.organise_team", team) and not joining_is_open(team, at=at):
            raise OnlyOrganiserRemoves
        end_place(team, membership, reason, by=by, at=at)
        tell_about(team, messages.MEMBER_REMOVED, people=[membership.person], at=at, reason=reason)
    return membership


def name_deputy(*, team: Team, deputy: User | None, by: User, at: datetime) -> Team:
    """Name who acts when the captain cannot, or nobody; who is named is told.

    Raises OnlyCaptain, NotAMember, CaptainIsNoDeputy.
    """
    with transaction.atomic():
        team = Team.objects.locked(team.pk)
        require_captain(by, team)
        if deputy is not None:
            _require_member(team, deputy)
            if deputy.pk == team.captain_id:
                raise CaptainIsNoDeputy
        if team.deputy == deputy:
            return team
        team.deputy = deputy
        team._history_user = by
        team.save()
        if deputy is not None:
            tell_about(team, messages.DEPUTY_NAMED, people=[deputy], at=at)
    return team


def hand_over(*, team: Team, to: User, by: User, at: datetime) -> Team:
    """Make `to` the captain, who is told; a deputy who becomes captain is deputy no more.

    The captain does it; when they cannot, an organiser does, with a reason: `captaincy.appoint_captain`.
    Raises OnlyCaptain, NotAMember.
    """
    with transaction.atomic():
        team = Team.objects.locked(team.pk)
        require_captain(by, team)
        if make_captain(team, to, by=by):
            tell_about(team, messages.CAPTAIN_CHANGED, people=[to], at=at)
    return team


def make_captain(team: Team, to: User, *, by: User, because: str = "") -> bool:
    """Let `to` lead the team, which the caller has locked; whether that changes anything. Raises NotAMember."""
    _require_member(team, to)
    if team.captain_id == to.pk:
        return False
    team.captain = to
    if team.deputy_id == to.pk:
        team.deputy = None
    team._history_user, team._change_reason = by, because
    team.save()
    return True


def dissolve(*, team: Team, reason: str, by: User, at: datetime) -> Team:
    """End the team: it withdraws from the competition, its members are free and told. A second time changes nothing.

    Raises OnlyCaptain, WhyMissing, or what a receiver of `team_withdrawn` refuses.
    """
    reason = required_reason(reason)
    with transaction.atomic():
        team = Team.objects.locked(team.pk)
        if team.dissolved_at is not None:
            return team
        _require_captain_or_organiser(by, team)
        members = list(team.members())
        team.dissolved_at, team.dissolved_because = at, reason
        team._history_user, team._change_reason = by, reason
        team.save()
        for membership in Membership.objects.active().filter(team=team):
            _close(membership, reason, by=by, at=at)
        Invitation.objects.unanswered().filter(team=team).update(withdrawn_at=at)
        close_waiting(team, _("The team has withdrawn from the competition."), by=by, at=at)
        for mentorship in Mentorship.objects.active().filter(team=team):
            mentorship.ended_at = max(at, mentorship.started_at)
            mentorship._history_user = by
            mentorship.save()
        team_withdrawn.send(sender=Team, team=team, by=by, at=at)
        tell_about(team, messages.TEAM_DISSOLVED, people=members, at=at, reason=reason)
    return team


def locked_place(membership: Membership) -> tuple[Team, Membership]:
    """The team, locked, and the membership as it is now. Raises NoLongerMember."""
    team = Team.objects.locked(membership.team_id)
    fresh = Membership.objects.select_related("person").get(pk=membership.pk)
    if fresh.left_at is not None:
        raise NoLongerMember
    fresh.team = team
    return team, fresh


def end_place(team: Team, membership: Membership, reason: str, *, by: User, at: datetime) -> None:
    """End a place in the team, which the caller has locked.

    Raises CaptainMustHandOver, or what a receiver of `member_left` refuses.
    """
    if membership.person_id == team.captain_id:
        raise CaptainMustHandOver
    _close(membership, reason, by=by, at=at)
    if team.deputy_id == membership.person_id:
        team.deputy = None
        team._history_user = by
        team.save()
    member_left.send(sender=Membership, membership=membership, by=by, at=at)


def _close(membership: Membership, reason: str, *, by: User, at: datetime) -> None:
    membership.left_at, membership.left_because = max(at, membership.joined_at), reason
    membership._history_user, membership._change_reason = by, reason
    membership.save()


def _require_member(team: Team, person: User) -> None:
    if not Membership.objects.active().of(person).filter(team=team).exists():
        raise NotAMember


def _require_captain_or_organiser(by: User, team: Team) -> None:
    if not (by.has_perm("teams.lead_team", team) or by.has_perm("teams.organise_team", team)):
        raise OnlyCaptain


def required_reason(reason: str) -> str:
    """The reason without what surrounds it. Raises WhyMissing."""
    if not reason.strip():
        raise WhyMissing
    return reason.strip()
