"""Letters to those who run an edition."""

from datetime import datetime
from typing import Any

from competitions.models import Competition
from competitions.registries.message_kinds import MessageKind
from teams.domain.telling import tell
from teams.models import User


def tell_organisers(kind: MessageKind, competition: Competition, *, at: datetime, **context: Any) -> None:
    """Queue one message of `kind` for each organiser of `competition`."""
    tell(kind, people=User.objects.organising(competition, at=at), competition=competition, at=at, **context)
