"""From a problem to its answer, in steps that a page can show: candidates, flow, lift, bridges, figures.

The same problem and seed give the same pairs. Every problem has an answer; what it cannot give, it names.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from judging.matching.board import Board
from judging.matching.candidates import candidates, of_projects
from judging.matching.flow import Flow
from judging.matching.flow import solve as solve_flow
from judging.matching.lifting import Lift
from judging.matching.linking import Bridges, Graph, graph_of
from judging.matching.problem import BARRED, Affinities, Integers, Problem

# What each part of the work counts in a hundred.
PREPARED, FLOWED, LIFTED, LINKED = 15, 45, 85, 95


@dataclass(frozen=True)
class Solution:
    """`pairs` are all of them, the fixed ones included, as rows (project, juror) in order."""

    pairs: Integers
    lacking: Integers
    lifts: int
    bridges: int


@dataclass(frozen=True)
class Figures:
    """How good an assignment is; `worst` and `edge` are None where nobody reads anything."""

    total: int
    worst: int | None  # smallest sum of affinities of a project
    edge: int | None  # smallest affinity of a pair
    least: int
    most: int  # of the loads
    graph: Graph


class Solver:
    """One problem on its way to its `solution`."""

    def __init__(self, problem: Problem, *, linked: bool = True) -> None:
        """With `linked`, jurors are linked through common projects where they are not."""
        self.problem = problem
        self.linked = linked
        self.solution: Solution | None = None

    def steps(self) -> Iterator[int]:
        """Do the work; yields how much of a hundred is done."""
        problem = self.problem
        rng = np.random.default_rng(problem.seed)
        free = problem.free()
        pairs = candidates(problem, free, rng)
        yield PREPARED
        flow = _complete(problem, free, solve_flow(problem, free, pairs), pairs, rng)
        del pairs
        yield FLOWED
        standing, loose = _standing(problem, flow)
        lift = Lift(problem.affinity, loose, standing)
        for trades in lift.steps():
            yield min(FLOWED + trades // 100, LIFTED)
        yield LIFTED
        bridges = Bridges(lift.board)
        for _trades in bridges.steps() if self.linked else ():
            yield LIFTED
        yield LINKED
        every = np.concatenate((standing, bridges.board.pairs()))
        order = np.lexsort((every[:, 1], every[:, 0]))
        self.solution = Solution(every[order], flow.lacking, lift.trades, bridges.trades)


def solve(problem: Problem, *, linked: bool = True) -> Solution:
    """The answer, all at once."""
    solver = Solver(problem, linked=linked)
    for _done in solver.steps():
        pass
    assert solver.solution is not None
    return solver.solution


def figures(affinity: Affinities, pairs: Integers) -> Figures:
    """What can be said about any assignment of `pairs`."""
    board = Board(affinity, pairs, np.empty((0, 2), dtype=np.int64))
    loads = np.bincount(pairs[:, 1], minlength=affinity.shape[1])
    values = np.maximum(affinity[pairs[:, 0], pairs[:, 1]], 0)
    read = board.sums[board.counts > 0]
    return Figures(
        total=board.total,
        worst=int(read.min()) if len(read) else None,
        edge=int(values.min()) if len(values) else None,
        least=int(loads.min()) if len(loads) else 0,
        most=int(loads.max(initial=0)),
        graph=graph_of(board.slots, affinity.shape[1]),
    )


def _complete(problem: Problem, free: Affinities, flow: Flow, pairs: Integers, rng: np.random.Generator) -> Flow:
    """The flow, found anew with every juror in sight of the projects that lacked one among few candidates."""
    seen = np.bincount(pairs[:, 0], minlength=problem.projects)
    possible = (free != BARRED).sum(axis=1)
    narrowed = (flow.lacking > 0) & (seen < possible)
    if not narrowed.any():
        return flow
    return solve_flow(problem, free, of_projects(free, narrowed, pairs, rng))


def _standing(problem: Problem, flow: Flow) -> tuple[Integers, Integers]:
    """(what is not traded: fixed pairs and kept ones that stayed, what is)."""
    if not len(problem.kept):
        return problem.fixed, flow.pairs
    was = np.zeros(problem.affinity.shape, dtype=bool)
    was[problem.kept[:, 0], problem.kept[:, 1]] = True
    stayed = was[flow.pairs[:, 0], flow.pairs[:, 1]]
    return np.concatenate((problem.fixed, flow.pairs[stayed])), flow.pairs[~stayed]
