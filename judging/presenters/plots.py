"""Where the marks of a plot stand. Whole numbers only, so that no language writes a comma into an attribute.

Bars lie in a box 1000 wide and are mirrored by the stylesheet where the page runs from right to left; the histogram has
words in it and is mirrored here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDE = 1000  # of a bar's box
FIGURE, HEIGHT, FLOOR = 320, 150, 120  # of the histogram: its box, and the line on which its columns stand
THINNEST = 8


@dataclass(frozen=True)
class Bar:
    """A bar from `x`, so wide; `mark` is where its figure stands, None for none."""

    x: int
    width: int
    mark: int | None = None


@dataclass(frozen=True)
class Signed(Bar):
    """A bar that leaves the middle for one side, with a line for how sure it is."""

    line: int = 0
    line_width: int = 0
    is_positive: bool = True


@dataclass(frozen=True)
class Column:
    """A column of the histogram, what it counts, and what stands below it."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    number: int
    label: str


def interval(low: int, high: int, mark: int, *, count: int) -> Bar:
    """The places from `low` to `high` of `count`, and the one that it has."""
    step = WIDE / max(count, 1)
    width = max(round((high - low + 1) * step), THINNEST)
    return Bar(min(round((low - 1) * step), WIDE - width), width, round((mark - 0.5) * step))


def signed(value: float, error: float | None, *, most: float) -> Signed:
    """From the middle, as far as `value` is of `most`; the line is its 90 % interval."""
    half = WIDE / 2
    scale = half / most if most else 0.0
    reach = round(abs(value) * scale)
    sure = 1.645 * (error or 0.0)
    start, end = (round(min(max(half + edge * scale, 0), WIDE)) for edge in (value - sure, value + sure))
    x = round(half) if value >= 0 else round(half) - reach
    return Signed(x, max(reach, THINNEST // 2), None, start, end - start, value >= 0)


def histogram(counts: Sequence[int], labels: Sequence[str], *, mirrored: bool) -> list[Column]:
    """A column per count, as high as it is of the largest."""
    step = FIGURE // max(len(counts), 1)
    most = max(counts, default=0)
    columns = []
    for place, (number, label) in enumerate(zip(counts, labels, strict=True)):
        height = round(number * (FLOOR - 20) / most) if most else 0
        x = (len(counts) - 1 - place if mirrored else place) * step
        columns.append(Column(x + 2, FLOOR - height, step - 4, height, x + step // 2, number, label))
    return columns
