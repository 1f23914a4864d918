"""What differs between two texts, piece by piece, within a bounded time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# So many pieces may be taken out and put in before two stretches count as altogether different; its square bounds time.
MOST_EDITS = 900

# Blanks, words and signs; a word keeps its vowel signs, which belong to no class of `\w`.
SIGNS = r".,;:!?…،؛؟()\[\]{}«»\"“”*_#|"
WORDS = re.compile(rf"\s+|[^\s{SIGNS}]+|[{SIGNS}]")
# Sentences and the blanks between them. A full stop inside a number or an address ends nothing.
SENTENCES = re.compile(r"\s+|[^\s](?:[^\n]*?[.!?…؟؛](?=\s)|[^\n]*\S|)")


@dataclass(frozen=True)
class Edit:
    """`old[start:end]` has become `new[new_start:new_end]`."""

    start: int
    end: int
    new_start: int
    new_end: int


def words(text: str) -> list[str]:
    """The words, signs and blanks of which `text` is made, nothing left out."""
    return WORDS.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of which `text` is made and the blanks between them, nothing left out."""
    return SENTENCES.findall(text)


def edits(old: Sequence[str], new: Sequence[str], *, most: int = MOST_EDITS) -> list[Edit]:
    """How `old` becomes `new`, with few changes, in their order.

    What needs more than `most` single changes is said to be replaced as a whole, so that no text takes long.
    """
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    return [
        Edit(each.start + head, each.end + head, each.new_start + head, each.new_end + head)
        for each in _of_middle(middle_old, middle_new, most)
    ]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pieces are the same from the beginning."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def _of_middle(old: Sequence[str], new: Sequence[str], most: int) -> list[Edit]:
    if not old and not new:
        return []
    kept = _kept(old, new, most) if old and new else []
    found, place, new_place = [], 0, 0
    for start, new_start in [*kept, (len(old), len(new))]:
        if start > place or new_start > new_place:
            found.append(Edit(place, start, new_place, new_start))
        place, new_place = start + 1, new_start + 1
    return found


def _kept(old: Sequence[str], new: Sequence[str], most: int) -> list[tuple[int, int]]:
    """Places of the pieces that both have, in order: the greedy search of Myers for the shortest way from one to other.

    Row `d` says how far into `old` one comes with `d` changes, on the diagonals -d, -d + 2 … d, where a diagonal is the
    place in `old` less the place in `new`.
    """
    rows: list[list[int]] = []
    for depth in range(min(len(old) + len(new), most) + 1):
        row: list[int] = []
        for index in range(depth + 1):
            diagonal = 2 * index - depth
            place = _start(rows, depth, index)
            while place < len(old) and place - diagonal < len(new) and old[place] == new[place - diagonal]:
                place += 1
            row.append(place)
            if place >= len(old) and place - diagonal >= len(new):
                return _traced(rows, depth, index, place)
        rows.append(row)
    return []


def _puts_in(row: list[int], index: int) -> bool:
    """Whether one comes there by putting a piece in, and not by taking one out."""
    return index == 0 or (index < len(row) and row[index - 1] < row[index])


def _start(rows: list[list[int]], depth: int, index: int) -> int:
    """Where one comes onto that diagonal from the row before."""
    if not depth:
        return 0
    row = rows[depth - 1]
    return row[index] if _puts_in(row, index) else row[index - 1] + 1


def _traced(rows: list[list[int]], depth: int, index: int, place: int) -> list[tuple[int, int]]:
    """The way that led there, backwards."""
    kept = []
    for step in range(depth, -1, -1):
        diagonal, start = 2 * index - step, _start(rows, step, index)
        kept += [(each, each - diagonal) for each in range(place - 1, start - 1, -1)]
        if step:
            put_in = _puts_in(rows[step - 1], index)
            place = start if put_in else start - 1
            index = index if put_in else index - 1
    return kept[::-1]
