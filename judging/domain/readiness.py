"""What a juror has to do before a project opens to them: accept the charter, and declare their conflicts."""

from enum import Enum
from typing import Any

from django.db.models import Exists, OuterRef, Q

from competitions.models import Competition
from judging.models import Assignment, ConflictDeclaration, JurorProfile
from judging.models.assignment import AssignmentQuerySet
from teams.models import Role, User

ACCEPTED = Q(charter_accepted_at__isnull=False, confidentiality_accepted_at__isnull=False)


class Lacking(Enum):
    CHARTER = "charter"
    DECLARATION = "declaration"


def what_lacks(juror: User, competition: Competition) -> Lacking | None:
    """The first of the two that is missing, in one query; None for who is ready, and for who is no juror."""
    accepted = JurorProfile.objects.filter(ACCEPTED, role=OuterRef("pk"))
    declared = ConflictDeclaration.objects.filter(juror=juror, competition=competition)
    # Whether the role has ended says nothing here: what is theirs to read is asked of the assignment.
    roles = Role.objects.filter(person=juror, competition=competition, kind=Role.Kind.JUROR).order_by("-pk")
    role = roles.values_list(Exists(accepted), Exists(declared)).first()
    return None if role is None else _lacking(*role)


def with_readiness(assignments: AssignmentQuerySet) -> Any:
    """The same question asked along with the assignments; `what_its_juror_lacks` answers it."""
    competition = "entry__round__phase__competition"
    accepted = JurorProfile.objects.filter(
        ACCEPTED,
        role__kind=Role.Kind.JUROR,
        role__person=OuterRef("juror"),
        role__competition=OuterRef(competition),
    )
    declared = ConflictDeclaration.objects.filter(juror=OuterRef("juror"), competition=OuterRef(competition))
    return assignments.annotate(juror_has_accepted=Exists(accepted), juror_has_declared=Exists(declared))


def what_its_juror_lacks(assignment: Assignment) -> Lacking | None:
    """Of an assignment that was read `with_readiness`."""
    return _lacking(assignment.juror_has_accepted, assignment.juror_has_declared)  # type: ignore[attr-defined]


def _lacking(has_accepted: bool, has_declared: bool) -> Lacking | None:
    if not has_accepted:
        return Lacking.CHARTER
    return None if has_declared else Lacking.DECLARATION
