"""A jury whose truth is known: score = round(60 + 12 (quality + severity + 0.8 noise)), from 0 to 100.

Quality has a standard deviation of one, which is 12 points. A juror with another scale multiplies all that is said.
"""

from dataclasses import dataclass, field

import numpy as np

from judging.statistics.scores import Floats, Ints, Scores

SILOS = 6


@dataclass(frozen=True)
class Jury:
    """Its size, and what is wrong with it."""

    projects: int = 300
    jurors: int = 30
    each: int = 3
    severity: float = 0.7
    heavy_tails: bool = False
    scales: float = 0.0  # standard deviation of the logarithm of the jurors' scales
    silos: int = 1
    apart: float = 0.0  # from the worst silo to the best, in quality
    bridges: int = 0  # projects of each silo on which a juror of another one sits


@dataclass(frozen=True)
class Round:
    scores: Scores
    truth: Floats
    silos: Ints = field(repr=False)


def simulated(jury: Jury, *, seed: int) -> Round:
    """One round of it."""
    random = np.random.default_rng(seed)
    silo = np.arange(jury.projects) * jury.silos // jury.projects
    level = (
        np.linspace(-jury.apart / 2, jury.apart / 2, jury.silos)[silo] if jury.silos > 1 else np.zeros(jury.projects)
    )
    truth = random.normal(size=jury.projects) + level
    severity = jury.severity * random.normal(size=jury.jurors)
    scale = np.exp(jury.scales * random.normal(size=jury.jurors))
    juror = _seats(jury, silo, random)
    project = np.repeat(np.arange(jury.projects), jury.each)
    noise = random.standard_t(3, len(project)) / np.sqrt(3) if jury.heavy_tails else random.normal(size=len(project))
    said = scale[juror] * (truth[project] + severity[juror] + 0.8 * noise)
    score = np.clip(np.round(60 + 12 * said), 0, 100)
    return Round(Scores.of(project.tolist(), juror.tolist(), score.astype(int)[:, None].tolist(), [1]), truth, silo)


def spearman(first: Floats, second: Floats) -> float:
    return float(np.corrcoef(_mean_ranks(first), _mean_ranks(second))[0, 1])


def true_ranks(truth: Floats) -> Ints:
    return np.argsort(np.argsort(-truth)) + 1


def _seats(jury: Jury, silo: Ints, random: np.random.Generator) -> Ints:
    """Which jurors read each project: loads equal within one, nobody twice, and the bridges between silos."""
    seats = np.empty((jury.projects, jury.each), dtype=np.int64)
    of_silo = np.arange(jury.jurors) * jury.silos // jury.jurors
    for number in range(jury.silos):
        mine, theirs = np.flatnonzero(silo == number), np.flatnonzero(of_silo == number)
        seats[mine] = _dealt(len(mine), theirs, jury.each, random)
    for number in range(jury.silos if jury.bridges else 0):
        others = np.flatnonzero(of_silo == (number + 1) % jury.silos)
        bridged = random.choice(np.flatnonzero(silo == number), jury.bridges, replace=False)
        seats[bridged, 0] = random.choice(others, jury.bridges)
    return seats.ravel()


def _dealt(projects: int, jurors: Ints, each: int, random: np.random.Generator) -> Ints:
    """Every juror in turn, shuffled anew each time round; whoever would sit twice swaps with another seat."""
    rounds = -(-projects * each // len(jurors))
    dealt = np.concatenate([random.permutation(jurors) for _ in range(rounds)])[: projects * each]
    seats = dealt.reshape(projects, each)
    for _attempt in range(1000):
        ordered = np.sort(seats, axis=1)
        twice = np.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).any(axis=1))
        if not len(twice):
            return seats
        for place in twice:
            other, seat = random.integers(projects), random.integers(each)
            mine = random.integers(each)
            seats[place, mine], seats[other, seat] = seats[other, seat], seats[place, mine]
    raise AssertionError(f"{each} jurors of {len(jurors)} cannot be dealt to {projects} projects")


def _mean_ranks(values: Floats) -> Floats:
    _values, places, numbers = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(numbers) - (numbers - 1) / 2)[places])
