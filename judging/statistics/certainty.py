"""How certain a rank is: draws of what the model does not know, and the chance that one project is truly better.

The official score leaves the severities in, so for it they are unknown altogether; the calibrated one has removed what
was learnt of them. Either way the interval is about the rank of the true scores. These lie closer together than the
scores, which errors have spread: pulling all of them towards their mean as far as the reliability of the scores says
(Robinson 1991) orders nothing anew, and for ranks it is the same as stretching the errors, which is what is done here.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtr

from judging.statistics.scores import Floats, Ints
from judging.statistics.severity import Fit

DRAWS = 500
AT_ONCE = 50  # draws held in memory together
LEVEL = 0.90
IN, OUT = 0.9, 0.1  # above, below: the band is clear; between, it is to deliberate
LEAST_RELIABILITY = 0.05  # below it every order is luck, and the intervals are as wide as they can be
TIE = 0.75  # neighbours of whom the first is better with less than this are a statistical tie

Band = Literal["in", "deliberate", "out"]


@dataclass(frozen=True)
class Unknown:
    """Scores of the projects, and what is not known of the severities behind them."""

    fit: Fit
    scores: Floats
    root: Floats | float  # a square root of the covariance of the severities; a number times the identity
    stretch: float  # of all errors: one over the square root of the reliability of the scores

    def difference_error(self, first: Ints, second: Ints) -> Floats:
        """The stretched standard error of the difference of two projects' scores, pair by pair."""
        shares, counts = self.fit.scores.shares, self.fit.scores.counts
        apart = shares[first] - shares[second]
        severities = apart * self.root if isinstance(self.root, float) else apart @ self.root
        squares = np.asarray((severities**2).sum(axis=1))
        plain = np.sqrt(self.fit.noise * (1 / counts[first] + 1 / counts[second]) + squares)
        return np.asarray(self.stretch * plain)


def official(fit: Fit) -> Unknown:
    stretch = _stretch(fit.project_variance, fit.added_by_official_errors)
    return Unknown(fit, fit.scores.official, float(np.sqrt(fit.severity_variance)), stretch)


def calibrated(fit: Fit) -> Unknown:
    stretch = _stretch(fit.project_variance, fit.added_by_errors)
    return Unknown(fit, fit.calibrated, fit.root * np.sqrt(fit.noise), stretch)


def _stretch(true: float, added: float) -> float:
    reliability = true / (true + added) if true + added > 0 else 1.0
    return float(1 / np.sqrt(max(LEAST_RELIABILITY, reliability)))


@dataclass(frozen=True)
class Certainty:
    """Of each project: the interval of its rank, and the probability of being among the first."""

    low: Ints
    high: Ints
    in_first: Floats


def certainty(unknown: Unknown, *, first: int, seed: int) -> Certainty:
    """From `DRAWS` draws; the same seed gives the same answer."""
    if unknown.fit.noise == 0:  # every juror said the same, and so would every draw
        ranks = unknown.fit.scores.ranks
        return Certainty(ranks, ranks, (ranks <= first).astype(float))
    drawn = np.sort(drawn_ranks(unknown, seed=seed), axis=1)
    outside = round(DRAWS * (1 - LEVEL) / 2)
    return Certainty(
        low=drawn[:, outside].astype(np.int64),
        high=drawn[:, DRAWS - 1 - outside].astype(np.int64),
        in_first=(drawn <= first).mean(axis=1),
    )


def drawn_ranks(unknown: Unknown, *, seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    """The rank of each project in each draw."""
    random = np.random.default_rng(seed)
    fit = unknown.fit
    projects, jurors = fit.scores.shares.shape
    noise = np.sqrt(fit.noise / fit.scores.counts)[:, None]
    ranks = np.empty((projects, DRAWS), dtype=np.int32)
    places = np.arange(1, projects + 1, dtype=np.int32)[:, None]
    for start in range(0, DRAWS, AT_ONCE):
        severities = random.standard_normal((jurors, AT_ONCE))
        severities = unknown.root * severities if isinstance(unknown.root, float) else unknown.root @ severities
        errors = fit.scores.shares @ severities + noise * random.standard_normal((projects, AT_ONCE))
        errors *= unknown.stretch
        best_first = np.argsort(-(unknown.scores[:, None] + errors), axis=0, kind="stable")
        np.put_along_axis(ranks[:, start : start + AT_ONCE], best_first, places, axis=0)
    return ranks


def band(probability: float) -> Band:
    if probability > IN:
        return "in"
    return "out" if probability < OUT else "deliberate"


def probabilities(unknown: Unknown, first: Ints, second: Ints) -> Floats:
    """That the first of each pair is truly better than the second."""
    apart = unknown.scores[first] - unknown.scores[second]
    error = unknown.difference_error(first, second)
    sure = np.where(apart == 0, 0.5, np.where(apart > 0, 1.0, 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(error > 0, ndtr(apart / error), sure)
