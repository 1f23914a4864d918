"""One size, measured in a process of its own so that its memory is its own; prints JSON."""

import json
import resource
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np

from judging.matching import flow
from judging.matching.candidates import candidates
from judging.matching.problem import Integers, Problem
from judging.matching.solving import figures, solve
from tests.builders.matching import a_problem, greedy, topics

# The two sides of the ratio take turns, and the fastest of each counts; more turns where one is over in no time.
TURNS, SHORT_TURNS, LONG = 3, 15, 100_000  # pairs


def measured(projects: int, jurors: int, wanted: int) -> dict[str, Any]:
    """Seconds, megabytes and quality of one solve, the flow step against the bare solver, and a greedy assignment."""
    problem = a_problem(topics(projects, jurors), wanted=wanted)
    begun = perf_counter()
    solution = solve(problem)
    seconds = perf_counter() - begun
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    step, bare = _flow_against_bare(problem)
    begun = perf_counter()
    by_hand = greedy(problem)
    return {
        "seconds": seconds,
        "megabytes": megabytes,
        "step": step,
        "bare": bare,
        "lacking": int(solution.lacking.sum()),
        "solved": _quality(problem, solution.pairs),
        "greedy": {**_quality(problem, by_hand), "seconds": perf_counter() - begun},
    }


def _flow_against_bare(problem: Problem) -> tuple[float, float]:
    free = problem.free()
    pairs = candidates(problem, free, np.random.default_rng(problem.seed))
    arcs = flow.network(problem, free, pairs)
    times = [
        (_seconds(lambda: flow.solve(problem, free, pairs)), _seconds(lambda: flow.bare(arcs)))
        for _turn in range(TURNS if len(pairs) > LONG else SHORT_TURNS)
    ]
    return min(step for step, _bare in times), min(bare for _step, bare in times)


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _quality(problem: Problem, pairs: Integers) -> dict[str, Any]:
    found = figures(problem.affinity, pairs)
    return {
        "total": found.total,
        "worst": found.worst,
        "edge": found.edge,
        "linkage": found.graph.second_eigenvalue,
        "pairs": len(pairs),
        "loads": [found.least, found.most],
    }


if __name__ == "__main__":
    projects, jurors, wanted = map(int, sys.argv[1:])
    sys.stdout.write(json.dumps(measured(projects, jurors, wanted)))
