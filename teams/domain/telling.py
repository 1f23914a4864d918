"""Messages to several people at once, each in their own language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from competitions.domain.outbox import queue
from competitions.models import Competition
from competitions.registries.message_kinds import MessageKind
from teams.models import Team, User


def tell(kind: MessageKind, *, people: Iterable[User], competition: Competition, at: datetime, **context: Any) -> None:
    """Queue one message of `kind`, about something in `competition`, for each of `people`."""
    for person in people:
        queue(kind, to=person, context={"competition": competition, **context}, at=at)


def tell_about(team: Team, kind: MessageKind, *, people: Iterable[User], at: datetime, **context: Any) -> None:
    """The same about something in `team`."""
    tell(kind, people=people, competition=team.competition, at=at, team=team, **context)
