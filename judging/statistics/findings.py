"""What a round's scores come to, each figure computed once: the model, whether it may be shown, and what decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from judging.analysis_shape import Refused
from judging.statistics import certainty
from judging.statistics.refusing import refusals
from judging.statistics.scores import Floats, Ints, Scores, ranks_of
from judging.statistics.severity import Fit, Silos, fit, second_eigenvalue, silos_of

# With less to learn the noise from, an interval would be a guess.
LEAST_FREEDOM = 5
DIGITS = 6  # that are kept of a figure: what follows is noise of the machine, and must not part two scores
# Neighbours are looked at down to this place, and to this many beyond the places that the bands are about: further
# down nobody deliberates, and of 20,000 projects nearly every neighbour is a statistical tie.
NEIGHBOURS, BEYOND_FIRST = 200, 50


@dataclass(frozen=True)
class Input:
    """A round as the statistics read it. `scale` is from the lowest to the highest score, in hundredths.

    `themes` and `file_languages` go by entry, `juror_languages` by juror.
    """

    scores: Scores
    criteria: Sequence[str]
    scale: float
    first: int
    decided_by: Literal["official", "calibrated"]
    seed: int
    themes: Mapping[int, str]
    file_languages: Mapping[int, str]
    juror_languages: Mapping[int, str]


class Findings:
    """Of one round with at least one score."""

    def __init__(self, given: Input) -> None:
        self.given = given
        self.scores = given.scores

    @cached_property
    def fit(self) -> Fit | None:
        return fit(self.scores)

    @cached_property
    def silos(self) -> Silos:
        return self.fit.silos if self.fit else silos_of(self.scores)

    @cached_property
    def second_eigenvalue(self) -> float | None:
        return second_eigenvalue(self.scores, self.silos)

    @cached_property
    def because(self) -> list[Refused]:
        """Why calibrated scores are not shown; empty where they are."""
        return refusals(self.scores, self.fit, self.silos)

    @property
    def corrected(self) -> Fit | None:
        """The model, where calibrated scores are shown."""
        return None if self.because else self.fit

    @cached_property
    def decides_calibrated(self) -> bool:
        """Projects that share no juror are never put in one ranking by a correction."""
        return self.given.decided_by == "calibrated" and self.corrected is not None and self.silos.number == 1

    @cached_property
    def unknown(self) -> certainty.Unknown | None:
        """What the intervals are drawn from; None where nothing honest could be drawn."""
        if (
            self.fit is None
            or self.fit.spectrum.freedom < LEAST_FREEDOM
            or self.because in (["all_equal"], ["one_juror"])
        ):
            return None
        return certainty.calibrated(self.fit) if self.decides_calibrated else certainty.official(self.fit)

    @cached_property
    def deciding_scores(self) -> Floats:
        return self.corrected.calibrated if self.decides_calibrated and self.corrected else self.scores.official

    @cached_property
    def official_order(self) -> Ints:
        """Places in the tables, best official score first, equals by their key."""
        return np.lexsort((self.scores.entries, self.scores.ranks))

    @cached_property
    def deciding_order(self) -> Ints:
        if not self.decides_calibrated:
            return self.official_order
        return np.lexsort((self.scores.entries, ranks_of(self.deciding_scores.round(DIGITS))))

    @cached_property
    def calibrated_ranks(self) -> Ints | None:
        """Within each component: nothing compares projects of two that share no juror."""
        if self.corrected is None:
            return None
        ranks = np.empty(len(self.scores.entries), dtype=np.int64)
        for silo in range(self.silos.number):
            inside = self.silos.of_project == silo
            ranks[inside] = ranks_of(self.corrected.calibrated[inside].round(DIGITS))
        return ranks

    @cached_property
    def disagreements(self) -> Floats:
        """The standard deviation of each project's totals; not a number where it has one score."""
        scores = self.scores
        within = scores.totals - scores.official[scores.project]
        squares = np.bincount(scores.project, within**2, minlength=len(scores.entries))
        lone = scores.counts < 2
        return np.where(lone, np.nan, np.sqrt(squares / np.where(lone, 1, scores.counts - 1)))

    def neighbours(self, order: Ints) -> Ints:
        """Pairs of projects that follow each other in `order`."""
        shown = order[: max(NEIGHBOURS, self.given.first + BEYOND_FIRST) + 1]
        return np.column_stack((shown[:-1], shown[1:]))
