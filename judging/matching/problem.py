"""What is matched: projects that want jurors, and jurors who read so many at most."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

BARRED = -1  # in a matrix of affinities: these two are never brought together
BEST = 1000  # the highest affinity

Affinities = NDArray[np.int16]
Integers = NDArray[np.int64]


def no_pairs() -> Integers:
    return np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True)
class Problem:
    """Projects are rows and jurors columns of `affinity`, whose entries are 0 to `BEST`, or `BARRED`.

    `fixed` pairs stand whatever happens; of the `kept` ones as few as possible change. Pairs are rows (project, juror).
    `wanted` counts the fixed pairs of a project, `most` those of a juror.
    """

    affinity: Affinities
    wanted: Integers
    most: Integers
    seed: int
    fixed: Integers = field(default_factory=no_pairs)
    kept: Integers = field(default_factory=no_pairs)

    @property
    def projects(self) -> int:
        return int(self.affinity.shape[0])

    @property
    def jurors(self) -> int:
        return int(self.affinity.shape[1])

    @property
    def fixed_loads(self) -> Integers:
        """How many fixed pairs each juror has."""
        return np.bincount(self.fixed[:, 1], minlength=self.jurors).astype(np.int64)

    @property
    def needed(self) -> Integers:
        """How many jurors each project still wants beside its fixed ones."""
        held = np.bincount(self.fixed[:, 0], minlength=self.projects)
        return np.asarray(np.maximum(self.wanted - held, 0))

    @property
    def room(self) -> Integers:
        """How many projects each juror can still take beside the fixed ones."""
        return np.asarray(np.maximum(self.most - self.fixed_loads, 0))

    def free(self) -> Affinities:
        """The affinities, with the fixed pairs barred from being chosen once more."""
        free = self.affinity.copy()
        free[self.fixed[:, 0], self.fixed[:, 1]] = BARRED
        return free
