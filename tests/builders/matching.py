"""Projects and jurors as arrays, with known difficulties; greedy is what a careful organiser would do by hand."""

import numpy as np

from judging.matching.problem import BARRED, Affinities, Integers, Problem

TOPICS = 12
UNREAD = 0.3  # of the projects are in a language that half of the jurors do not read
IN_CONFLICT = 0.2  # of the pairs
CHUNK = 1000


def topics(projects: int, jurors: int, *, seed: int = 1) -> Affinities:
    """Twelve topics, some with far too many projects for their jurors; a language that half of the jurors lack."""
    rng = np.random.default_rng(seed)
    popularity = 1 / np.arange(1, TOPICS + 1) ** 0.8
    of_project = rng.choice(TOPICS, projects, p=popularity / popularity.sum())
    of_juror, reads = rng.integers(0, TOPICS, jurors), rng.random(jurors) < 0.5
    affinity = np.empty((projects, jurors), dtype=np.int16)
    for start in range(0, projects, CHUNK):
        rows = of_project[start : start + CHUNK]
        shape = (len(rows), jurors)
        same = rows[:, None] == of_juror[None, :]
        fit = np.where(same, rng.integers(250, 700, shape, dtype=np.int16), rng.integers(0, 250, shape, dtype=np.int16))
        foreign = (rng.random(len(rows)) < UNREAD)[:, None] & ~reads[None, :]
        fit[foreign] = fit[foreign] * 2 // 5
        fit[rng.random(shape, dtype=np.float32) < IN_CONFLICT] = BARRED
        affinity[start : start + CHUNK] = fit
    return affinity


def silos(projects: int, jurors: int, number: int, *, seed: int = 1) -> Affinities:
    """Fields that have nothing to do with each other: their jurors share no project unless somebody sees to it."""
    rng = np.random.default_rng(seed)
    same = (np.arange(projects) % number)[:, None] == (np.arange(jurors) % number)[None, :]
    inside, outside = rng.integers(500, 1000, same.shape), rng.integers(0, 300, same.shape)
    affinity = np.where(same, inside, outside).astype(np.int16)
    affinity[rng.random(same.shape) < IN_CONFLICT] = BARRED
    return affinity


def a_problem(affinity: Affinities, *, wanted: int = 3, most: int | None = None, seed: int = 7) -> Problem:
    """Every project wants so many; every juror takes `most`, or any number."""
    projects, jurors = affinity.shape
    return Problem(
        affinity,
        np.full(projects, wanted, dtype=np.int64),
        np.full(jurors, projects if most is None else most, dtype=np.int64),
        seed,
    )


def greedy(problem: Problem) -> Integers:
    """Turn after turn, each project takes the best juror who is left, at even loads; the last take what there is."""
    projects, jurors = problem.affinity.shape
    room = np.full(jurors, -(-int(problem.wanted.sum()) // jurors), dtype=np.int64)
    taken = np.zeros(problem.affinity.shape, dtype=bool)
    for turn in range(int(problem.wanted.max())):
        for project in range(projects) if turn % 2 == 0 else range(projects - 1, -1, -1):
            row = np.where(taken[project] | (room <= 0), BARRED, problem.affinity[project])
            juror = int(row.argmax())
            if row[juror] != BARRED:
                taken[project, juror] = True
                room[juror] -= 1
    return np.argwhere(taken)
