"""Writing a row so that its history says who did it, and at which moment of the edition's clock."""

from datetime import datetime
from typing import Any

from teams.models import User


def keep(row: Any, *, by: User | None, at: datetime) -> None:
    """Save `row`; nobody is behind what the platform does by itself."""
    row._history_user, row._history_date = by, at
    row.save()


def drop(row: Any, *, by: User, at: datetime) -> None:
    """Delete `row`; its history stays."""
    row._history_user, row._history_date = by, at
    row.delete()
