"""When calibrated scores are not shown, and why.

Thresholds were found on simulated juries with known truth: together they let a ranking get worse in no more than a few
of a hundred rounds without differences of severity.
"""

import numpy as np

from judging.analysis_shape import Refused
from judging.statistics.scores import Scores
from judging.statistics.severity import Fit, Silos

LIKELIHOOD_RATIO = 2.71  # 10 % point of a variance at the edge of what it can be
LEARNT = 0.5  # median over the jurors
FREE = 30  # data beyond what the projects and the jurors take up


def free_data(scores: Scores, silos: Silos) -> int:
    return len(scores.project) - len(scores.entries) - len(scores.jurors) + silos.number


def refusals(scores: Scores, fit: Fit | None, silos: Silos) -> list[Refused]:
    """Why not; empty where the data carry a correction. What makes the question void stands alone."""
    if len(scores.jurors) == 1:
        return ["one_juror"]
    if np.all(scores.weighted == scores.weighted[0]):
        return ["all_equal"]
    if scores.is_complete:
        return ["cancels"]
    if fit is None:
        return ["one_score_each"]
    found: list[Refused] = []
    if fit.likelihood_ratio <= LIKELIHOOD_RATIO:
        found.append("no_severity")
    if np.median(fit.learnt) < LEARNT:
        found.append("little_learnt")
    if free_data(scores, silos) < FREE:
        found.append("too_few")
    return found
