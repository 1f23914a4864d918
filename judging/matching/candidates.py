"""Which pairs the solver looks at: all of them while there are few, else the promising ones and some by chance."""

import numpy as np
from numpy.typing import NDArray

from judging.matching.loads import even_load
from judging.matching.problem import BARRED, Affinities, Integers, Problem

ALL_UP_TO = 1_000_000  # pairs
# Of each project: jurors who fit best, jurors who fit best by their price, and some by chance.
FITTING, AFFORDABLE, BY_CHANCE = 12, 30, 4
SAMPLE, TURNS, FIRST_STEP = 1500, 60, 40.0  # projects, and how their demand finds the prices
CHUNK = 500  # rows at a time, so that what is sorted stays small


def candidates(problem: Problem, free: Affinities, rng: np.random.Generator) -> Integers:
    """The pairs (project, juror) that may be chosen, in an order that the seed has drawn.

    Of many, every project keeps the jurors who fit it best, and those who fit it best among the ones whom not everybody
    wants; every juror keeps the projects that fit them best; some come by chance.
    """
    needed = problem.needed > 0
    few = free.size <= ALL_UP_TO
    return shuffled((free != BARRED) & needed[:, None] if few else _promising(problem, free, needed, rng), rng)


def of_projects(free: Affinities, projects: NDArray[np.bool_], pairs: Integers, rng: np.random.Generator) -> Integers:
    """The `pairs`, and every pair that the chosen projects could have."""
    allowed = (free != BARRED) & projects[:, None]
    allowed[pairs[:, 0], pairs[:, 1]] = True
    return shuffled(allowed, rng)


def shuffled(allowed: NDArray[np.bool_], rng: np.random.Generator) -> Integers:
    """The allowed pairs, by projects and jurors in an order drawn by lot: between equal answers the seed decides."""
    projects = rng.permutation(allowed.shape[0])
    jurors = rng.permutation(allowed.shape[1])
    parts = []
    for start in range(0, len(projects), CHUNK):
        rows = projects[start : start + CHUNK]
        at, column = np.nonzero(allowed[np.ix_(rows, jurors)])
        parts.append(np.stack((rows[at], jurors[column]), axis=1))
    return np.concatenate(parts) if parts else np.empty((0, 2), dtype=np.int64)


def _promising(
    problem: Problem, free: Affinities, needed: NDArray[np.bool_], rng: np.random.Generator
) -> NDArray[np.bool_]:
    projects, jurors = free.shape
    prices = _prices(problem, free, rng)
    allowed = np.zeros(free.shape, dtype=bool)
    wanted = int(problem.needed.max())
    for start in range(0, projects, CHUNK):
        rows = free[start : start + CHUNK]
        # A little chance parts jurors who fit alike, lest the first of them be everybody's.
        fit = rows + rng.random(rows.shape, dtype=np.float32)
        priced = np.where(rows == BARRED, -np.inf, fit - prices)
        for number, values in ((FITTING + wanted, fit), (AFFORDABLE + 2 * wanted, priced)):
            best = np.argpartition(values, -min(number, jurors), axis=1)[:, -min(number, jurors) :]
            np.put_along_axis(allowed[start : start + CHUNK], best, True, axis=1)
    chance = rng.integers(0, jurors, (projects, BY_CHANCE))
    np.put_along_axis(allowed, chance, True, axis=1)
    per_juror = min(2 + int(problem.needed.sum()) // jurors, projects)
    for juror in range(jurors):
        column = free[:, juror] + rng.random(projects, dtype=np.float32)
        allowed[np.argpartition(column, projects - per_juror)[projects - per_juror :], juror] = True
    allowed[problem.kept[:, 0], problem.kept[:, 1]] = True
    for start in range(0, projects, CHUNK):
        part = slice(start, start + CHUNK)
        allowed[part] &= (free[part] != BARRED) & needed[part, None]
    return allowed


def _prices(problem: Problem, free: Affinities, rng: np.random.Generator) -> NDArray[np.float32]:
    """What a place with each juror is worth: whom more want than have room is dear, so that others come into sight.

    Found on a sample of the projects, by raising the price of who is wanted too much and lowering the others'.
    """
    sample = np.sort(rng.choice(problem.projects, min(SAMPLE, problem.projects), replace=False))
    rows = np.where(free[sample] == BARRED, -np.inf, free[sample]).astype(np.float32)
    wanted = max(int(np.median(problem.needed[sample])), 1)
    room = np.minimum(problem.room, even_load(problem)) * (len(sample) / problem.projects)
    prices = np.zeros(problem.jurors, dtype=np.float32)
    for turn in range(TURNS):
        chosen = np.argpartition(rows - prices, -wanted, axis=1)[:, -wanted:]
        asked = np.bincount(chosen.ravel(), minlength=problem.jurors)
        excess = np.clip((asked - room) / (room + 1), -1, 2)
        prices += (FIRST_STEP * (1 - turn / TURNS) * excess).astype(np.float32)
    return prices
