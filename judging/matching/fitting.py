"""Affinities of all pairs at once, from parts such as theme or language; the same figures as for one pair in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from judging.matching.problem import BARRED, Affinities

CHUNK = 1000  # projects at a time
HUNDRED = 100


@dataclass(frozen=True)
class Part:
    """What projects and people have in common: `weight` points for `enough` marks (0: all that the project has).

    Marks are whole numbers. Where one of the two says nothing, `unsaid` hundredths of the weight are given.
    """

    weight: int
    enough: int
    unsaid: int
    projects: Sequence[Sequence[int]]
    people: Sequence[Sequence[int]]


def affinities(parts: Iterable[Part], projects: int, people: int) -> Affinities:
    """The sum of the parts for every pair, 0 to 1000 as the weights sum."""
    total = np.zeros((projects, people), dtype=np.int16)
    for part in parts:
        marks = 1 + max((mark for row in (*part.projects, *part.people) for mark in row), default=0)
        have, want = _table(part.people, marks).T.tocsc(), _table(part.projects, marks)
        counts = np.array([len(set(row)) for row in part.projects], dtype=np.int64)
        silent = np.array([not row for row in part.people], dtype=bool)
        for start in range(0, projects, CHUNK):
            rows = slice(start, start + CHUNK)
            common = np.asarray((want[rows] @ have).todense()).astype(np.int64)
            enough = np.full(common.shape[0], part.enough) if part.enough else np.maximum(counts[rows], 1)
            points = part.weight * np.minimum(common, enough[:, None]) // enough[:, None]
            points[:, silent] = part.weight * part.unsaid // HUNDRED
            points[counts[rows] == 0] = part.weight * part.unsaid // HUNDRED
            total[rows] += points.astype(np.int16)
    return total


def bar(affinity: Affinities, pairs: Iterable[tuple[int, int]]) -> None:
    """Bar these pairs (project, person)."""
    listed = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    affinity[listed[:, 0], listed[:, 1]] = BARRED


def _table(rows: Sequence[Sequence[int]], marks: int) -> sparse.csr_matrix:
    places = [(number, mark) for number, row in enumerate(rows) for mark in set(row)]
    at = np.array(places, dtype=np.int64).reshape(-1, 2)
    return sparse.csr_matrix((np.ones(len(at), dtype=np.int32), (at[:, 0], at[:, 1])), (len(rows), marks))
