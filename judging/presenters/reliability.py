"""How reliable the jury is: agreement in plain words, criteria that tell nothing apart, gaps between groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from judging.analysis_shape import Estimate, Gap, Group, OfCriterion, Result
from judging.domain.ranking import Ranked
from judging.models import Criterion, Round
from judging.points import counts_as, points_in_words
from judging.presenters import figures
from judging.presenters.calibration import State, state
from judging.presenters.cells import Table, table
from judging.presenters.meanings import NAMES, Meaning, meanings
from judging.presenters.plots import Column, histogram
from judging.presenters.rounds_head import part_tabs

COLUMNS = 10  # of the histogram
# From the least on: Koo and Li 2016 for the intraclass correlation, Krippendorff 2004 for his alpha.
ICC_WORDS = (
    (0.9, "ok", gettext_lazy("Very good: another jury would give nearly the same ranking.")),
    (0.75, "ok", gettext_lazy("Good: another jury would rank much alike.")),
    (0.5, "warn", gettext_lazy("Moderate: the best and the last are told apart, neighbours hardly.")),
    (None, "missing", gettext_lazy("Low: much of the order comes from who read what. Deliberate with care.")),
)
ALPHA_WORDS = (
    (0.8, "ok", gettext_lazy("The jurors agree well.")),
    (0.667, "warn", gettext_lazy("The jurors agree fairly: rely on it with care.")),
    (None, "missing", gettext_lazy("The jurors agree little.")),
)
GAPS: Mapping[str, Promise] = {
    "file_language": gettext_lazy("By the language of the project file"),
    "juror_language": gettext_lazy("By the language of the juror"),
    "theme": gettext_lazy("By theme"),
}


@dataclass(frozen=True)
class Shown:
    """A figure, in words what it says, and the explanation."""

    label: str
    value: str
    kind: str
    words: str
    meaning: Meaning


@dataclass(frozen=True)
class GapShown:
    title: str
    table: Table
    warning: str


@dataclass(frozen=True)
class Distribution:
    """The columns drawn, and the same as a table."""

    columns: list[Column]
    words: str
    table: Table


@dataclass(frozen=True)
class ReliabilityPage:
    tabs: list[dict[str, Any]]
    state: State
    figures: list[Shown]
    criteria: Table | None
    dull: str
    gaps: list[GapShown]
    distribution: Distribution | None
    criteria_meanings: list[Meaning]
    gap_meanings: list[Meaning]


def reliability_page(
    round: Round, placed: Sequence[Ranked], result: Result | None, *, sees_jurors: bool, failed: bool
) -> ReliabilityPage:
    criteria = {criterion.key: criterion for criterion in round.criteria.all()}
    judged = result["criteria"] if result else []
    gaps = [each for each in (result["gaps"] if result else []) if len(each["groups"]) > 1]
    return ReliabilityPage(
        tabs=part_tabs(round, "reliability", sees_jurors=sees_jurors),
        state=state(round, result, failed=failed),
        figures=_figures(result) if result else [],
        criteria=_criteria(judged, criteria) if judged else None,
        dull=_dull(judged, criteria),
        gaps=[_gap(each) for each in gaps],
        distribution=_distribution(placed, list(criteria.values())),
        criteria_meanings=meanings(["criterion", "spread"]) if judged else [],
        gap_meanings=meanings(["gap"]) if gaps else [],
    )


def _figures(result: Result) -> list[Shown]:
    reliability = result["reliability"]
    shown = [
        _shown("icc", reliability["icc"], ICC_WORDS),
        _shown("icc_single", reliability["icc_single"], ()),
        _shown("alpha", reliability["alpha"], ALPHA_WORDS),
    ]
    if reliability["concordance"] is not None:
        alone: Estimate = {"value": reliability["concordance"], "low": None, "high": None}
        shown.append(_shown("concordance", alone, ()))
    return [each for each in shown if each is not None]


def _shown(key: str, value: Estimate, words: Sequence[tuple[float | None, str, Promise]]) -> Any:
    """None where the figure cannot be said: nothing is shown for nothing."""
    found = value["value"]
    if found is None:
        return None
    kind, said = next(((kind, str(text)) for least, kind, text in words if least is None or found >= least), ("", ""))
    return Shown(str(NAMES[key]), figures.estimate(value), kind, said, meanings([key])[0])


def _criteria(judged: Sequence[OfCriterion], criteria: Mapping[str, Criterion]) -> Table:
    columns = [_("Criterion"), _("Agreement"), _("Spread"), _("Tells projects apart")]
    result = table(_("The criteria"), columns, amounts=columns[1:3])
    for each in judged:
        if each["criterion"] in criteria:
            apart = (_("Yes"), "ok") if each["discriminates"] else (_("No"), "warn")
            name = str(criteria[each["criterion"]].name)
            result.add(name, figures.estimate(each["alpha"]), figures.points(each["spread"]), apart)
    return result


def _dull(judged: Sequence[OfCriterion], criteria: Mapping[str, Criterion]) -> str:
    """About the criteria that do not discriminate; "" where all do."""
    names = [
        str(criteria[each["criterion"]].name)
        for each in judged
        if each["criterion"] in criteria and not each["discriminates"]
    ]
    words = ngettext(
        "This criterion tells the projects hardly apart, so its weight decides next to nothing: %(names)s.",
        "These criteria tell the projects hardly apart, so their weights decide next to nothing: %(names)s.",
        len(names),
    )
    return words % {"names": " · ".join(names)} if names else ""


def _gap(gap: Gap) -> GapShown:
    columns = [_("Group"), _("Projects"), _("Mean score")]
    shown = table(str(GAPS[gap["by"]]), columns, amounts=columns[1:])
    for group in gap["groups"]:
        shown.add(_group(gap["by"], group), str(group["projects"]), figures.points(group["mean"]))
    warning = ""
    if gap["warns"]:
        points = figures.points(gap["difference"])
        words = ngettext(
            "Between the highest and the lowest group lies %(points)s point, more than chance makes likely. It need "
            "not be a bias: look at these projects before deciding.",
            "Between the highest and the lowest group lie %(points)s points, more than chance makes likely. It need "
            "not be a bias: look at these projects before deciding.",
            counts_as(points),
        )
        warning = words % {"points": points}
    return GapShown(str(GAPS[gap["by"]]), shown, warning)


def _group(by: str, group: Group) -> str:
    """Languages go by their code, themes by their names."""
    if by == "theme":
        names = group.get("names", {})
        return names.get(get_language() or "ar") or names.get("ar") or group["name"]
    return str(dict(settings.LANGUAGES).get(group["name"], group["name"]))


def _distribution(placed: Sequence[Ranked], criteria: Sequence[Criterion]) -> Distribution | None:
    scores = [each.score for each in placed if each.score is not None]
    if len(scores) < 2 or not criteria:
        return None
    low, high = criteria[0].minimum, criteria[0].maximum
    step = (high - low) / COLUMNS
    counts = [0] * COLUMNS
    for score in scores:
        counts[min(int((score - low) / step), COLUMNS - 1)] += 1
    edges = [round(low + place * step) for place in range(COLUMNS + 1)]
    spans = [
        _("%(low)s to %(high)s") % {"low": points_in_words(start), "high": points_in_words(end)}
        for start, end in pairwise(edges)
    ]
    shown = table(_("How the scores are spread"), [_("Score"), _("Projects")], amounts=[_("Projects")])
    for span, count in zip(spans, counts, strict=True):
        if count:
            shown.add(span, str(count))
    labels = [points_in_words(edge) for edge in edges[:-1]]
    facts = {
        "number": len(scores),
        "low": figures.points(min(scores)),
        "high": figures.points(max(scores)),
    }
    words = _("%(number)d projects have scores between %(low)s and %(high)s.") % facts
    return Distribution(histogram(counts, labels, mirrored=get_language_bidi()), words, shown)
