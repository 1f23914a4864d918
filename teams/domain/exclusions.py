"""What one person may be at the same time in one edition.

Juror, president, deputy president and auditor exclude every other role and team membership, but that the president and
the deputy may also be jurors. Organiser and mentor exclude membership. Roles of other editions bar nothing.
Every verb that gives a role or a place in a team asks here, with the person's row locked.
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.models import Competition
from competitions.refusals import Refusal
from teams.models import Membership, Role, User

ALONE = frozenset({"juror", "president", "deputy_president", "auditor"})
TOGETHER = (frozenset({"juror", "president"}), frozenset({"juror", "deputy_president"}))
NOT_IN_A_TEAM = ALONE | {"organiser", "mentor"}


class RolesExclude(Refusal):
    """The person already holds a role that does not go with this one."""


class MemberOfTeam(Refusal):
    message = gettext_lazy("This person is in a team of this edition, which does not go with this role.")
    field = "person"


class RoleBarsMembership(Refusal):
    """The person holds a role with which one cannot be in a team."""


def go_together(one: str, other: str) -> bool:
    """Whether one person may hold both kinds of role in one edition."""
    if one == other or not ({one, other} & ALONE):
        return True
    return frozenset({one, other}) in TOGETHER


def bars_membership(kind: str) -> bool:
    """Whether who holds this kind of role cannot be in a team of the edition."""
    return kind in NOT_IN_A_TEAM


def require_role_fits(person: User, competition: Competition, kind: str, *, at: datetime) -> None:
    """Return if `person` may be given the role `kind` beside what they are. Raises RolesExclude, MemberOfTeam."""
    for role in Role.objects.held_by(person, competition).active(at=at):
        if not go_together(role.kind, kind):
            raise RolesExclude(
                _("This person is already “%(role)s” in this edition, and the two roles exclude each other.")
                % {"role": role.get_kind_display()},
                field="kind",
            )
    if bars_membership(kind) and Membership.objects.active().of(person).filter(competition=competition).exists():
        raise MemberOfTeam


def require_roles_allow_membership(person: User, competition: Competition, *, at: datetime) -> None:
    """Return if no role of `person` keeps them out of teams. Raises RoleBarsMembership."""
    role = barring_role(person, competition, at=at)
    if role is not None:
        raise RoleBarsMembership(
            _("You are “%(role)s” in this edition, so you cannot be a member of a team.")
            % {"role": role.get_kind_display()}
        )


def barring_role(person: User, competition: Competition, *, at: datetime) -> Role | None:
    """The role that keeps `person` out of the teams of this edition, if there is one."""
    roles = Role.objects.held_by(person, competition).active(at=at).order_by("pk")
    return next((role for role in roles if bars_membership(role.kind)), None)
