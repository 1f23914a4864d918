"""About what an organiser changes in a team, and the captain who has disappeared."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register

MEMBER_ADDED = register(
    MessageKind(
        key="member_added",
        label=_("Added to a team by an organiser"),
        template="teams/mail/member_added.txt",
        variables=("team", "competition", "reason"),
    )
)
TEAM_HAS_MEMBER = register(
    MessageKind(
        key="team_has_member",
        label=_("An organiser has added a member to the team"),
        template="teams/mail/team_has_member.txt",
        variables=("team", "competition", "member", "reason"),
    )
)
CAPTAIN_REPORTED = register(
    MessageKind(
        key="captain_reported",
        label=_("Reported missing as captain"),
        template="teams/mail/captain_reported.txt",
        variables=("team", "competition"),
    )
)
CAPTAIN_IS_MISSING = register(
    MessageKind(
        key="captain_is_missing",
        label=_("A team misses its captain"),
        template="teams/mail/captain_is_missing.txt",
        variables=("team", "competition", "member", "reason", "url"),
    )
)
CAPTAIN_APPOINTED = register(
    MessageKind(
        key="captain_appointed",
        label=_("An organiser has appointed another captain"),
        template="teams/mail/captain_appointed.txt",
        variables=("team", "competition", "member", "reason"),
    )
)
ABSENCE_ANSWERED = register(
    MessageKind(
        key="absence_answered",
        label=_("Answer about a missing captain"),
        template="teams/mail/absence_answered.txt",
        variables=("team", "competition", "answer"),
    )
)
