"""How severe each juror is, learnt inside shared projects only: projects free, severities shrunk towards zero.

    score = project + severity of the juror + noise,   severity ~ N(0, s²·λ),   noise ~ N(0, s²)

Projects are swept out exactly; what is left depends on the jurors through the Laplacian K of their graph, so that its
eigenvalues give the restricted likelihood (Patterson & Thompson 1971) of λ at the cost of one sum. Severities are
best linear unbiased predictions (Robinson 1991). What K cannot tell (a silo's common level) stays at zero.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import block_array, diags_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import eigsh

from judging.statistics.scores import Floats, Ints, Scores

# log λ is looked for between these; the lower one is "no differences of severity".
LOWEST, HIGHEST = -9.0, 6.0
POINTS, ROUNDS = 61, 4  # of the search: a grid, narrowed around its best point each time
SMALL_JURY = 100  # up to it, all eigenvalues are had sooner than two of them
CHUNK = 1000  # projects whose error is computed at once, so that no dense projects × jurors table is ever made


@dataclass(frozen=True)
class Silos:
    """The parts of a round that share no juror; numbered from 0 in the order of their first project."""

    of_project: Ints
    of_juror: Ints
    number: int


@dataclass(frozen=True)
class Spectrum:
    """The scores with the projects swept out, in the directions of the Laplacian's eigenvectors."""

    values: Floats  # eigenvalues
    vectors: Floats
    projected: Floats  # what the jurors gave above the projects' means, along each
    squares: float  # within the projects
    freedom: int

    @classmethod
    def of(cls, scores: Scores) -> "Spectrum":
        within = scores.totals - scores.official[scores.project]
        values, vectors = np.linalg.eigh(laplacian(scores))
        # A direction that nothing ties is exactly one, so that rounding tells nothing about it.
        values = np.where(values > 1e-9 * max(1.0, float(values[-1])), values, 0.0)
        above = np.bincount(scores.juror, within, minlength=len(scores.jurors))
        freedom = len(scores.project) - len(scores.entries)
        return cls(values, vectors, vectors.T @ above, float(within @ within), freedom)


@dataclass(frozen=True)
class Fit:
    """The model of one round. Variances are in squared hundredths of a point."""

    scores: Scores
    silos: Silos
    spectrum: Spectrum
    noise: float
    ratio: float  # λ: variance of the severities over that of the noise
    likelihood_ratio: float
    severities: Floats

    @cached_property
    def inverse(self) -> Floats:
        """(K + I/λ)⁻¹: the covariance of what is not known of the severities, in units of the noise."""
        return self._power(1.0)

    @cached_property
    def root(self) -> Floats:
        """Its symmetric root, so that draws do not depend on the signs that the eigenvectors happen to come with."""
        return self._power(0.5)

    def _power(self, exponent: float) -> Floats:
        if self.ratio == 0:
            return np.zeros((len(self.severities), len(self.severities)))
        held = (self.spectrum.values + 1 / self.ratio) ** -exponent
        return np.asarray((self.spectrum.vectors * held) @ self.spectrum.vectors.T)

    @property
    def severity_variance(self) -> float:
        return self.noise * self.ratio

    @cached_property
    def learnt(self) -> Floats:
        """Of each juror: 0 nothing learnt, 1 all."""
        if self.ratio == 0:
            return np.zeros(len(self.severities))
        return np.clip(1 - np.diag(self.inverse) / self.ratio, 0, 1)

    @cached_property
    def errors_of_severities(self) -> Floats:
        return np.asarray(np.sqrt(np.clip(np.diag(self.inverse) * self.noise, 0, None)))

    @cached_property
    def calibrated(self) -> Floats:
        """The score of each project with the severities of its jurors removed."""
        return np.asarray(self.scores.official - self.scores.shares @ self.severities)

    @cached_property
    def variances(self) -> Floats:
        """Of the calibrated score of each project."""
        shares, found = self.scores.shares, np.empty(len(self.scores.entries))
        for first in range(0, len(found), CHUNK):
            some = shares[first : first + CHUNK]
            found[first : first + CHUNK] = some.multiply(some @ self.inverse).sum(axis=1)
        return self.noise * (1 / self.scores.counts + found)

    @cached_property
    def official_variances(self) -> Floats:
        """Of the official score of each project, the severities of its jurors not being known."""
        squares = self.scores.shares.multiply(self.scores.shares).sum(axis=1)
        return np.asarray(self.noise / self.scores.counts + self.severity_variance * squares)

    @cached_property
    def project_variance(self) -> float:
        """Between the true scores of projects: what the calibrated ones show, less what their errors add to it."""
        if len(self.scores.entries) < 2:
            return 0.0
        return max(0.0, float(self.calibrated.var(ddof=1)) - self.added_by_errors)

    @cached_property
    def added_by_errors(self) -> float:
        """By how much the errors of the calibrated scores spread these apart; an error common to all does not."""
        together = self._together
        return self._apart(self.variances, self.noise * float(together @ self.inverse @ together))

    @cached_property
    def added_by_official_errors(self) -> float:
        """The same of the official scores."""
        return self._apart(self.official_variances, self.severity_variance * float(self._together @ self._together))

    @property
    def _together(self) -> Floats:
        return np.asarray(self.scores.shares.sum(axis=0))

    def _apart(self, variances: Floats, common: float) -> float:
        number = len(variances)
        common += self.noise * float((1 / self.scores.counts).sum())
        return float(variances.sum() - common / number) / (number - 1) if number > 1 else 0.0


