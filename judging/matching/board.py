"""Who reads what while it is being improved: slots of projects, and trades between two of them."""

import numpy as np
from numpy.typing import NDArray

from judging.matching.problem import BARRED, Affinities, Integers

EMPTY = -1


class Board:
    """`slots` holds the juror of each slot of each project (`EMPTY` where one lacks); a trade swaps two jurors.

    Loads never change. How well a project is served is the sum of its affinities, or, where projects have unlike
    numbers of jurors, that sum scaled to the largest number.
    """

    def __init__(self, affinity: Affinities, pairs: Integers, standing: Integers) -> None:
        """`standing` pairs are not traded."""
        self.affinity = affinity
        every = np.concatenate((standing, pairs)).astype(np.int64)
        order = np.lexsort((every[:, 1], every[:, 0]))
        every, is_standing = every[order], (order < len(standing))
        self.counts = np.bincount(every[:, 0], minlength=affinity.shape[0])
        self.depth = int(self.counts.max(initial=1)) or 1
        self.slots = np.full((affinity.shape[0], self.depth), EMPTY, dtype=np.int64)
        self.tradable = np.zeros(self.slots.shape, dtype=bool)
        places = np.arange(len(every)) - np.repeat(np.cumsum(self.counts) - self.counts, self.counts)
        self.slots[every[:, 0], places] = every[:, 1]
        self.tradable[every[:, 0], places] = ~is_standing
        self.values = np.zeros(self.slots.shape, dtype=np.int64)
        # A pair that stands though it is barred by now adds nothing.
        self.values[every[:, 0], places] = np.maximum(affinity[every[:, 0], every[:, 1]], 0)
        self.sums = self.values.sum(axis=1)
        self.scale = self.depth / np.maximum(self.counts, 1)
        self._index()

    @property
    def levels(self) -> NDArray[np.float64]:
        """How well each project is served."""
        return np.asarray(self.sums * self.scale)

    @property
    def total(self) -> int:
        return int(self.sums.sum())

    def pairs(self) -> Integers:
        """The traded pairs as rows (project, juror), without those that stand."""
        projects, places = np.nonzero(self.tradable)
        return np.stack((projects, self.slots[projects, places]), axis=1)

    def slots_of(self, juror: int) -> Integers:
        """The numbers of the juror's slots that can be traded."""
        held = self._held[juror]
        return np.asarray(held[held != EMPTY])

    def trade(self, mine: int, theirs: int) -> None:
        """Swap the jurors of two slots, given by their numbers."""
        jurors = self.slots.ravel()
        one, other = int(jurors[mine]), int(jurors[theirs])
        for slot, juror in ((mine, other), (theirs, one)):
            project = slot // self.depth
            value = int(self.affinity[project, juror])
            self.sums[project] += value - self.values.ravel()[slot]
            self.values.ravel()[slot] = value
            jurors[slot] = juror
        self._held[one][self._held[one] == mine] = theirs
        self._held[other][self._held[other] == theirs] = mine
        for project in (mine // self.depth, theirs // self.depth):
            self._reads[project, :] = False
            self._reads[project, self.slots[project][self.slots[project] != EMPTY]] = True

    def partners(self, mine: int, most: int) -> tuple[Integers, Integers, Integers]:
        """Trades that serve the project of slot `mine` better: (slots, its new sums, the partners' new sums).

        Those with the `most` jurors who fit it best.
        """
        project, juror = mine // self.depth, int(self.slots.ravel()[mine])
        row = self.affinity[project]
        better = np.nonzero((row > self.values.ravel()[mine]) & ~self._reads[project])[0]
        if len(better) > most:
            better = better[np.argpartition(row[better], len(better) - most)[len(better) - most :]]
        slots = self._held[better].ravel()
        slots = slots[slots != EMPTY]
        others = slots // self.depth
        gained = self.affinity[others, juror].astype(np.int64)
        possible = (gained != BARRED) & ~self._reads[others, juror]
        slots, others, gained = slots[possible], others[possible], gained[possible]
        mine_after = self.sums[project] - self.values.ravel()[mine] + row[self.slots.ravel()[slots]]
        return slots, mine_after, self.sums[others] - self.values.ravel()[slots] + gained

    def reads(self, project: int, juror: int) -> bool:
        return bool(self._reads[project, juror])

    def _index(self) -> None:
        """The slots by juror, and who reads what as a table of bits."""
        numbers = np.nonzero(self.tradable.ravel())[0]
        owners = self.slots.ravel()[numbers]
        order = np.argsort(owners, kind="stable")
        numbers, owners = numbers[order], owners[order]
        loads = np.bincount(owners, minlength=self.affinity.shape[1])
        self._held = np.full((len(loads), int(loads.max(initial=1)) or 1), EMPTY, dtype=np.int64)
        self._held[owners, np.arange(len(owners)) - np.repeat(np.cumsum(loads) - loads, loads)] = numbers
        self._reads = np.zeros(self.affinity.shape, dtype=bool)
        projects, places = np.nonzero(self.slots != EMPTY)
        self._reads[projects, self.slots[projects, places]] = True
