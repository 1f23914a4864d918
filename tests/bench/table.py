"""A table of seconds, as text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Line:
    """One piece of work: its seconds at each size."""

    work: str
    seconds: Sequence[float]


@dataclass(frozen=True)
class Table:
    """Pieces of work at a small and at a large size; `limit` is what all of it may take at the large one."""

    title: str
    sizes: tuple[int, int]
    lines: Sequence[Line]
    limit: float


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def printed(table: Table) -> str:
    """The table, with how much dearer a row is at the large size than at the small one."""
    small, large = table.sizes
    sums = [sum(line.seconds[size] for line in table.lines) for size in (0, 1)]
    rows = [*table.lines, Line("together", sums)]
    heads = f"{'':<34}{small:>8} {large:>10}   a row at {large} against {small}"
    lines = [
        f"{line.work:<34}{line.seconds[0]:>7.2f}s {line.seconds[1]:>9.2f}s   {_ratio(line, table)}" for line in rows
    ]
    verdict = f"{sums[1]:.1f} s of the {table.limit:.0f} s allowed"
    return "\n".join(["", table.title, heads, *lines, verdict, ""])


def _ratio(line: Line, table: Table) -> str:
    small, large = (line.seconds[place] / table.sizes[place] for place in (0, 1))
    return f"x {large / small:.2f}" if small else "-"
