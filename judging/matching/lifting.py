"""The worst-served project first: trades of jurors between two projects, until no single trade could help it."""

from collections.abc import Generator, Iterator

import numpy as np

from judging.matching.board import Board
from judging.matching.problem import Affinities, Integers

SHOWN_EVERY = 100  # trades
# With whose projects a trade is tried: first those of a few jurors who fit best, and of all only where that is no help.
FEW, ALL = 64, 2**31


class Lift:
    """First how high the worst-served project can be brought, then how to reach that at the least loss of affinity."""

    def __init__(self, affinity: Affinities, pairs: Integers, standing: Integers) -> None:
        self.begin = (affinity, pairs, standing)
        self.board = Board(*self.begin)
        self.trades = 0

    def steps(self) -> Iterator[int]:
        """Improve `board`; yields the number of trades now and then."""
        if not len(self.begin[1]):
            return
        highest = self.board
        floor = yield from self._raise(highest)
        self.board = Board(*self.begin)
        reached = yield from self._reach(floor)
        if not reached or self.board.total <= highest.total:
            self.board = highest

    def _raise(self, board: Board) -> Generator[int, None, float]:
        """Trade for the worst-served project, to the best smaller sum, until it is stuck; its level is the floor."""
        liftable = board.tradable.any(axis=1)
        while True:
            levels = np.where(liftable, board.levels, np.inf)
            worst = int(levels.argmin())
            level = float(levels[worst])
            best = _best_trade(board, worst, FEW, above=level) or _best_trade(board, worst, ALL, above=level)
            if best is None:
                return level
            board.trade(*best)
            self.trades += 1
            if self.trades % SHOWN_EVERY == 0:
                yield self.trades

    def _reach(self, floor: float) -> Generator[int, None, bool]:
        """Bring every project to `floor`, each by the cheapest trades whose partner stays there; whether all are."""
        board = self.board
        liftable = board.tradable.any(axis=1)
        while True:
            levels = np.where(liftable, board.levels, np.inf)
            worst = int(levels.argmin())
            if levels[worst] >= floor:
                return True
            best = _cheapest_trade(board, worst, FEW, floor=floor) or _cheapest_trade(board, worst, ALL, floor=floor)
            if best is None:
                return False
            board.trade(*best)
            self.trades += 1
            if self.trades % SHOWN_EVERY == 0:
                yield self.trades


def _best_trade(board: Board, project: int, most: int, *, above: float) -> tuple[int, int] | None:
    """The trade after which the less well served of the two is served best, and better than `above`."""
    best, chosen = above, None
    for place in np.nonzero(board.tradable[project])[0]:
        mine = project * board.depth + int(place)
        slots, after, theirs = board.partners(mine, most)
        if len(slots):
            worse = np.minimum(after * board.scale[project], theirs * board.scale[slots // board.depth])
            top = int(worse.argmax())
            if worse[top] > best:
                best, chosen = float(worse[top]), (mine, int(slots[top]))
    return chosen


def _cheapest_trade(board: Board, project: int, most: int, *, floor: float) -> tuple[int, int] | None:
    """The trade to `floor` at the least loss, else the one that comes nearest; no partner falls below it."""
    reaching, nearest = None, None
    least, highest = np.inf, 0.0
    for place in np.nonzero(board.tradable[project])[0]:
        mine = project * board.depth + int(place)
        slots, after, theirs = board.partners(mine, most)
        others = slots // board.depth
        stays = theirs * board.scale[others] >= np.minimum(floor, board.levels[others])
        slots, after, theirs, others = slots[stays], after[stays], theirs[stays], others[stays]
        if not len(slots):
            continue
        level = after * board.scale[project]
        loss = np.where(level >= floor, board.sums[project] + board.sums[others] - after - theirs, np.inf)
        cheapest, top = int(loss.argmin()), int(level.argmax())
        if loss[cheapest] < least:
            least, reaching = float(loss[cheapest]), (mine, int(slots[cheapest]))
        if level[top] > highest:
            highest, nearest = float(level[top]), (mine, int(slots[top]))
    return reaching or nearest
