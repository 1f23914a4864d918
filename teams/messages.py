"""The kinds of message that this room sends."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register
from teams.models import EligibilityDecision, User


def still_waits(message: Any, at: datetime) -> bool:
    """Whether nobody has decided yet about the person of whom a focal point is to be told."""
    candidate = User.objects.filter(pk=message.about["candidate"], department=message.about["department"]).first()
    if candidate is None or not candidate.is_active:
        return False
    decisions = EligibilityDecision.objects.filter(person=candidate, competition=message.about["competition"])
    return not decisions.standing().exists()


# What the account pages send: confirmations, resets, codes, notices. Their words are allauth's.
ACCOUNT = register(MessageKind(key="account", label=_("Message about the account"), template="", secret=True))

INVITATION = register(
    MessageKind(
        key="invitation",
        label=_("Invitation to a team"),
        template="teams/mail/invitation.txt",
        variables=("invitation", "team", "competition", "url"),
        secret=True,
    )
)
INVITATION_ACCEPTED = register(
    MessageKind(
        key="invitation_accepted",
        label=_("An invitation was accepted"),
        template="teams/mail/invitation_accepted.txt",
        variables=("team", "competition", "member"),
    )
)
INVITATION_DECLINED = register(
    MessageKind(
        key="invitation_declined",
        label=_("An invitation was declined"),
        template="teams/mail/invitation_declined.txt",
        variables=("team", "competition", "email"),
    )
)
MEMBER_LEFT = register(
    MessageKind(
        key="member_left",
        label=_("A member has left the team"),
        template="teams/mail/member_left.txt",
        variables=("team", "competition", "member", "reason"),
    )
)
MEMBER_REMOVED = register(
    MessageKind(
        key="member_removed",
        label=_("Removed from the team"),
        template="teams/mail/member_removed.txt",
        variables=("team", "competition", "reason"),
    )
)
DEPUTY_NAMED = register(
    MessageKind(
        key="deputy_named",
        label=_("Named deputy of the captain"),
        template="teams/mail/deputy_named.txt",
        variables=("team", "competition"),
    )
)
CAPTAIN_CHANGED = register(
    MessageKind(
        key="captain_changed",
        label=_("Made captain of the team"),
        template="teams/mail/captain_changed.txt",
        variables=("team", "competition"),
    )
)
TEAM_CONFIRMED = register(
    MessageKind(
        key="team_confirmed",
        label=_("The team is confirmed"),
        template="teams/mail/team_confirmed.txt",
        variables=("team", "competition", "confirmed_by"),
    )
)
CONFIRMATION_LAPSED = register(
    MessageKind(
        key="confirmation_lapsed",
        label=_("The team must be confirmed again"),
        template="teams/mail/confirmation_lapsed.txt",
        variables=("team", "competition"),
    )
)
TEAM_DISSOLVED = register(
    MessageKind(
        key="team_dissolved",
        label=_("The team has withdrawn"),
        template="teams/mail/team_dissolved.txt",
        variables=("team", "competition", "reason"),
    )
)
ELIGIBILITY_WAITING = register(
    MessageKind(
        key="eligibility_waiting",
        label=_("Somebody waits to be vouched for"),
        template="teams/mail/eligibility_waiting.txt",
        variables=("competition", "candidate"),
        still_wanted=still_waits,
    )
)
ELIGIBILITY_GRANTED = register(
    MessageKind(
        key="eligibility_granted",
        label=_("Recognised as eligible"),
        template="teams/mail/eligibility_granted.txt",
        variables=("competition",),
    )
)
ELIGIBILITY_DECLINED = register(
    MessageKind(
        key="eligibility_declined",
        label=_("Not recognised as eligible"),
        template="teams/mail/eligibility_declined.txt",
        variables=("competition", "decision"),
    )
)
TEAM_HAS_MENTOR = register(
    MessageKind(
        key="team_has_mentor",
        label=_("A mentor accompanies the team"),
        template="teams/mail/team_has_mentor.txt",
        variables=("team", "competition", "mentor"),
    )
)
MENTOR_HAS_TEAM = register(
    MessageKind(
        key="mentor_has_team",
        label=_("A team to accompany"),
        template="teams/mail/mentor_has_team.txt",
        variables=("team", "competition"),
    )
)
MENTORSHIP_ENDED = register(
    MessageKind(
        key="mentorship_ended",
        label=_("An accompaniment has ended"),
        template="teams/mail/mentorship_ended.txt",
        variables=("team", "competition", "mentor"),
    )
)
LATE_ACCESS = register(
    MessageKind(
        key="late_access",
        label=_("More time for the team"),
        template="teams/mail/late_access.txt",
        variables=("team", "competition", "phase", "until"),
    )
)
ROLE_GIVEN = register(
    MessageKind(
        key="role_given",
        label=_("A role in the edition"),
        template="teams/mail/role_given.txt",
        variables=("role", "competition"),
    )
)
ROLE_ENDED = register(
    MessageKind(
        key="role_ended",
        label=_("A role has ended"),
        template="teams/mail/role_ended.txt",
        variables=("role", "competition"),
    )
)
