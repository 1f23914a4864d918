"""About roles, and who accompanies whom."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register

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
FOCAL_POINT_NAMED = register(
    MessageKind(
        key="focal_point_named",
        label=_("Named focal point, with a link to set a password"),
        template="teams/mail/focal_point_named.txt",
        variables=("role", "competition", "department", "url"),
        secret=True,
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
