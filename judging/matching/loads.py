"""How much each juror reads where all read alike."""

import numpy as np

from judging.matching.problem import Problem


def even_load(problem: Problem) -> int:
    """The largest load to which every juror could be filled, unless their own maximum comes first."""
    demand = int(problem.needed.sum())
    low, high = 0, demand + int(problem.fixed_loads.max(initial=0))
    while low < high:
        level = (low + high + 1) // 2
        if int(np.clip(level - problem.fixed_loads, 0, problem.room).sum()) <= demand:
            low = level
        else:
            high = level - 1
    return low
