"""Putting together what two people changed in one text, where their changes do not touch."""

from collections import Counter
from dataclasses import dataclass

from submissions.domain.differences import Edit, edits, sentences


@dataclass(frozen=True)
class Place:
    """A stretch of the text that both changed, each otherwise: what it was, and what each made of it."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merge:
    """`text` holds the changes of both; where `places` says that they cannot go together it is my own text."""

    text: str
    places: tuple[Place, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not self.places


@dataclass(frozen=True)
class _Change:
    """What one of the two made of `base[start:end]`."""

    start: int
    end: int
    pieces: tuple[str, ...]
    is_mine: bool

    def meets(self, start: int, end: int) -> bool:
        """Whether it is about a piece of that stretch, or puts something in inside it or at the very same point."""
        if start == end == self.start == self.end:
            return True
        if self.start == self.end:
            return start < self.start < end
        if start == end:
            return self.start < start < self.end
        return max(self.start, start) < min(self.end, end)


def three_way(base: str, mine: str, theirs: str) -> Merge:
    """What `base` becomes with the changes of both, sentence by sentence.

    Sentences that both changed, or that both put in at the same point, cannot be decided here unless both did the same.
    Nothing that one of them added, and nothing that both have, is ever left out of a clean merge.
    """
    parts = {text: sentences(text) for text in (base, mine, theirs)}
    changes = [
        *_changes(parts[base], parts[mine], is_mine=True),
        *_changes(parts[base], parts[theirs], is_mine=False),
    ]
    pieces, places = _merged(parts[base], sorted(changes, key=lambda each: (each.start, each.end)))
    if not places and not _keeps_all(pieces, parts[base], parts[mine], parts[theirs]):
        places = [Place(base, mine, theirs)]
    return Merge(mine, tuple(places)) if places else Merge("".join(pieces))


def _changes(base: list[str], text: list[str], *, is_mine: bool) -> list[_Change]:
    def change(edit: Edit) -> _Change:
        return _Change(edit.start, edit.end, tuple(text[edit.new_start : edit.new_end]), is_mine)

    return [change(edit) for edit in edits(base, text)]


def _merged(base: list[str], changes: list[_Change]) -> tuple[list[str], list[Place]]:
    pieces: list[str] = []
    places: list[Place] = []
    done = 0
    for group in _groups(changes):
        start, end = group[0].start, max(each.end for each in group)
        mine, theirs = (_told(base, group, start, end, is_mine=who) for who in (True, False))
        alone = len({each.is_mine for each in group}) == 1
        if not alone and mine != theirs:
            places.append(Place("".join(base[start:end]), "".join(mine), "".join(theirs)))
        pieces += base[done:start]
        pieces += theirs if alone and not group[0].is_mine else mine
        done = end
    return pieces + base[done:], places


def _groups(changes: list[_Change]) -> list[list[_Change]]:
    """Changes that meet belong together; a change of one person meets none of that person's own."""
    groups: list[list[_Change]] = []
    for change in changes:
        last = groups[-1] if groups else []
        if last and change.meets(last[0].start, max(each.end for each in last)):
            last.append(change)
        else:
            groups.append([change])
    return groups


def _told(base: list[str], group: list[_Change], start: int, end: int, *, is_mine: bool) -> list[str]:
    """What `base[start:end]` is in the text of one of the two."""
    told: list[str] = []
    place = start
    for change in (each for each in group if each.is_mine is is_mine):
        told += base[place : change.start]
        told += change.pieces
        place = change.end
    return told + base[place:end]


def _keeps_all(pieces: list[str], base: list[str], mine: list[str], theirs: list[str]) -> bool:
    """Whether every sentence is there that both have, as often as both have it, and every one that either added."""
    merged, *sides, before = (Counter(filter(str.strip, each)) for each in (pieces, mine, theirs, base))
    both = sides[0] & sides[1]
    added = [sentence for side in sides for sentence in side if sentence not in before]
    return both <= merged and all(sentence in merged for sentence in added)
