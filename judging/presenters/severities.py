"""Each juror of a round, for the president and the deputy alone: severity, spread, consistency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from judging.analysis_shape import OfJuror, Result
from judging.models import Round
from judging.presenters import figures
from judging.presenters.calibration import State, state
from judging.presenters.meanings import Meaning, meanings
from judging.presenters.plots import Signed, signed
from judging.presenters.rounds_head import part_tabs


@dataclass(frozen=True)
class Row:
    name: str
    letter: str
    scores: str
    severity: str
    bar: Signed | None
    spread: str
    consistency: str
    learnt: str
    remarks: list[str]


@dataclass(frozen=True)
class JurorsPage:
    tabs: list[dict[str, Any]]
    state: State
    rows: list[Row]
    has_bars: bool
    meanings: list[Meaning]


def jurors_page(
    round: Round, result: Result | None, letters: Mapping[int, str], names: Mapping[int, str], *, failed: bool
) -> JurorsPage:
    """`names` are those of the jurors in `letters`."""
    jurors = sorted(result["jurors"], key=lambda each: each["juror"]) if result else []
    most = max((abs(each["severity"] or 0) + 1.645 * (each["error"] or 0) for each in jurors), default=0.0)
    rows = [_row(each, letters, names, most) for each in jurors if each["juror"] in names]
    return JurorsPage(
        tabs=part_tabs(round, "jurors_figures", sees_jurors=True),
        state=state(round, result, failed=failed),
        rows=rows,
        has_bars=any(row.bar for row in rows),
        meanings=meanings(["severity", "learnt", "juror_spread", "consistency"]) if rows else [],
    )


def _row(each: OfJuror, letters: Mapping[int, str], names: Mapping[int, str], most: float) -> Row:
    severity = each["severity"]
    return Row(
        name=names[each["juror"]],
        letter=letters.get(each["juror"], figures.NOTHING),
        scores=str(each["scores"]),
        severity=figures.signed_points(severity),
        bar=None if severity is None else signed(severity, each["error"], most=most),
        spread=figures.points(each["spread"]),
        consistency=figures.share(each["consistency"]),
        learnt=figures.share(each["learnt"]),
        remarks=list(_remarks(each)),
    )


def _remarks(each: OfJuror) -> Sequence[str]:
    said = []
    if each["few"]:
        said.append(_("Too few scores: no correction."))
    if each["another_scale"] and each["slope"] is not None:
        wider = _("Uses a wider part of the scale than the colleagues.")
        said.append(wider if each["slope"] > 0 else _("Uses a narrower part of the scale than the colleagues."))
    if each["consistency"] is not None and each["consistency"] < 0:
        said.append(_("Orders projects against the colleagues."))
    return said
