"""Taking an assignment from a juror."""

from datetime import datetime

from judging.domain.records import keep
from judging.models import Assignment
from teams.models import User


def relieve(assignment: Assignment, *, because: str, by: User | None, at: datetime) -> None:
    """Close `assignment` for one of `Assignment.Closed`; what was written in it stays and no longer counts."""
    assignment.closed_at, assignment.closed_because = at, because
    keep(assignment, by=by, at=at)
