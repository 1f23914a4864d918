"""The page of a team's own result, and of its appeal against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from judging.domain.own_results import OwnResult
from judging.models import Appeal
from judging.points import percent_in_words, points_in_words, score_in_words
from judging.presenters.cells import Table, table
from teams.models import Team


@dataclass(frozen=True)
class RoundResult:
    """`note` says why there is no score, where there is none."""

    id: str
    name: str
    title: str
    prizes: list[str]
    figures: list[dict[str, str]]
    by_criterion: Table | None
    note: str
    comments: list[str]
    appeal: dict[str, Any] | None
    appeal_url: str
    appeal_words: str


@dataclass(frozen=True)
class TeamResultPage:
    title: str
    above: str
    back_url: str
    rounds: list[RoundResult]
    results_url: str


def team_result_page(team: Team, results: Sequence[OwnResult], *, may_appeal: bool, at: datetime) -> TeamResultPage:
    address = {"edition": team.competition.slug}
    return TeamResultPage(
        title=_("Result of “%(team)s”") % {"team": team.display_name},
        above=str(team.competition.name),
        back_url=reverse("teams:team", kwargs=address),
        rounds=[_round(each, may_appeal=may_appeal, at=at) for each in results],
        results_url=reverse("judging:results", kwargs=address),
    )


def appeal_page(result: OwnResult, *, at: datetime) -> dict[str, Any]:
    return {
        "title": _("Appeal against the result"),
        "above": str(result.entry.round.name),
        "back_url": reverse("judging:team_result", kwargs={"edition": result.entry.round.competition.slug}),
        "window": _window(result, at=at),
        "text": appeal_row(result.appeal, zone=result.entry.round.competition.time_zone) if result.appeal else None,
    }


def appeal_row(appeal: Appeal, *, zone: str) -> dict[str, Any]:
    """What a team has said, and the answer once there is one."""
    made = wording.moment(appeal.made_at, zone=zone)
    rows = [{"term": _("Your appeal of %(moment)s") % {"moment": made}, "value": appeal.text}]
    if appeal.answered_at is None:
        return {"kind": "todo", "state": _("Waits for an answer"), "rows": rows}
    answered = wording.moment(appeal.answered_at, zone=zone)
    rows.append({"term": _("Answer of %(moment)s") % {"moment": answered}, "value": appeal.answer})
    if appeal.is_upheld:
        return {"kind": "ok", "state": _("Upheld"), "rows": rows}
    return {"kind": "off", "state": _("Not upheld"), "rows": rows}


def _round(result: OwnResult, *, may_appeal: bool, at: datetime) -> RoundResult:
    round = result.entry.round
    zone = round.competition.time_zone
    is_open = result.appeal is None and result.appeal_until is not None and at < result.appeal_until
    address = {"edition": round.competition.slug, "entry_id": result.entry.pk}
    return RoundResult(
        id=f"round-{round.pk}",
        name=str(round.name),
        title=result.entry.version.title,
        prizes=[str(award.prize) for award in result.awards],
        figures=_figures(result),
        by_criterion=_by_criterion(result) if result.score is not None else None,
        note=_note(result),
        comments=list(result.comments) if result.score is not None else [],
        appeal=appeal_row(result.appeal, zone=zone) if result.appeal else None,
        appeal_url=reverse("judging:result_appeal", kwargs=address) if is_open and may_appeal else "",
        appeal_words="" if result.appeal else _window(result, at=at),
    )


def _figures(result: OwnResult) -> list[dict[str, str]]:
    if result.score is None:
        return []
    figures = [{"label": _("Score"), "value": score_in_words(result.score)}]
    if result.rank is not None:
        place = _("%(rank)s of %(ranked)s") % {"rank": result.rank, "ranked": result.ranked}
        figures.append({"label": _("Rank"), "value": place})
    figures.append({"label": _("Evaluations"), "value": str(result.evaluations)})
    return figures


def _by_criterion(result: OwnResult) -> Table:
    columns = [_("Criterion"), _("Weight"), _("Score"), _("Out of")]
    shown = table(_("Score by criterion"), columns, amounts=columns[1:])
    for criterion in result.criteria:
        mean = result.means.get(criterion.key)
        shown.add(
            str(criterion.name),
            _("%(percent)s %%") % {"percent": percent_in_words(criterion.weight)},
            score_in_words(mean) if mean is not None else "–",
            points_in_words(criterion.maximum),
        )
    return shown


def _note(result: OwnResult) -> str:
    if result.entry.excluded_at is not None:
        return _("Your project was excluded from this round: %(reason)s") % {"reason": result.entry.excluded_because}
    if result.score is None:
        return _("Your project was not ranked in this round: too few evaluations of it were finished.")
    words = ngettext(
        "The score is the mean of %(number)d evaluation, weighted by criterion as the rules published it.",
        "The score is the mean of %(number)d evaluations, weighted by criterion as the rules published it.",
        result.evaluations,
    )
    return words % {"number": result.evaluations}


def _window(result: OwnResult, *, at: datetime) -> str:
    if result.appeal_until is None:
        return ""
    last = wording.last_minute(result.appeal_until, zone=result.entry.round.competition.time_zone)
    if at < result.appeal_until:
        return _("The captain or the deputy may appeal, once, until %(moment)s.") % {"moment": last}
    return _("Your team could appeal until %(moment)s. The decision stands.") % {"moment": last}
