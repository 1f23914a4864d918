"""Everything the statistics say about a round, from its scores: one call, one result, the same each time."""

from collections.abc import Sequence
from math import isfinite
from typing import Any, Literal

import numpy as np

from judging.analysis_shape import (
    METHOD,
    Calibration,
    Estimate,
    Gap,
    Group,
    LeftOut,
    OfCriterion,
    OfJuror,
    OfProject,
    Pair,
    Reliability,
    Result,
)
from judging.statistics import certainty, gaps, of_criteria, of_jurors, reliability
from judging.statistics.findings import DIGITS, Findings, Input
from judging.statistics.leaving_out import changed_places
from judging.statistics.refusing import free_data
from judging.statistics.reliability import Interval
from judging.statistics.scores import Floats, Ints

WEAKLY_LINKED = 0.02  # a second eigenvalue below it: severities of two parts of the jury are hardly compared


def analyse(given: Input) -> Result:
    """What can be said, as plain values; what cannot is None. Whatever the scores are, there is a result."""
    if not len(given.scores.entries):
        return nothing(given)
    found = Findings(given)
    result = Result(
        method=METHOD,
        first=given.first,
        deciding="calibrated" if found.decides_calibrated else "official",
        projects=_projects(found),
        jurors=_jurors(found),
        criteria=_criteria(found),
        calibration=_calibration(found),
        reliability=_reliability(found),
        ties=_ties(found),
        left_out=_left_out(found),
        gaps=_gaps(found),
    )
    return plain(result)  # type: ignore[no-any-return]


def nothing(given: Input) -> Result:
    """Of a round without a score that counts."""
    unknown = _estimate(reliability.UNKNOWN)
    return Result(
        method=METHOD,
        first=given.first,
        deciding="official",
        projects=[],
        jurors=[],
        criteria=[],
        calibration=Calibration(
            shown=False, because=["too_few"], components=0, second_eigenvalue=None, weakly_linked=False,
            likelihood_ratio=None, learnt=None, free=0, severity_sd=None, noise_sd=None, project_sd=None,
        ),
        reliability=Reliability(icc=unknown, icc_single=unknown, alpha=unknown, concordance=None, forms={}),
        ties=[],
        left_out=[],
        gaps=[
            Gap(by=by, groups=[], difference=None, warns=False) for by in ("file_language", "juror_language", "theme")
        ],
    )  # fmt: skip


