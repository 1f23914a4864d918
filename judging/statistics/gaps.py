"""Whether a language or a theme fared better than another. A gap is a question to the jury, never a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from judging.statistics.scores import Floats, Ints, Scores
from judging.statistics.severity import Fit, RestrictedLikelihood

# A gap warns when it is wider than two standard errors between two groups (as rarely by chance between more), and
ERRORS = 2.0
# at least this share of the scale: half a point of 20.
SHARE_OF_SCALE = 0.025


@dataclass(frozen=True)
class GroupMean:
    """`number` is how many projects it is about."""

    name: str
    number: int
    mean: float
    error: float | None


@dataclass(frozen=True)
class GapFigures:
    groups: list[GroupMean]
    difference: float | None = None
    warns: bool = False


def errors_allowed(groups: int) -> float:
    """Two, for two groups; for more, what any of their pairs exceeds as seldom by chance (Bonferroni)."""
    pairs = max(1, groups * (groups - 1) // 2)
    return float(-ndtri(ndtr(-ERRORS) / pairs))


def of_projects(values: Floats, names: Sequence[str], *, scale: float) -> GapFigures:
    """Between groups of projects, by their scores."""
    labels, places = np.unique(np.asarray(names, dtype=object).astype(str), return_inverse=True)
    members = [values[places == place] for place in range(len(labels))]
    groups = [
        GroupMean(str(label), len(some), float(some.mean()), _error(some))
        for label, some in zip(labels, members, strict=True)
    ]
    if len(groups) < 2:
        return GapFigures(groups)
    highest, lowest = _ends([group.mean for group in groups])
    difference = groups[highest].mean - groups[lowest].mean
    upper, lower = groups[highest].error, groups[lowest].error
    error = None if upper is None or lower is None else float(np.hypot(upper, lower))
    return GapFigures(groups, difference, _warns(difference, error, len(groups), scale))


def of_jurors(scores: Scores, fit: Fit | None, names: Sequence[str], *, scale: float) -> GapFigures:
    """Between groups of jurors, compared on common projects only, so that it matters not who got the better ones.

    The groups' levels are fixed effects beside the jurors' own severities (generalised least squares, λ estimated
    anew). Two groups that nothing compares have no difference.
    """
    labels, places = np.unique(np.asarray(names, dtype=object).astype(str), return_inverse=True)
    sizes = np.bincount(places[scores.juror], minlength=len(labels))
    plain = np.bincount(places[scores.juror], scores.totals, minlength=len(labels)) / sizes
    projects = [len(np.unique(scores.project[places[scores.juror] == place])) for place in range(len(labels))]
    found = _levels(fit, places, len(labels)) if fit else None
    if found is None:
        means = zip(labels, projects, plain, strict=True)
        return GapFigures([GroupMean(str(label), number, float(mean), None) for label, number, mean in means])
    levels, covariance = found
    share = sizes / sizes.sum()
    centred = levels - share @ levels
    contrast = np.eye(len(labels)) - share
    errors = np.sqrt(np.clip(np.diag(contrast @ covariance @ contrast.T), 0, None))
    groups = [
        GroupMean(str(label), number, float(scores.totals.mean() + level), float(error))
        for label, number, level, error in zip(labels, projects, centred, errors, strict=True)
    ]
    highest, lowest = _ends(list(centred))
    apart = np.eye(len(labels))[highest] - np.eye(len(labels))[lowest]
    # One juror's severity cannot be told from that of their language.
    several = min(np.bincount(places)[[highest, lowest]]) > 1
    error = float(np.sqrt(max(0.0, apart @ covariance @ apart))) if several else None
    difference = float(apart @ levels)
    return GapFigures(groups, difference, _warns(difference, error, len(labels), scale))


def _levels(fit: Fit, places: Ints, number: int) -> tuple[Floats, Floats] | None:
    """The level of each group and their covariance; None where some two of them cannot be compared."""
    if number < 2 or fit.noise == 0 or fit.spectrum.freedom < number:
        return None
    likelihood = WithGroups(fit.spectrum, fit.spectrum.vectors.T @ np.eye(number)[places])
    if np.linalg.matrix_rank(likelihood.information(np.zeros(1))[0], tol=1e-9, hermitian=True) < number - 1:
        return None
    best = np.array([likelihood.smallest()])
    inverse = likelihood.inverse(best)[0]
    return np.asarray(inverse @ likelihood.pull(best)[0]), np.asarray(inverse * likelihood.noise(best)[0])


@dataclass(frozen=True)
class WithGroups(RestrictedLikelihood):
    """The same, with a level of its own for each group of jurors."""

    groups: Floats  # eigenvector × group

    @property
    def freedom(self) -> int:
        """A level common to all groups takes nothing up: the projects have it."""
        return self.spectrum.freedom - int(self.groups.shape[1]) + 1

    def weights(self, log_ratio: Floats) -> Floats:
        return np.asarray(1 / (1 + np.exp(log_ratio)[:, None] * self.spectrum.values))

    def information(self, log_ratio: Floats) -> Floats:
        """About the levels, at each λ; a level common to all groups is in none of it."""
        weights = self.spectrum.values * self.weights(log_ratio)
        return np.stack([(self.groups * each[:, None]).T @ self.groups for each in weights])

    def inverse(self, log_ratio: Floats) -> Floats:
        return np.asarray(np.linalg.pinv(self.information(log_ratio), rcond=1e-9, hermitian=True))

    def pull(self, log_ratio: Floats) -> Floats:
        return np.asarray((self.spectrum.projected * self.weights(log_ratio)) @ self.groups)

    def noise(self, log_ratio: Floats) -> Floats:
        pull = self.pull(log_ratio)
        explained = np.einsum("ra,rab,rb->r", pull, self.inverse(log_ratio), pull)
        left = np.maximum(self.left(log_ratio) - explained, 1e-12 * self.spectrum.squares)
        return np.asarray(left / self.freedom)

    def at(self, log_ratio: Floats) -> Floats:
        spread = np.log1p(np.exp(log_ratio)[:, None] * self.spectrum.values).sum(axis=1)
        known = np.log(np.linalg.eigvalsh(self.information(log_ratio))[:, 1:]).sum(axis=1)
        return np.asarray(self.freedom * np.log(self.noise(log_ratio)) + spread + known)


def _ends(means: list[float]) -> tuple[int, int]:
    return int(np.argmax(means)), int(np.argmin(means))


def _error(values: Floats) -> float | None:
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else None


def _warns(difference: float, error: float | None, groups: int, scale: float) -> bool:
    if error is None:
        return False
    return difference >= SHARE_OF_SCALE * scale and difference > errors_allowed(groups) * error
