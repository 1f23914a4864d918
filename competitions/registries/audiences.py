"""Whom a deadline reminder may address: functions that the rooms register in their `audiences.py`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from competitions.models import Phase


@dataclass(frozen=True)
class Owed:
    """What one person still has to do, by when.

    `deadline` is that person's own (late access included); `since` is when they came to owe it: reminders that were due
    before then are not for them. `todo` is a lazy sentence, spoken in the person's language, as the link is.
    """

    person: Any
    deadline: datetime
    todo: str | Promise
    url_name: str
    url_kwargs: dict[str, Any] = field(default_factory=dict)
    since: datetime | None = None


# (phase, at, only this person or everybody) → rows, streamed.
AudienceRows = Callable[["Phase", datetime, Any | None], Iterator[Owed]]


@dataclass(frozen=True)
class Audience:
    """People who owe something by the end of a phase.

    With `ends_with_phase` nobody's deadline lies before the end of the phase, so that they need not be looked up as
    long as no reminder of that end is due; an audience with earlier deadlines says False.
    """

    key: str
    label: str | Promise
    rows: AudienceRows
    phase_kinds: tuple[str, ...]
    ends_with_phase: bool = True


_audiences: dict[str, Audience] = {}


def register(audience: Audience) -> Audience:
    """Add `audience`; two audiences of one key are a mistake of ours and raise `ValueError`."""
    if _audiences.setdefault(audience.key, audience) != audience:
        raise ValueError(f"Audience {audience.key} is registered twice.")
    return audience


def get(key: str) -> Audience:
    """The audience called `key`; raises `KeyError`."""
    return _audiences[key]


def is_known(key: str) -> bool:
    """Whether some room offers an audience called `key`."""
    return key in _audiences


def every() -> list[Audience]:
    """All audiences, in the order of their keys."""
    return [_audiences[key] for key in sorted(_audiences)]


def choices() -> list[tuple[str, str | Promise]]:
    """(key, label) of every audience, for the organiser's form."""
    return [(audience.key, audience.label) for audience in every()]