def plain(value: Any) -> Any:
    """Numbers as JSON has them: finite, rounded, no type of numpy's; what is not a number is None."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, float):
        # Less than nothing by a hair is nothing: PostgreSQL keeps no sign of a zero, and the fingerprint must hold.
        return round(float(value), DIGITS) + 0.0 if isfinite(value) else None
    return value


def _projects(found: Findings) -> list[OfProject]:
    scores, model, unknown = found.scores, found.corrected, found.unknown
    errors = np.sqrt(model.variances) if model else None
    official_errors = np.sqrt(unknown.fit.official_variances) if unknown else None
    sure = certainty.certainty(unknown, first=found.given.first, seed=found.given.seed) if unknown else None
    return [
        OfProject(
            entry=int(scores.entries[place]),
            scores=int(scores.counts[place]),
            official=float(scores.official[place]),
            official_error=_at(official_errors, place),
            calibrated=_at(model.calibrated if model else None, place),
            error=_at(errors, place),
            rank=int(scores.ranks[place]),
            calibrated_rank=_whole(found.calibrated_ranks, place),
            rank_low=_whole(sure.low if sure else None, place),
            rank_high=_whole(sure.high if sure else None, place),
            in_first=_at(sure.in_first if sure else None, place),
            band=certainty.band(float(sure.in_first[place])) if sure else None,
            component=int(found.silos.of_project[place]),
            disagreement=_at(found.disagreements, place),
        )
        for place in found.official_order.tolist()
    ]


def _jurors(found: Findings) -> list[OfJuror]:
    scores, model = found.scores, found.fit
    habits = of_jurors.habits(scores, model)
    return [
        OfJuror(
            juror=int(scores.jurors[place]),
            scores=int(scores.counts_of_jurors[place]),
            severity=_at(model.severities if model else None, place),
            error=_at(model.errors_of_severities if model else None, place),
            learnt=_at(model.learnt if model else None, place),
            spread=habit.spread,
            consistency=habit.consistency,
            slope=habit.slope,
            slope_error=habit.slope_error,
            another_scale=habit.has_another_scale,
            few=bool(scores.counts_of_jurors[place] < of_jurors.FEW),
        )
        for place, habit in enumerate(habits)
    ]


def _criteria(found: Findings) -> list[OfCriterion]:
    columns = found.scores.points.T.astype(float)
    figures = [of_criteria.figures(found.scores, column, scale=found.given.scale) for column in columns]
    return [
        OfCriterion(criterion=key, alpha=_estimate(of.alpha), spread=of.spread, discriminates=of.discriminates)
        for key, of in zip(found.given.criteria, figures, strict=True)
    ]


def _calibration(found: Findings) -> Calibration:
    model, eigenvalue = found.fit, found.second_eigenvalue
    return Calibration(
        shown=not found.because,
        because=found.because,
        components=found.silos.number,
        second_eigenvalue=eigenvalue,
        weakly_linked=eigenvalue is not None and eigenvalue < WEAKLY_LINKED,
        likelihood_ratio=model.likelihood_ratio if model else None,
        learnt=float(np.median(model.learnt)) if model else None,
        free=free_data(found.scores, found.silos),
        severity_sd=model.severity_variance**0.5 if model else None,
        noise_sd=model.noise**0.5 if model else None,
        project_sd=model.project_variance**0.5 if model else None,
    )


def _reliability(found: Findings) -> Reliability:
    scores = found.scores
    of_mean, single, forms = reliability.of_totals(scores, found.fit, official=not found.decides_calibrated)
    return Reliability(
        icc=_estimate(of_mean),
        icc_single=_estimate(single),
        alpha=_estimate(reliability.alpha(scores.project, scores.totals)),
        concordance=reliability.concordance(scores.table_of(scores.totals)) if scores.is_complete else None,
        forms={form: _estimate(interval) for form, interval in forms.items()},
    )


def _ties(found: Findings) -> list[Pair]:
    if found.unknown is None:
        return []
    pairs = found.neighbours(found.deciding_order)
    chances = certainty.probabilities(found.unknown, pairs[:, 0], pairs[:, 1])
    return [
        Pair(first=first, second=second, probability=float(chance))
        for (first, second), chance in zip(found.scores.entries[pairs].tolist(), chances, strict=True)
        if chance < certainty.TIE
    ]


def _left_out(found: Findings) -> list[LeftOut]:
    entries, jurors = found.scores.entries, found.scores.jurors
    return [
        LeftOut(first=int(entries[first]), second=int(entries[second]), juror=int(jurors[juror]))
        for first, second, juror in changed_places(found.scores, found.neighbours(found.official_order))
    ]


def _gaps(found: Findings) -> list[Gap]:
    given, scores = found.given, found.scores
    of_entries = [given.file_languages, given.themes]
    files, themes = (
        gaps.of_projects(found.deciding_scores, _names(names, scores.entries), scale=given.scale)
        for names in of_entries
    )
    names = _names(given.juror_languages, scores.jurors)
    jurors = gaps.of_jurors(scores, found.fit, names, scale=given.scale)
    return [_gap("file_language", files), _gap("juror_language", jurors), _gap("theme", themes)]


def _gap(by: Literal["file_language", "juror_language", "theme"], found: gaps.GapFigures) -> Gap:
    groups = [
        Group(name=group.name, projects=group.number, mean=group.mean, error=group.error) for group in found.groups
    ]
    return Gap(by=by, groups=groups, difference=found.difference, warns=found.warns)


def _names(names: Any, keys: Ints) -> Sequence[str]:
    return [names.get(key, "") for key in keys.tolist()]


def _estimate(interval: Interval) -> Estimate:
    return Estimate(value=interval.value, low=interval.low, high=interval.high)


def _at(values: Floats | None, place: int) -> float | None:
    return None if values is None else float(values[place])


def _whole(values: Ints | None, place: int) -> int | None:
    return None if values is None else int(values[place])
