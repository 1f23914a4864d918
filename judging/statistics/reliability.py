"""How far the jury agrees: intraclass correlations, Krippendorff's alpha, Kendall's W.

Shrout & Fleiss, "Intraclass Correlations: Uses in Assessing Rater Reliability", Psychological Bulletin 86 (1979);
Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011); Kendall & Gibbons, "Rank Correlation Methods" (1990).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtri, stdtrit

from judging.statistics.scores import Floats, Ints, Scores
from judging.statistics.severity import Fit

LEVEL = 0.90
UPPER = (1 + LEVEL) / 2


@dataclass(frozen=True)
class Interval:
    """A figure with its 90 % interval."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


UNKNOWN = Interval()


@dataclass(frozen=True)
class MeanSquares:
    """Of a complete projects × jurors table, in the terms of Shrout & Fleiss."""

    projects: int
    jurors: int
    between_projects: float  # BMS
    within_projects: float  # WMS
    between_jurors: float  # JMS
    residual: float  # EMS

    @classmethod
    def of(cls, table: Floats) -> "MeanSquares":
        projects, jurors = table.shape
        whole = table.mean()
        rows, columns = table.mean(axis=1) - whole, table.mean(axis=0) - whole
        residual = table - whole - rows[:, None] - columns
        return cls(
            projects,
            jurors,
            between_projects=float(jurors * (rows**2).sum() / (projects - 1)),
            within_projects=float(((table - whole - rows[:, None]) ** 2).sum() / (projects * (jurors - 1))),
            between_jurors=float(projects * (columns**2).sum() / (jurors - 1)),
            residual=float((residual**2).sum() / ((projects - 1) * (jurors - 1))),
        )


def shrout_fleiss(table: Floats, *, upper: float = UPPER) -> dict[str, Interval]:
    """The six forms, by name: "1,1", "2,1", "3,1" of one juror, "1,k", "2,k", "3,k" of the mean of all.

    Empty where a table has fewer than two rows or columns, or does not vary.
    """
    if min(table.shape) < 2 or np.ptp(table) == 0:
        return {}
    mean = MeanSquares.of(table)
    n, k = mean.projects, mean.jurors
    one_way = _single(mean.between_projects, mean.within_projects, k, (n - 1, n * (k - 1)), upper)
    consistent = _single(mean.between_projects, mean.residual, k, (n - 1, (n - 1) * (k - 1)), upper)
    agreeing = _two_way_random(mean, upper)
    singles = {"1": one_way, "2": agreeing, "3": consistent}
    return {
        **{f"{form},1": single for form, single in singles.items()},
        **{f"{form},k": of_mean(single, k) for form, single in singles.items()},
    }


def of_mean(single: Interval, number: float) -> Interval:
    """What the mean of `number` jurors has, when one has `single` (Spearman & Brown)."""
    return Interval(*(_stepped(each, number) for each in (single.value, single.low, single.high)))


def from_variances(fit: Fit, *, official: bool) -> tuple[Interval, Interval]:
    """ICC of the mean score of a project, and of a single score, where jurors scored different projects.

    Var(project) / (Var(project) + noise / k), with the severities among the noise of the official score, which keeps
    them. The interval is that of the ratio of variances, as for a complete table.
    """
    scores = fit.scores
    number = float(len(scores.counts) / (1 / scores.counts).sum())
    noise = fit.noise + (fit.severity_variance if official else 0.0)
    jurors_out = 0 if official else len(scores.jurors) - fit.silos.number
    freedom = (len(scores.entries) - 1, len(scores.project) - len(scores.entries) - jurors_out)
    if min(freedom) < 1 or fit.project_variance + noise == 0:
        return UNKNOWN, UNKNOWN
    single = _single(noise + number * fit.project_variance, noise, number, freedom, UPPER)
    return of_mean(single, number), single


def alpha(units: Ints, values: Floats) -> Interval:
    """Krippendorff's alpha for interval data; `units` numbers the unit of each value, missing values are absent.

    Units with one value are left out. The interval is the jackknife's over units.
    """
    units = np.unique(units, return_inverse=True)[1]
    numbers = np.bincount(units)
    pairable = numbers[units] > 1
    units, values = np.unique(units[pairable], return_inverse=True)[1], values[pairable]
    if len(values) == 0 or np.ptp(values) == 0:
        return UNKNOWN
    values = values - values.mean()
    parts = np.array([np.bincount(units), np.bincount(units, values), np.bincount(units, values**2)], dtype=float)
    number, total, square = parts
    observed = 2 * (number * square - total**2) / (number - 1)
    value = float(_alpha(np.append(parts.sum(axis=1), observed.sum())[:, None])[0])
    if len(number) < 3:
        return Interval(value)
    left_out = _alpha(np.vstack([parts, observed]).sum(axis=1)[:, None] - np.vstack([parts, observed]))
    if not np.all(np.isfinite(left_out)):
        return Interval(value)
    error = np.sqrt((len(number) - 1) * left_out.var())
    reach = float(stdtrit(len(number) - 1, UPPER) * error)
    return Interval(value, max(-1.0, value - reach), min(1.0, value + reach))


