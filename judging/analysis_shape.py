"""The shape of what the statistics say about a round, as it is kept in `Analysis.result`.

Points are floats in hundredths of a point, for display; what decides is exact and computed elsewhere. Shares and
correlations are between 0 and 1 (or -1 and 1). None is "cannot be said".
"""

from typing import Literal, NotRequired, TypedDict

METHOD = "shrunk/1"

# Why a calibrated ranking is not shown; `CANCELS`: every juror scored every project, so no rank can change.
Refused = Literal["no_severity", "little_learnt", "too_few", "one_score_each", "one_juror", "all_equal", "cancels"]


class Estimate(TypedDict):
    """A figure with its 90 % interval."""

    value: float | None
    low: float | None
    high: float | None


class OfProject(TypedDict):
    entry: int
    scores: int  # evaluations that count
    official: float
    official_error: float | None  # its standard error, the severities of its jurors not being known
    calibrated: float | None  # None where calibrated scores may not be shown
    error: float | None  # standard error of the calibrated score
    rank: int
    calibrated_rank: int | None  # within its component
    rank_low: int | None  # the 90 % interval of the rank, of the score that decides
    rank_high: int | None
    in_first: float | None  # probability of being among the first `first`
    band: Literal["in", "deliberate", "out"] | None
    component: int  # entries of different components share no juror, so nothing compares them
    disagreement: float | None  # standard deviation of its jurors' totals


class OfJuror(TypedDict):
    juror: int
    scores: int
    severity: float | None  # positive is generous
    error: float | None
    learnt: float | None  # `rel`: 0 nothing learnt, 1 all
    spread: float | None  # standard deviation of the juror's totals
    consistency: float | None  # correlation with the colleagues' mean of the same projects
    slope: float | None  # of the residuals against the projects' score: steeper or flatter than the colleagues'
    slope_error: float | None
    another_scale: bool  # the slope is too steep or too flat for chance
    few: bool  # fewer than three scores: hardly any correction


class OfCriterion(TypedDict):
    criterion: str  # its key
    alpha: Estimate
    spread: float | None
    discriminates: bool


class Pair(TypedDict):
    """Two neighbours of the ranking that a statistician would not part."""

    first: int
    second: int
    probability: float  # that the first is truly better


class LeftOut(TypedDict):
    """Two neighbours that change places when one juror is left out."""

    first: int
    second: int
    juror: int


class Group(TypedDict):
    name: str  # the code of a language, the key of a theme; empty where it is not known
    names: NotRequired[dict[str, str]]  # of a theme, by language
    projects: int
    mean: float
    error: float | None


class Gap(TypedDict):
    by: Literal["file_language", "juror_language", "theme"]
    groups: list[Group]
    difference: float | None  # between the highest and the lowest mean
    warns: bool


class Calibration(TypedDict):
    shown: bool
    because: list[Refused]  # empty when shown
    components: int
    second_eigenvalue: float | None
    weakly_linked: bool  # parts of the jury have hardly a project in common: what is corrected between them is a guess
    likelihood_ratio: float | None
    learnt: float | None  # median over the jurors
    free: int  # N - n - m + components
    severity_sd: float | None
    noise_sd: float | None
    project_sd: float | None


class Reliability(TypedDict):
    icc: Estimate  # of the mean of the scores of a project
    icc_single: Estimate
    alpha: Estimate  # Krippendorff, interval
    concordance: float | None  # Kendall's W, when every juror scored every project
    forms: dict[
        str, Estimate
    ]  # the six of Shrout & Fleiss by name ("2,1", "3,k"), when every juror scored every project


class Result(TypedDict):
    method: str
    state: NotRequired[str]  # of the round that it is about, once it is kept
    first: int  # how many places the bands are about
    deciding: Literal["official", "calibrated"]
    projects: list[OfProject]  # best official score first
    jurors: list[OfJuror]
    criteria: list[OfCriterion]
    calibration: Calibration
    reliability: Reliability
    ties: list[Pair]
    left_out: list[LeftOut]
    gaps: list[Gap]
