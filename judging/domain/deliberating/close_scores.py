"""Statistical ties: neighbours of the final ranking whose scores differ by less than the data can carry.

They are put before the jury to talk about, and never reorder anything: only equal scores are parted, by the rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from judging.analysis_shape import Result
from judging.domain import analysing
from judging.domain.deliberating.ties import Placed
from judging.models import Round


@dataclass(frozen=True)
class StatisticalTie:
    """Two neighbours, and the probability that the upper one is truly better."""

    upper: Placed
    lower: Placed
    probability: float


def close_scores(round: Round, placed: Sequence[Placed] | None) -> list[StatisticalTie] | None:
    """As `statistical_ties` of the present analysis; four queries, none while the ranking itself waits for it."""
    return None if placed is None else statistical_ties(placed, analysing.latest(round))


def statistical_ties(placed: Sequence[Placed], result: Result | None) -> list[StatisticalTie] | None:
    """Those that touch the places in question, best first; None while there is no analysis of the present scores.

    `placed` is the final ranking. Equal scores are left out: the rules part them.
    """
    if result is None:
        return None
    probabilities = {frozenset((tie["first"], tie["second"])): tie["probability"] for tie in result["ties"]}
    ranked = [each for each in placed if each.rank is not None]
    return [
        StatisticalTie(upper, lower, probabilities[both])
        for upper, lower in pairwise(ranked)
        if (upper.rank or 0) <= result["first"] and upper.deciding != lower.deciding
        for both in [frozenset((upper.entry.pk, lower.entry.pk))]
        if both in probabilities
    ]
