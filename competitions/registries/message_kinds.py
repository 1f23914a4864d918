"""The kinds of message that the rooms send; each room registers its own in its `messages.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class MessageKind:
    """What a message is about and how it is written.

    `template` is a text template whose first line is the subject; `variables` are the names it may use. A `secret` kind
    carries a link or code that must never be read back. `still_wanted(message, at)` is asked just before sending.
    """

    key: str
    label: str | Promise
    template: str
    variables: tuple[str, ...] = ()
    secret: bool = False
    still_wanted: Callable[[Any, datetime], bool] | None = None


_kinds: dict[str, MessageKind] = {}


def register(kind: MessageKind) -> MessageKind:
    """Add `kind`; two kinds of one key are a mistake of ours and raise `ValueError`."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"Message kind {kind.key} is registered twice.")
    return kind


def get(key: str) -> MessageKind:
    """The kind called `key`; raises `KeyError`."""
    return _kinds[key]


def every() -> list[MessageKind]:
    """All kinds, in the order of their keys."""
    return [_kinds[key] for key in sorted(_kinds)]
