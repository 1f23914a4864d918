"""Whether severity could be removed from the scores, why not, and which score decides."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from judging.analysis_shape import Result
from judging.models import Round
from judging.points import counts_as
from judging.presenters.figures import points

# Below it the groups of the jury hang together by so few projects that their levels can hardly be compared.
LOOSE = 0.02

REFUSALS: Mapping[str, Promise] = {
    "no_severity": gettext_lazy(
        "The jurors were about equally strict: what differences there are, chance alone explains as well. There is "
        "nothing to remove."
    ),
    "little_learnt": gettext_lazy(
        "Most jurors share too few projects with colleagues for anybody to tell how strict they are."
    ),
    "too_few": gettext_lazy(
        "There are too few evaluations beyond what the scores themselves need. A correction would be guesswork."
    ),
    "one_score_each": gettext_lazy(
        "Each project was read by one juror only, so nobody can tell a strict juror from a weak project."
    ),
    "one_juror": gettext_lazy(
        "One juror scored all projects. They were strict or generous with everybody alike, so no rank hangs on it."
    ),
    "all_equal": gettext_lazy("All evaluations gave the same total, so there is nothing to compare."),
    "cancels": gettext_lazy(
        "Every juror scored every project. How strict each of them is counts for all projects alike, so removing it "
        "can change no rank: there is only one ranking."
    ),
}


@dataclass(frozen=True)
class State:
    """What is said above the ranking: `kind` is that of a note. `waits` where the statistics are still computed."""

    kind: str
    title: str
    sentences: list[str]
    waits: bool = False


def state(round: Round, result: Result | None, *, failed: bool) -> State:
    """One note about the calibrated score."""
    if result is None:
        return _failed() if failed else _waiting()
    calibration = result["calibration"]
    if not calibration["shown"]:
        refused = [str(REFUSALS[code]) for code in calibration["because"]]
        return State("info", _("Severity is not removed from the scores"), [*refused, decides(round, result)])
    sentences = [
        _("Beside the official score stands the calibrated one, from which the severity of the jurors is removed.")
    ]
    if calibration["severity_sd"] is not None:
        typical = points(calibration["severity_sd"])
        words = ngettext(
            "Jurors typically lie %(points)s point above or below one another’s level.",
            "Jurors typically lie %(points)s points above or below one another’s level.",
            counts_as(typical),
        )
        sentences.append(words % {"points": typical})
    sentences.append(decides(round, result))
    return State(*_groups(result, sentences))


def decides(round: Round, result: Result) -> str:
    """Which of the two scores ranks, by the round's rule."""
    if result["deciding"] == "calibrated":
        return _("By the rules of this round, fixed before the first score, the calibrated score decides.")
    if round.decided_by == Round.Decides.CALIBRATED:
        return _("The rules let the calibrated score decide. Since there is none, the official score decides.")
    return _("By the rules of this round, fixed before the first score, the official score decides.")


def _groups(result: Result, sentences: list[str]) -> tuple[str, str, list[str]]:
    calibration = result["calibration"]
    number, title = calibration["components"], _("Severity is removed from the calibrated score")
    if number > 1:
        words = ngettext(
            "The jury worked in %(number)d group that shares no project with another.",
            "The jury worked in %(number)d groups that share no project with one another.",
            number,
        )
        apart = _(
            "Severity is removed inside each group. Between groups nothing tells a strict jury from weak projects, so "
            "no common calibrated ranking is claimed."
        )
        return "warn", title, [words % {"number": number}, apart, *sentences]
    loose = calibration["second_eigenvalue"]
    if loose is not None and loose < LOOSE:
        linked = _(
            "Parts of the jury are linked by very few common projects, so a difference of one or two points may remain "
            "between them."
        )
        return "warn", title, [*sentences, linked]
    return "ok", title, sentences


def _waiting() -> State:
    words = _("The official ranking is complete. Look again in a minute.")
    return State("info", _("The statistics are being computed"), [words], waits=True)


def _failed() -> State:
    words = _(
        "The official ranking is complete. The organiser finds the reason in the administration, among the jobs, "
        "and can start the computation again there."
    )
    return State("missing", _("The statistics could not be computed"), [words])
