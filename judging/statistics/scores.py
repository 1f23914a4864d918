"""The scores of a round as arrays, in one order whatever the order of the rows they came in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import lcm

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Exact = npt.NDArray[np.int64] | npt.NDArray[np.object_]

# Below it, products of sums, counts and their least common multiple are whole numbers that 64 bits hold.
LARGEST = 2**62


@dataclass(frozen=True)
class Scores:
    """A row is one juror's judgement of one project.

    `entries` and `jurors` are the keys, ascending; `project` and `juror` say of each row which of them it is about.
    Rows go by project, then juror, each pair once. `points` has a column for each criterion, in hundredths.
    """

    entries: Ints
    jurors: Ints
    project: Ints
    juror: Ints
    points: Ints
    weights: Ints

    @classmethod
    def of(
        cls, entries: Sequence[int], jurors: Sequence[int], points: Sequence[Sequence[int]], weights: Sequence[int]
    ) -> "Scores":
        """From columns of equal length: the entry and the juror of each row, and its points by criterion."""
        entry_keys, project = np.unique(np.asarray(entries, dtype=np.int64), return_inverse=True)
        juror_keys, juror = np.unique(np.asarray(jurors, dtype=np.int64), return_inverse=True)
        rows = np.lexsort((juror, project))
        table = np.asarray(points, dtype=np.int64).reshape(len(rows), len(weights))
        return cls(entry_keys, juror_keys, project[rows], juror[rows], table[rows], np.asarray(weights, dtype=np.int64))

    @cached_property
    def weighted(self) -> Ints:
        """Points × weights of each row, exact."""
        return self.points @ self.weights

    @cached_property
    def totals(self) -> Floats:
        """The weighted total of each row, in hundredths of a point."""
        return self.weighted / int(self.weights.sum())

    @cached_property
    def counts(self) -> Ints:
        """Scores of each project."""
        return np.bincount(self.project, minlength=len(self.entries))

    @cached_property
    def counts_of_jurors(self) -> Ints:
        return np.bincount(self.juror, minlength=len(self.jurors))

    @cached_property
    def sums(self) -> Ints:
        """The weighted totals of each project together, exact."""
        sums = np.zeros(len(self.entries), dtype=np.int64)
        np.add.at(sums, self.project, self.weighted)
        return sums

    @cached_property
    def official(self) -> Floats:
        """The official score of each project for display, in hundredths of a point."""
        return self.means_of(self.totals)

    @cached_property
    def ranks(self) -> Ints:
        """1, 1, 3: the exact ranking by the official score."""
        return ranks_of(comparable(self.sums, self.counts))

    @cached_property
    def who(self) -> csr_array:
        """Project × juror: one where the juror scored the project."""
        ones = np.ones(len(self.project))
        return csr_array((ones, (self.project, self.juror)), shape=(len(self.entries), len(self.jurors)))

    @cached_property
    def shares(self) -> csr_array:
        """Project × juror: which share of the project's mean the juror's score is."""
        share = 1 / self.counts[self.project]
        return csr_array((share, (self.project, self.juror)), shape=self.who.shape)

    @property
    def is_complete(self) -> bool:
        """Every juror scored every project."""
        return len(self.project) == len(self.entries) * len(self.jurors)

    def means_of(self, values: Floats) -> Floats:
        """The mean of `values`, one for each row, by project."""
        return np.bincount(self.project, values, minlength=len(self.entries)) / self.counts

    def table_of(self, values: Floats) -> Floats:
        """`values`, one for each row, as a project × juror table; only where it is complete."""
        return values.reshape(len(self.entries), len(self.jurors))


def comparable(sums: Ints, counts: Ints) -> Exact:
    """Whole numbers in the order of the means `sums / counts`, equal where these are equal."""
    common = lcm(*(int(count) for count in np.unique(counts)))
    if common * int(np.abs(sums).max(initial=0)) < LARGEST:
        return sums * (common // counts)
    return np.array(
        [int(each) * (common // int(count)) for each, count in zip(sums, counts, strict=True)], dtype=object
    )


def ranks_of(values: Exact | Floats) -> Ints:
    """The largest is first; equal values share a rank (1, 1, 3)."""
    _ascending, places, numbers = np.unique(values, return_inverse=True, return_counts=True)
    not_above = np.cumsum(numbers)
    return np.asarray(1 + len(values) - not_above[places], dtype=np.int64)
