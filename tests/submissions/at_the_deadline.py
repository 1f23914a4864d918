"""What is done at the deadline by itself: when, and what came of it."""

from datetime import datetime

from competitions.domain.calendar import SETTLING
from competitions.models import Phase
from submissions.models import AutomaticSubmission, Project
from teams.models import LateAccess, User
from tests.builders.competitions import NOW


def done(phase: Phase) -> datetime:
    """The first moment at which it may be done."""
    return phase.closes_at + SETTLING


def outcome(row: AutomaticSubmission) -> str:
    row.refresh_from_db()
    return row.outcome


def later(project: Project, until: datetime, organiser: User, phase: Phase) -> None:
    LateAccess.objects.create(
        team=project.team, phase=phase, until=until, reason_kind="illness", reason="مرض", granted_by=organiser,
        granted_at=NOW,
    )  # fmt: skip
