"""What a dashboard is made of: finished values that the template only places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from competitions.timetable import Deadline
from competitions.wording import distance, last_minute


class Task(NamedTuple):
    """A row of a task list; `kind` is one of the look's states."""

    label: str
    url: str = ""
    kind: str = ""
    state: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Step:
    """What to do next in one sentence, where, and by when. With `done` there is nothing to do."""

    sentence: str
    url: str = ""
    action: str = ""
    ends_at: datetime | None = None
    when: str = ""
    done: bool = False


@dataclass(frozen=True)
class Space:
    """One thing that the person is, in one edition: the next step, and all there is to see."""

    key: str
    title: str
    edition: str
    step: Step
    tasks: Sequence[Task] = ()
    deadline: Deadline | None = None


@dataclass(frozen=True)
class Dashboard:
    """The person's page: the most pressing step first, then every space; `others` are spaces with another step."""

    name: str
    step: Step
    spaces: Sequence[Space]
    others: frozenset[str]
    deadlines: Sequence[Deadline]
    links: Sequence[Task]


def step_until(sentence: str, *, url: str, action: str, ends_at: datetime, at: datetime, zone: str) -> Step:
    """A step with its end in words: "Wednesday 9 December 2026, 23:59 (in 16 days)"."""
    when = f"{last_minute(ends_at, zone=zone)} ({distance(ends_at, at=at)})"
    return Step(sentence, url, action, ends_at, when)


def most_pressing(spaces: Sequence[Space]) -> Space | None:
    """The space whose step ends first; a step without an end comes after, what is done last."""
    return min(spaces, key=_urgency, default=None)


def _urgency(space: Space) -> tuple[bool, bool, float]:
    ends_at = space.step.ends_at
    return space.step.done, ends_at is None, ends_at.timestamp() if ends_at else 0.0
