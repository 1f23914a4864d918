"""Jurors linked through common projects, so that their severities can be told apart.

The figure is the second eigenvalue of the normalised Laplacian of the jurors' graph, in which two are tied by each
project that both read: 0 where the graph falls apart, more the better it holds together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import eigsh

from judging.matching.board import EMPTY, Board
from judging.matching.problem import BARRED, Integers

TARGET = 0.05
DENSE_UP_TO = 16  # jurors: the eigenvalues of a small graph are found all at once
GROWTH = 0.2  # of the trades made so far, as many again before the graph is looked at anew
TRIED_FOR_EACH = 40  # pairs of jurors that are looked at for each bridge
# The loss of what cannot be, twice of which still fits; whatever comes near it, with some gain beside it, is not made.
BIG = 1 << 29
IMPOSSIBLE = BIG // 2

Losses = NDArray[np.int32]


@dataclass(frozen=True)
class Graph:
    """`cut` is the weakest place: which of the jurors who read something stand on its one side."""

    jurors: Integers
    components: int
    second_eigenvalue: float | None  # None where fewer than two jurors read
    cut: NDArray[np.bool_]


def graph_of(slots: Integers, jurors: int) -> Graph:
    """The graph of the jurors in `slots`, rows of projects padded with `EMPTY`."""
    projects, places = np.nonzero(slots != EMPTY)
    reads = sparse.csr_matrix(
        (np.ones(len(projects)), (projects, slots[projects, places])), (len(slots), jurors), dtype=float
    )
    used = np.nonzero(np.asarray(reads.sum(axis=0)).ravel() > 0)[0]
    reads = reads[:, used]
    ties = (reads.T @ reads).tocsr()
    ties.setdiag(0)
    ties.eliminate_zeros()
    if len(used) < 2:
        return Graph(used, len(used), None, np.zeros(len(used), dtype=bool))
    components, labels = connected_components(ties, directed=False)
    if components > 1:
        smallest = np.bincount(labels).argmin()
        return Graph(used, int(components), 0.0, labels == smallest)
    value, vector = _second(ties)
    return Graph(used, 1, value, vector < 0)


def _second(ties: sparse.csr_matrix) -> tuple[float, NDArray[np.float64]]:
    """The second eigenvalue of a connected graph, and its vector, whose signs part the graph at its weakest place."""
    degrees = np.asarray(ties.sum(axis=1)).ravel()
    scaled = sparse.diags(degrees**-0.5) @ ties @ sparse.diags(degrees**-0.5)
    if len(degrees) <= DENSE_UP_TO:
        values, vectors = np.linalg.eigh(np.eye(len(degrees)) - scaled.toarray())
        return max(float(values[1]), 0.0), vectors[:, 1]
    # The same start each time, so that the same plan gives the same figure.
    start = np.random.default_rng(0).random(len(degrees))
    values, vectors = eigsh(scaled, k=2, which="LA", v0=start, tol=1e-6, maxiter=100 * len(degrees))
    return max(float(1 - values[0]), 0.0), vectors[:, 0]


class Bridges:
    """Trades across the weakest cut until the graph holds together; each project trades at most one of its jurors."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.untouched = np.ones(len(board.slots), dtype=bool)
        self.trades = 0
        self.graph = graph_of(board.slots, board.affinity.shape[1])

    def steps(self) -> Iterator[int]:
        """Trade until the graph is connected well enough, or no bridge is left; yields the trades so far."""
        while self.graph.second_eigenvalue is not None and self.graph.second_eigenvalue < TARGET:
            # One at a time while the graph falls apart, for each bridge moves the weakest cut; then more and more.
            most = 1 + int(self.trades * GROWTH) if self.graph.components == 1 else 1
            built = self._bridge(most)
            if not built:
                return
            self.trades += built
            self.graph = graph_of(self.board.slots, self.board.affinity.shape[1])
            yield self.trades

    def _bridge(self, most: int) -> int:
        """The cheapest trades between projects that only one side reads and those that only the other reads."""
        side = np.zeros(self.board.affinity.shape[1], dtype=bool)
        side[self.graph.jurors[self.graph.cut]] = True
        on_cut = side[self.board.slots] & (self.board.slots != EMPTY)
        lone = self.untouched & (self.board.counts > 1)
        here = lone & (on_cut.sum(axis=1) == self.board.counts)
        there = lone & ~on_cut.any(axis=1)
        mine, theirs = np.nonzero(side)[0], np.nonzero(~side)[0]
        out_loss, out_slots = self._losses(here, mine, theirs)
        back_loss, back_slots = self._losses(there, theirs, mine)
        together = (out_loss + back_loss.T).ravel()
        tried = min(TRIED_FOR_EACH * most, len(together))
        cheapest = np.argpartition(together, tried - 1)[:tried] if tried else np.empty(0, dtype=np.int64)
        built = 0
        for pair in cheapest[np.lexsort((cheapest, together[cheapest]))]:
            if built == most or together[pair] >= IMPOSSIBLE:
                break
            one, other = np.unravel_index(int(pair), (len(mine), len(theirs)))
            built += self._traded(int(out_slots[one, other]), int(back_slots[other, one]))
        return built

    def _traded(self, mine: int, theirs: int) -> bool:
        """Trade two slots, unless a trade just before was of one of their projects."""
        projects = [slot // self.board.depth for slot in (mine, theirs)]
        if not self.untouched[projects].all():
            return False
        self.board.trade(mine, theirs)
        self.untouched[projects] = False
        return True

    def _losses(self, projects: NDArray[np.bool_], owners: Integers, takers: Integers) -> tuple[Losses, Integers]:
        """For each (owner, taker): the owner's slot that loses least if the taker has it; (the losses, the slots)."""
        losses = np.full((len(owners), len(takers)), BIG, dtype=np.int32)
        chosen = np.zeros(losses.shape, dtype=np.int64)
        everywhere = np.arange(len(takers))
        for place, owner in enumerate(owners):
            slots = self.board.slots_of(int(owner))
            slots = slots[projects[slots // self.board.depth]]
            if not len(slots):
                continue
            after = self.board.affinity[slots // self.board.depth][:, takers].astype(np.int32)
            after[after == BARRED] = -BIG
            loss = self.board.values.ravel()[slots, None].astype(np.int32) - after
            best = loss.argmin(axis=0)
            losses[place] = np.minimum(loss[best, everywhere], BIG)
            chosen[place] = slots[best]
        return losses, chosen
