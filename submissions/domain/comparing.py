"""Two states of a project file beside each other: the order of their questions, and who joined or left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Moves:
    """What only the newer state has, and what only the older one has."""

    joined: tuple[str, ...]
    left: tuple[str, ...]


def moves(older: Mapping[int, str], newer: Mapping[int, str]) -> Moves:
    """Who joined and who left between the two, each by key and name."""
    return Moves(
        joined=tuple(name for key, name in newer.items() if key not in older),
        left=tuple(name for key, name in older.items() if key not in newer),
    )


def in_one_order(older: Sequence[str], newer: Sequence[str]) -> list[str]:
    """All keys of both: in the newer order, with what only the older has behind what stood before it there."""
    keys = list(newer)
    for place, key in enumerate(older):
        if key not in keys:
            before = older[place - 1] if place else None
            keys.insert(keys.index(before) + 1 if before is not None else 0, key)
    return keys
