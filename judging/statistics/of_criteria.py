"""Whether a criterion tells projects apart."""

from dataclasses import dataclass

from scipy.special import fdtri

from judging.statistics.reliability import Interval, MeanSquares, alpha
from judging.statistics.scores import Floats, Scores

# A criterion discriminates when its means differ by more than chance would have them differ,
CHANCE = 0.05
# and their standard deviation is at least this share of the scale: half a point of 20.
SHARE_OF_SCALE = 0.025


@dataclass(frozen=True)
class CriterionFigures:
    """Points in hundredths; spread is the standard deviation of the projects' means."""

    alpha: Interval
    spread: float | None
    discriminates: bool


def figures(scores: Scores, values: Floats, *, scale: float) -> CriterionFigures:
    """Of one criterion: `values` are its points, one for each row of `scores`."""
    agreement = alpha(scores.project, values)
    if len(scores.entries) < 2:
        return CriterionFigures(agreement, None, discriminates=False)
    spread = float(scores.means_of(values).std(ddof=1))
    differs = spread >= SHARE_OF_SCALE * scale and _beyond_chance(scores, values)
    return CriterionFigures(agreement, spread, discriminates=differs)


def _beyond_chance(scores: Scores, values: Floats) -> bool:
    """The F test between projects; with one score for each project there is no chance to measure by."""
    projects, rows = len(scores.entries), len(scores.project)
    if rows == projects:
        return True
    if scores.is_complete:
        mean = MeanSquares.of(scores.table_of(values))
        between, within = mean.between_projects, mean.residual
        freedom = (projects - 1) * (len(scores.jurors) - 1)
    else:
        means = scores.means_of(values)
        between = float((scores.counts * (means - values.mean()) ** 2).sum()) / (projects - 1)
        freedom = rows - projects
        within = float(((values - means[scores.project]) ** 2).sum()) / freedom
    return bool(between > within * fdtri(projects - 1, freedom, 1 - CHANCE))
