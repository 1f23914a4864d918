"""What the scores say of each juror, for the president alone: spread, consistency, and whether the scale is another."""

from dataclasses import dataclass

import numpy as np

from judging.statistics.scores import Floats, Scores
from judging.statistics.severity import Fit

FEW = 3  # with fewer scores nothing is said of a juror
ERRORS = 2.0  # a slope of more than so many standard errors,
STEEP = 0.2  # and at least a fifth steeper or flatter than the colleagues', is another scale


@dataclass(frozen=True)
class Habits:
    """None is "cannot be said"; points in hundredths."""

    spread: float | None = None
    consistency: float | None = None
    slope: float | None = None
    slope_error: float | None = None

    @property
    def has_another_scale(self) -> bool:
        """Whether the juror spreads good and weak projects clearly more, or less, than the colleagues."""
        if self.slope is None or self.slope_error is None:
            return False
        return abs(self.slope) >= STEEP and abs(self.slope) > ERRORS * self.slope_error


def habits(scores: Scores, fit: Fit | None) -> list[Habits]:
    """Of each juror, in the order of `scores.jurors`."""
    order = np.argsort(scores.juror, kind="stable")
    bounds = np.concatenate(([0], np.cumsum(scores.counts_of_jurors)))
    colleagues = _means_of_colleagues(scores)
    quality = (fit.calibrated if fit else scores.official)[scores.project]
    severities = (fit.severities if fit else np.zeros(len(scores.jurors)))[scores.juror]
    left = scores.totals - quality - severities
    return [
        _habits(scores.totals[rows], colleagues[rows], quality[rows], left[rows])
        for rows in np.split(order, bounds[1:-1])
    ]


def _habits(totals: Floats, colleagues: Floats, quality: Floats, left: Floats) -> Habits:
    spread = float(totals.std(ddof=1)) if len(totals) > 1 else None
    shared = np.isfinite(colleagues)
    if shared.sum() < FEW:
        return Habits(spread)
    slope, error = _line(quality[shared], left[shared])
    return Habits(spread, _correlation(totals[shared], colleagues[shared]), slope, error)


def _means_of_colleagues(scores: Scores) -> Floats:
    """Of each row, what the other jurors of its project gave on average; not a number where there are none."""
    others = scores.counts[scores.project] - 1
    sums = np.bincount(scores.project, scores.totals)[scores.project] - scores.totals
    return np.asarray(np.divide(sums, others, out=np.full(len(sums), np.nan), where=others > 0))


def _correlation(first: Floats, second: Floats) -> float | None:
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    return float(np.clip(np.corrcoef(first, second)[0, 1], -1, 1))


def _line(across: Floats, values: Floats) -> tuple[float | None, float | None]:
    """The slope of the least-squares line, and its standard error."""
    centred = across - across.mean()
    squares = float(centred @ centred)
    if squares <= 1e-9:
        return None, None
    slope = float(centred @ values) / squares
    rest = values - values.mean() - slope * centred
    return slope, float(np.sqrt(rest @ rest / max(1, len(values) - 2) / squares))
