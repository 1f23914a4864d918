"""The demonstration's calendar, laid around the day on which it is built."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from competitions.models import Competition, Phase
from competitions.wording import ZONE
from judging.models import Deliberation, Publication, Round
from submissions.models import Version


class Stage(StrEnum):
    REGISTRATION = "registration"
    SUBMISSION = "submission"
    JUDGING = "judging"
    PITCH = "pitch"
    DELIBERATION = "deliberation"
    RESULTS = "results"


# Days from today, at midnight: when each phase opens, and the first midnight that is late.
WINDOWS: dict[Stage, dict[str, tuple[int, int]]] = {
    Stage.REGISTRATION: {
        "registration": (-6, 11),
        "submission": (-6, 32),
        "mentoring": (-6, 32),
        "judging": (33, 43),
        "pitch": (46, 50),
        "results": (52, 82),
    },
    Stage.SUBMISSION: {
        "registration": (-20, -6),
        "submission": (-20, 17),
        "mentoring": (-20, 17),
        "judging": (18, 28),
        "pitch": (31, 35),
        "results": (37, 67),
    },
    Stage.JUDGING: {
        "registration": (-44, -30),
        "submission": (-44, -7),
        "mentoring": (-44, -7),
        "judging": (-6, 9),
        "pitch": (12, 16),
        "results": (18, 48),
    },
    Stage.PITCH: {
        "registration": (-57, -43),
        "submission": (-57, -20),
        "mentoring": (-57, -20),
        "judging": (-19, -4),
        "pitch": (-1, 3),
        "results": (5, 35),
    },
    Stage.DELIBERATION: {
        "registration": (-61, -47),
        "submission": (-61, -24),
        "mentoring": (-61, -24),
        "judging": (-23, -8),
        "pitch": (-5, -1),
        "results": (2, 32),
    },
    Stage.RESULTS: {
        "registration": (-82, -68),
        "submission": (-82, -45),
        "mentoring": (-82, -45),
        "judging": (-44, -29),
        "pitch": (-26, -22),
        "results": (-19, 12),
    },
}


@dataclass(frozen=True)
class Calendar:
    """Instants of the demonstration, counted in days from the beginning of a phase or to its end, Moroccan time."""

    stage: Stage
    today: date

    @classmethod
    def around(cls, at: datetime, stage: Stage) -> "Calendar":
        return cls(stage, at.astimezone(ZoneInfo(ZONE)).date())

    def window(self, phase: str) -> tuple[datetime, datetime]:
        """When that phase opens and closes."""
        opens, closes = WINDOWS[self.stage][phase]
        return self._midnight(opens), self._midnight(closes)

    def after(self, phase: str, days: int, hour: int = 9, minute: int = 0) -> datetime:
        """So many days after that phase has opened, at that hour."""
        return self._midnight(WINDOWS[self.stage][phase][0] + days, time(hour, minute))

    def before_end(self, phase: str, days: int, hour: int = 9, minute: int = 0) -> datetime:
        """On the last day of that phase (0), the day before it (1), …, at that hour."""
        return self._midnight(WINDOWS[self.stage][phase][1] - 1 - days, time(hour, minute))

    def yesterday(self, hour: int = 9) -> datetime:
        """Yesterday at that hour: the last day on which everything has surely happened already."""
        return self._midnight(-1, time(hour))

    def has_begun(self, phase: str) -> bool:
        return WINDOWS[self.stage][phase][0] < 0

    def is_over(self, phase: str) -> bool:
        return WINDOWS[self.stage][phase][1] <= 0

    def _midnight(self, days: int, hour: time = time()) -> datetime:
        return datetime.combine(self.today + timedelta(days=days), hour, tzinfo=ZoneInfo(ZONE))


def live_stage(competition: Competition, *, at: datetime) -> Stage | None:
    """The stage that `competition` shows at `at`; None when its calendar has run out or nothing of a stage is there."""
    open_now = {phase.key for phase in Phase.objects.filter(competition=competition).open(at=at)}
    rounds = Round.objects.of_competition(competition)
    if not open_now and Deliberation.objects.filter(round__in=rounds.filter(kind=Round.Kind.PITCH)).exists():
        # Between the pitches and the results no phase is open.
        return Stage.DELIBERATION
    stages: list[tuple[Stage, Any]] = [
        (Stage.RESULTS, Publication.objects.public(at=at).filter(competition=competition)),
        (Stage.PITCH, rounds.running().filter(kind=Round.Kind.PITCH)),
        (Stage.JUDGING, rounds.running()),
        (Stage.REGISTRATION, Phase.objects.filter(competition=competition)),
        (Stage.SUBMISSION, Version.objects.filter(phase__competition=competition)),
    ]
    return next((stage for stage, facts in stages if stage.value in open_now and facts.exists()), None)
