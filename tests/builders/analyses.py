"""Analyses of closed rounds, written by hand: what the statistics would say, without computing it."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, cast

from judging.analysis_shape import METHOD, OfProject, Refused, Result
from judging.domain.analysing import fingerprint_of, state_of
from judging.domain.explaining import jurors_of
from judging.domain.ranking import Ranked, ranking
from judging.models import Analysis, Round
from tests.builders.judging import OVER

SURE: Any = {"value": 0.82, "low": 0.71, "high": 0.9}
CALIBRATION = {
    "likelihood_ratio": 9.0,
    "learnt": 0.8,
    "free": 60,
    "severity_sd": 84.0,
    "noise_sd": 96.0,
    "project_sd": 120.0,
}
RELIABILITY: dict[str, Any] = {
    "icc": SURE,
    "icc_single": {"value": 0.44, "low": 0.3, "high": 0.6},
    "alpha": {"value": 0.61, "low": 0.5, "high": 0.7},
}
GAPS: list[dict[str, Any]] = [
    {
        "by": "file_language",
        "groups": [
            {"name": "ar", "projects": 3, "mean": 1300.0, "error": 30.0},
            {"name": "fr", "projects": 2, "mean": 1500.0, "error": 30.0},
        ],
        "difference": 200.0,
        "warns": True,
    },
    {"by": "juror_language", "groups": [], "difference": None, "warns": False},
    {
        "by": "theme",
        "groups": [{"name": "1", "projects": 5, "mean": 1400.0, "error": 30.0, "names": {"ar": "محور"}}],
        "difference": None,
        "warns": False,
    },
]


def a_result(round: Round, *, refused: tuple[Refused, ...] = (), components: int = 1, first: int = 3) -> Result:
    """What could be said of the round: a calibrated score beside each, or why there is none."""
    ranked = [each for each in ranking(round) if each.rank is not None]
    result = {
        "method": METHOD,
        "first": first,
        "deciding": "official",
        "projects": _projects(ranked, shown=not refused, components=components, first=first),
        "jurors": [_juror(juror, place, len(ranked)) for place, juror in enumerate(sorted(jurors_of(round)))],
        "criteria": [
            {"criterion": each.key, "alpha": SURE, "spread": 180.0, "discriminates": place > 0}
            for place, each in enumerate(round.criteria.all())
        ],
        "calibration": {
            **CALIBRATION,
            "shown": not refused,
            "because": list(refused),
            "components": components,
            "second_eigenvalue": 0.3 if components == 1 else 0.0,
        },
        "reliability": {**RELIABILITY, "concordance": 0.7 if "cancels" in refused else None},
        "ties": [],
        "left_out": [],
        "gaps": GAPS,
    }
    return cast(Result, result)


def _projects(ranked: list[Ranked], *, shown: bool, components: int, first: int) -> list[OfProject]:
    return [
        {
            "entry": each.entry.pk,
            "scores": each.evaluations,
            "official": float(each.score or 0),
            "official_error": 60.0,
            "calibrated": float(each.score or 0) + 20 if shown else None,
            "error": 35.0 if shown else None,
            "rank": each.rank or 0,
            "calibrated_rank": place if shown and components == 1 else None,
            "rank_low": max(1, place - 1) if shown else None,
            "rank_high": min(len(ranked), place + 2) if shown else None,
            "in_first": 0.5 if shown else None,
            "band": ("in" if place == 1 else "deliberate" if place <= first + 1 else "out") if shown else None,
            "component": place % components,
            "disagreement": 150.0 - place if each.evaluations > 1 else None,
        }
        for place, each in enumerate(ranked, start=1)
    ]


def _juror(juror: int, place: int, scores: int) -> dict[str, Any]:
    return {
        "juror": juror,
        "scores": scores,
        "severity": 37.0 * (-1) ** place,
        "error": 15.0,
        "learnt": 0.8,
        "spread": 210.0,
        "consistency": 0.64,
        "slope": 0.05,
        "slope_error": 0.1,
        "another_scale": False,
        "few": False,
    }


def an_analysis(round: Round, change: Callable[[Any], object] = lambda result: None, **fields: Any) -> Analysis:
    """The analysis of the present scores of `round`; `change` may write into the result first."""
    result: Any = deepcopy(a_result(round, **fields))
    change(result)
    result["state"] = state_of(round)
    return Analysis.objects.create(
        round=round,
        method=METHOD,
        input_sha256=state_of(round),
        result=result,
        sha256=fingerprint_of(result),
        computed_at=OVER,
    )


def neighbours_to_talk_about(result: Any) -> None:
    """The second and third are a statistical tie, and change places without the first juror."""
    second, third = (each["entry"] for each in result["projects"][1:3])
    result["ties"].append({"first": second, "second": third, "probability": 0.62})
    result["left_out"].append({"first": second, "second": third, "juror": result["jurors"][0]["juror"]})