def concordance(table: Floats) -> float | None:
    """Kendall's W of the jurors' rankings, corrected for ties; None where nobody ranks anything."""
    projects, jurors = table.shape
    if min(projects, jurors) < 2:
        return None
    ranks = np.column_stack([_mean_ranks(column) for column in table.T])
    sums = ranks.sum(axis=1)
    ties = sum(float((numbers**3 - numbers).sum()) for numbers in (_numbers(column) for column in table.T))
    largest = jurors**2 * (projects**3 - projects) - jurors * ties
    return None if largest <= 0 else float(12 * ((sums - sums.mean()) ** 2).sum() / largest)


def of_totals(scores: Scores, fit: Fit | None, *, official: bool) -> tuple[Interval, Interval, dict[str, Interval]]:
    """ICC of the mean, of a single score, and all six forms where the table is complete.

    On a complete table the severities cancel in every comparison of projects, so it is the consistency, form 3.
    """
    forms = shrout_fleiss(scores.table_of(scores.totals)) if scores.is_complete else {}
    if forms:
        return forms["3,k"], forms["3,1"], forms
    if fit is None or len(scores.entries) < 2:
        return UNKNOWN, UNKNOWN, {}
    return (*from_variances(fit, official=official), {})


def _single(between: float, error: float, number: float, freedom: tuple[float, float], upper: float) -> Interval:
    """ICC of one score from two mean squares, with the interval that the F distribution gives."""
    if error == 0:
        return Interval(1.0, 1.0, 1.0)
    ratio = between / error
    low, high = ratio / fdtri(*freedom, upper), ratio * fdtri(*reversed(freedom), upper)
    return Interval(*(float((each - 1) / (each + number - 1)) for each in (ratio, low, high)))


def _two_way_random(mean: MeanSquares, upper: float) -> Interval:
    """ICC(2,1), with the approximate interval of Shrout & Fleiss, p. 424."""
    n, k = mean.projects, mean.jurors
    below = mean.between_projects + (k - 1) * mean.residual + k * (mean.between_jurors - mean.residual) / n
    if below <= 0:
        return UNKNOWN
    value = (mean.between_projects - mean.residual) / below
    if mean.residual == 0 or value >= 1 or value <= 0:
        return Interval(max(-1.0, value))  # the interval is an approximation for agreement, not for its opposite
    ratio = mean.between_jurors / mean.residual
    part, rest = k * value * ratio, n * (1 + (k - 1) * value) - k * value
    degrees = (k - 1) * (n - 1) * (part + rest) ** 2 / ((n - 1) * part**2 + rest**2)
    if not 0 < degrees < np.inf:
        return Interval(value)
    others = k * mean.between_jurors + (k * n - k - n) * mean.residual
    f_low, f_high = float(fdtri(n - 1, degrees, upper)), float(fdtri(degrees, n - 1, upper))
    low = n * (mean.between_projects - f_low * mean.residual) / (f_low * others + n * mean.between_projects)
    high = n * (f_high * mean.between_projects - mean.residual) / (others + n * f_high * mean.between_projects)
    return Interval(value, max(-1.0, float(low)), min(1.0, float(high)))


def _stepped(single: float | None, number: float) -> float | None:
    """Less than everything is -1: below it a correlation says no more."""
    if single is None:
        return None
    below = 1 + (number - 1) * single
    return max(-1.0, number * single / below) if below > 0 else -1.0


def _alpha(parts: Floats) -> Floats:
    """From columns of: number of values, their sum, that of their squares, the observed disagreement."""
    number, total, square, observed = parts
    expected = 2 * (number * square - total**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - (number - 1) * observed / expected)


def _mean_ranks(values: Floats) -> Floats:
    """Ranks from 1, equal values sharing the mean of theirs."""
    places, numbers = np.unique(values, return_inverse=True, return_counts=True)[1:]
    last = np.cumsum(numbers)
    return np.asarray((last - (numbers - 1) / 2)[places])


def _numbers(values: Floats) -> Ints:
    return np.asarray(np.unique(values, return_counts=True)[1])