def silos_of(scores: Scores) -> Silos:
    """Which projects and jurors hang together through common scores."""
    graph = block_array([[None, scores.who], [scores.who.T, None]])
    number, labels = connected_components(graph, directed=False)
    return Silos(labels[: len(scores.entries)], labels[len(scores.entries) :], int(number))


def laplacian(scores: Scores) -> Floats:
    """Of the graph of jurors: tied when they scored the same project, the less so the more jurors it has."""
    ties = (scores.who.T @ scores.shares).toarray()
    return np.asarray(np.diag(scores.counts_of_jurors) - ties)


def second_eigenvalue(scores: Scores, silos: Silos) -> float | None:
    """Of the normalised Laplacian: 0 where the jury falls apart, small where it nearly does. None for one juror."""
    if len(scores.jurors) < 2:
        return None
    if silos.number > 1:
        return 0.0
    ties = scores.who.T @ scores.shares
    scale = 1 / np.sqrt(scores.counts_of_jurors - ties.diagonal())
    if len(scores.jurors) <= SMALL_JURY:
        graph = laplacian(scores) * scale[:, None] * scale
        return float(np.linalg.eigvalsh(graph)[1])
    # The second largest of one minus the Laplacian; begun from the same vector each time.
    ties.setdiag(0)
    near = diags_array(scale) @ ties @ diags_array(scale)
    largest = eigsh(near, k=2, which="LA", v0=np.linspace(1, 2, len(scale)), tol=1e-6, return_eigenvectors=False)
    return float(max(0.0, 1 - largest.min()))


def fit(scores: Scores) -> Fit | None:
    """The model; None where no project has two scores, so that severity and noise cannot be told from quality."""
    spectrum = Spectrum.of(scores)
    if spectrum.freedom < 1:
        return None
    # Jurors who agree to the last hundredth: there is neither noise nor severity.
    if spectrum.squares <= 1e-12 * max(1.0, float(scores.totals @ scores.totals)):
        return Fit(scores, silos_of(scores), spectrum, 0.0, 0.0, 0.0, np.zeros(len(scores.jurors)))
    likelihood = RestrictedLikelihood(spectrum)
    best = likelihood.smallest()
    shrunk, vectors = spectrum.values + np.exp(-best), spectrum.vectors
    none, chosen = likelihood.at(np.array([LOWEST, best]))
    return Fit(
        scores=scores,
        silos=silos_of(scores),
        spectrum=spectrum,
        noise=float(likelihood.noise(np.array([best]))[0]),
        ratio=float(np.exp(best)),
        likelihood_ratio=max(0.0, float(none - chosen)),
        severities=vectors @ (spectrum.projected / shrunk),
    )


@dataclass(frozen=True)
class RestrictedLikelihood:
    """Minus twice its logarithm, as a function of log λ; the noise is the best one for each λ."""

    spectrum: Spectrum

    def left(self, log_ratio: Floats) -> Floats:
        """The squares that the severities do not explain."""
        shrunk = self.spectrum.values + np.exp(-log_ratio)[:, None]
        return np.asarray(self.spectrum.squares - (self.spectrum.projected**2 / shrunk).sum(axis=1))

    def noise(self, log_ratio: Floats) -> Floats:
        return np.maximum(self.left(log_ratio), 1e-12 * self.spectrum.squares) / self.spectrum.freedom

    def at(self, log_ratio: Floats) -> Floats:
        spread = np.log1p(np.exp(log_ratio)[:, None] * self.spectrum.values).sum(axis=1)
        return np.asarray(self.spectrum.freedom * np.log(self.noise(log_ratio)) + spread)

    def smallest(self) -> float:
        """Where it is smallest, to a hundred-thousandth."""
        low, high = LOWEST, HIGHEST
        for _round in range(ROUNDS):
            grid = np.linspace(low, high, POINTS)
            best = float(grid[np.argmin(self.at(grid))])
            step = (high - low) / (POINTS - 1)
            low, high = max(LOWEST, best - step), min(HIGHEST, best + step)
        return best
