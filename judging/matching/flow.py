"""The assignment as a flow of least cost: best total affinity among the fairest loads among the fullest service.

It has an answer for every input: what cannot be served flows through arcs that say how many jurors a project lacks.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from ortools.graph.python import min_cost_flow

from judging.matching.loads import even_load
from judging.matching.problem import BEST, Affinities, Integers, Problem

EXACT = 8  # loads so far from the even one are told apart one by one, those beyond in coarser steps
COARSE = 6  # how many coarser steps, each twice as wide as the one before
STEPS = 2 * EXACT + COARSE + 2  # more than the highest step of a juror's loads


class UnsolvableFlow(Exception):
    """The solver refused a network that always has an answer: a fault of ours, never of the input."""


class Network(NamedTuple):
    """Arcs as arrays: first those of the pairs, then the jurors' loads, then what projects lack."""

    tails: Integers
    heads: Integers
    capacities: Integers
    costs: Integers
    supplies: Integers


@dataclass(frozen=True)
class Flow:
    """The chosen pairs beside the fixed ones, and how many jurors each project lacks."""

    pairs: Integers
    lacking: Integers


def network(problem: Problem, free: Affinities, pairs: Integers) -> Network:
    """The arcs for these candidates: projects, then jurors, then one sink."""
    projects, jurors = problem.projects, problem.jurors
    sink = projects + jurors
    step, kept_bonus, lacking_cost = _prices(problem)
    costs = BEST - free[pairs[:, 0], pairs[:, 1]].astype(np.int64)
    if len(problem.kept):
        is_kept = np.zeros(free.shape, dtype=bool)
        is_kept[problem.kept[:, 0], problem.kept[:, 1]] = True
        costs -= kept_bonus * is_kept[pairs[:, 0], pairs[:, 1]]
    owners, widths, prices = _load_arcs(problem, even_load(problem), step)
    lacking, missing, dearer = _lacking_arcs(problem.needed)
    return Network(
        tails=np.concatenate((pairs[:, 0], projects + owners, lacking)),
        heads=np.concatenate((projects + pairs[:, 1], np.full(len(owners) + len(lacking), sink))),
        capacities=np.concatenate((np.ones(len(pairs), dtype=np.int64), widths, missing)),
        costs=np.concatenate((costs, prices, lacking_cost * (1 + dearer))),
        supplies=np.concatenate((problem.needed, np.zeros(jurors, dtype=np.int64), [-problem.needed.sum()])),
    )


def solve(problem: Problem, free: Affinities, pairs: Integers) -> Flow:
    """The best choice among the candidates `pairs`."""
    flows = bare(network(problem, free, pairs))
    chosen = pairs[flows[: len(pairs)] > 0]
    served = np.bincount(chosen[:, 0], minlength=problem.projects)
    return Flow(chosen, problem.needed - served)


def bare(arcs: Network) -> Integers:
    """What flows through each arc, by the solver and nothing else."""
    solver = min_cost_flow.SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(arcs.tails, arcs.heads, arcs.capacities, arcs.costs)
    solver.set_nodes_supplies(np.arange(len(arcs.supplies)), arcs.supplies)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise UnsolvableFlow(str(status))
    return np.asarray(solver.flows(numbers))


def _prices(problem: Problem) -> tuple[int, int, int]:
    """(a step away from even loads, the bonus of a pair that is kept, a juror whom a project lacks).

    Each is dearer than all that a rearrangement could gain by the cheaper ones. To change little comes before even
    loads: where pairs are kept, only what is free anyway evens them out.
    """
    longest = min(problem.projects, problem.jurors) + 1  # pairs that one rearrangement can touch
    keeps = len(problem.kept) > 0
    step = BEST + 1 if keeps else BEST * longest
    kept_bonus = BEST + step * STEPS + 1 if keeps else 0
    return step, kept_bonus, (BEST + kept_bonus) * longest + step * STEPS + 1


def _load_arcs(problem: Problem, even: int, step: int) -> tuple[Integers, Integers, Integers]:
    """From every juror to the sink, (juror, width, price): each further project is dearer than the one before.

    Dearer and dearer makes the loads as even as conflicts and maxima allow.
    """
    bounds = [max(even - EXACT, 0), *range(max(even - EXACT, 0) + 1, even + EXACT + 1)]
    width = 1
    for _coarser in range(COARSE):
        bounds.append(bounds[-1] + width)
        width *= 2
    bounds.append(int(problem.most.max(initial=0)) + bounds[-1])
    edges = np.array([0, *bounds], dtype=np.int64)
    held = problem.fixed_loads[:, None]
    most = np.maximum(problem.most, problem.fixed_loads)[:, None]
    reached = np.clip(edges[None, :], held, most)
    widths = np.diff(reached, axis=1)
    owners, places = np.nonzero(widths)
    return owners, widths[owners, places], step * places.astype(np.int64)


def _lacking_arcs(needed: Integers) -> tuple[Integers, Integers, Integers]:
    """From every project to the sink, (project, width, dearer): the first juror lacking, then each further one.

    Dearer, so that rather several projects lack one juror than one project lacks several.
    """
    first = np.nonzero(needed > 0)[0]
    second = np.nonzero(needed > 1)[0]
    others = np.nonzero(needed > 2)[0]
    widths = (np.ones(len(first) + len(second), dtype=np.int64), needed[others] - 2)
    dearer = np.repeat([0, 1, 2], [len(first), len(second), len(others)]).astype(np.int64)
    return np.concatenate((first, second, others)), np.concatenate(widths), dearer
