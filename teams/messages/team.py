"""About what happens inside a team."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register

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
LATE_ACCESS = register(
    MessageKind(
        key="late_access",
        label=_("More time for the team"),
        template="teams/mail/late_access.txt",
        variables=("team", "competition", "phase", "until"),
    )
)
