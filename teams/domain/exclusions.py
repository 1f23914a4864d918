"""What one person may be at the same time in one edition.

Juror, president, deputy president and auditor exclude every other role and team membership, but that the president and
the deputy may also be jurors. Organiser and mentor exclude membership. Roles of other editions bar nothing.
Every verb that gives a role or a place in a team asks here, with the person's row locked.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.models import Competition
from competitions.refusals import Refusal
from teams.models import Membership, Role, User
from teams.models.role import RoleQuerySet

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

    @classmethod
    def of(cls, kind: str) -> "RoleBarsMembership":
        """What is said to who holds a role of that kind."""
        return cls(
            _("You are “%(role)s” in this edition, so you cannot be a member of a team.")
            % {"role": Role.Kind(kind).label}
        )


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
    if reason := why_not_beside(Role.objects.held_by(person, competition).active(at=at), kind):
        raise RolesExclude(reason, field="kind")
    if bars_membership(kind) and Membership.objects.active().of(person).filter(competition=competition).exists():
        raise MemberOfTeam


def why_not_beside(held: Iterable[Role], kind: str) -> str:
    """The sentence that says why who holds these roles in an edition cannot be given `kind` there; "" if they can."""
    for role in held:
        if not go_together(role.kind, kind):
            return _("This person is already “%(role)s” in this edition, and the two roles exclude each other.") % {
                "role": role.get_kind_display()
            }
    return ""


def barring_roles(competition: Competition, *, at: datetime) -> RoleQuerySet:
    """The roles of this edition that keep whoever holds them out of its teams."""
    kinds = [kind for kind in Role.Kind.values if bars_membership(kind)]
    return Role.objects.filter(competition=competition, kind__in=kinds).active(at=at).order_by("pk")
