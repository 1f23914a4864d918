"""When a team may write and submit: the submission phases of its edition, as they stand for that team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from competitions.domain.calendar import end_of, is_open
from competitions.models import Phase
from submissions.models import late_until
from teams.domain.windows import Windows as TeamWindows
from teams.models import Team


@dataclass(frozen=True)
class Window:
    """A submission phase for one team; `late_until` is when it ends for a team that was given longer."""

    phase: Phase
    late_until: datetime | None = None

    @property
    def opens_at(self) -> datetime:
        return self.phase.opens_at

    @property
    def end(self) -> datetime:
        """The first instant that is late for this team."""
        return end_of(self.phase, until=self.late_until)

    @property
    def is_extended(self) -> bool:
        return self.late_until is not None and self.late_until > self.phase.closes_at

    def is_open(self, *, at: datetime) -> bool:
        return is_open(self.phase, at=at, until=self.late_until)

    def is_over(self, *, at: datetime) -> bool:
        return at >= self.opens_at and not self.is_open(at=at)


def windows_of(team: Team) -> list[Window]:
    """Every submission phase of the team's edition, in the order in which they open; one query."""
    phases: Any = (
        Phase.objects.filter(competition_id=team.competition_id, kind=Phase.Kind.SUBMISSION)
        .annotate(late_until=late_until(team=team, phase="pk"))
        .select_related("competition")
        .order_by("opens_at", "closes_at", "pk")
    )
    return [Window(phase, phase.late_until) for phase in phases]


def windows_among(windows: TeamWindows) -> list[Window]:
    """The same, of what has been read already."""
    phases = [phase for phase in windows.phases if phase.kind == Phase.Kind.SUBMISSION]
    return [Window(phase, windows.until(phase)) for phase in phases]


def current_window(windows: Sequence[Window], *, at: datetime) -> Window | None:
    """The window a team writes in: of the open ones the first to end, else the next to open, else the last that ended.

    None where the edition asks for no project.
    """
    opened = [window for window in windows if window.is_open(at=at)]
    coming = [window for window in windows if window.opens_at > at]
    if opened:
        return min(opened, key=lambda window: window.end)
    if coming:
        return min(coming, key=lambda window: window.opens_at)
    return max(windows, key=lambda window: window.end, default=None)
