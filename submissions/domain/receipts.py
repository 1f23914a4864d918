"""Receipts: whether one is genuine, and what is said of it to whoever asks."""

import json
import re
from dataclasses import dataclass
from datetime import datetime

from submissions.models import Version

_CODE = re.compile(r"[\w-]{1,40}", re.ASCII)


@dataclass(frozen=True)
class Genuine:
    """All that anybody learns of a receipt: whose version it is, its number, and when it was received."""

    team_ar: str
    team_latin: str
    number: int
    received_at: datetime
    zone: str


def genuine(code: str) -> Genuine | None:
    """What the receipt of that code proves; None where we never gave out such a code. One query either way.

    The team is called as it was when it submitted, and as it is now once the edition's retention has ended.
    """
    found = Version.objects.filter(code=code).select_related("project__team__competition").first()
    if found is None:
        return None
    team = found.project.team
    names = json.loads(found.content)["team"] if found.content else {}
    return Genuine(
        team_ar=names.get("name_ar", team.name_ar),
        team_latin=names.get("name_latin", team.name_latin),
        number=found.number,
        received_at=found.received_at,
        zone=team.competition.time_zone,
    )


def code_in(typed: str) -> str:
    """The code in what somebody typed or pasted: in groups, or with the whole address around it; "" if none can be."""
    last = "".join(typed.split()).rstrip("/").rpartition("/")[2]
    return last if _CODE.fullmatch(last) else ""


def in_groups(text: str, size: int) -> str:
    """A text that is read sign by sign, with a blank after every `size` signs."""
    return " ".join(text[place : place + size] for place in range(0, len(text), size))
