"""The calendar page's table of phases."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from competitions.timetable import state_of
from competitions.wording import ZONE, clock, day, last_minute, moment

TAGS = {"past": "ok", "now": "todo", "next": "off"}


def calendar_rows(phases: Iterable[Any], *, at: datetime, zone: str = ZONE) -> dict[str, Any]:
    """Columns and rows of the table: name, first moment, last minute, state."""
    columns = [_("Phase"), _("Opens"), _("Closes"), _("State")]
    rows = []
    for phase in phases:
        state, label = state_of(phase, at=at)
        words = [str(phase.name), _beginning(phase.opens_at, zone), last_minute(phase.closes_at, zone=zone), label]
        cells: list[dict[str, Any]] = [
            {"text": text, "column": column} for text, column in zip(words, columns, strict=True)
        ]
        cells[-1]["kind"] = TAGS[state]
        rows.append(cells)
    return {"columns": [{"label": column} for column in columns], "rows": rows}


def _beginning(opens_at: datetime, zone: str) -> str:
    """What opens at midnight opens with the day."""
    return day(opens_at, zone=zone) if clock(opens_at, zone=zone) == "00:00" else moment(opens_at, zone=zone)
