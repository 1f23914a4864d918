"""Where the jurors differ most, first: the totals by letters, and what the highest and the lowest wrote."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from judging.analysis_shape import Result
from judging.domain.explaining import Opinion
from judging.domain.ranking import Ranked
from judging.models import Round
from judging.points import counts_as, score_in_words
from judging.presenters import figures
from judging.presenters.calibration import State, state
from judging.presenters.meanings import Meaning, meanings
from judging.presenters.rounds_head import part_tabs
from teams.typed import isolated

PER_PAGE = 10  # each with two comments
HIGHEST = gettext_lazy("Highest: juror %(letter)s, %(total)s")
LOWEST = gettext_lazy("Lowest: juror %(letter)s, %(total)s")


@dataclass(frozen=True)
class Said:
    """What one juror wrote: `title` says who, by letter, and how much they gave."""

    title: str
    for_jury: str
    for_team: str


@dataclass(frozen=True)
class Item:
    title: str
    team: str
    line: str
    totals: list[str]
    closed: str
    said: list[Said]


@dataclass(frozen=True)
class DisagreementsPage:
    tabs: list[dict[str, Any]]
    state: State
    items: list[Item]
    page: Page[Ranked]
    meanings: list[Meaning]


def differing(placed: Sequence[Ranked], result: Result | None, number: str | None) -> Page[Ranked]:
    """The entries on which jurors differ, the most first; a page of them."""
    spread = _spread(result)
    ordered = sorted(
        (each for each in placed if spread.get(each.entry.pk)), key=lambda each: (-spread[each.entry.pk], each.entry.pk)
    )
    return Paginator(ordered, PER_PAGE).get_page(number)


def disagreements_page(
    round: Round,
    page: Page[Ranked],
    opinions: Mapping[int, Sequence[Opinion]],
    letters: Mapping[int, str],
    result: Result | None,
    *,
    closed: Collection[int],
    sees_jurors: bool,
    failed: bool,
) -> DisagreementsPage:
    spread = _spread(result)
    return DisagreementsPage(
        tabs=part_tabs(round, "disagreements", sees_jurors=sees_jurors),
        state=state(round, result, failed=failed),
        items=[_item(each, _open_to(each, opinions, closed), letters, spread) for each in page.object_list],
        page=page,
        meanings=meanings(["disagreement"]),
    )


def _spread(result: Result | None) -> dict[int, float]:
    found = result["projects"] if result else []
    return {each["entry"]: each["disagreement"] for each in found if each["disagreement"]}


def _open_to(each: Ranked, opinions: Mapping[int, Sequence[Opinion]], closed: Collection[int]) -> Sequence[Opinion]:
    """Nothing for who has a conflict of interest with the team."""
    return [] if each.entry.pk in closed else opinions[each.entry.pk]


def _item(each: Ranked, opinions: Sequence[Opinion], letters: Mapping[int, str], spread: Mapping[int, float]) -> Item:
    facts: dict[str, Any] = {"rank": each.rank or figures.NOTHING, "spread": figures.points(spread[each.entry.pk])}
    line = ngettext(
        "Rank %(rank)s · jurors differ by %(spread)s point, typically",
        "Rank %(rank)s · jurors differ by %(spread)s points, typically",
        counts_as(facts["spread"]),
    )
    closed = "" if opinions else _("You have a conflict of interest with this team, so its details stay closed to you.")
    return Item(
        title=each.entry.version.title,
        team=each.entry.team.display_name,
        line=line % facts,
        totals=[f"{letters[opinion.juror]} {score_in_words(opinion.total)}" for opinion in opinions],
        closed=closed,
        said=[_said(opinion, words, letters) for opinion, words in _extremes(opinions)],
    )


def _extremes(opinions: Sequence[Opinion]) -> list[tuple[Opinion, Any]]:
    if len(opinions) < 2:
        return []
    return [(opinions[0], HIGHEST), (opinions[-1], LOWEST)]


def _said(opinion: Opinion, words: Any, letters: Mapping[int, str]) -> Said:
    total: Fraction = opinion.total
    title = str(words) % {"letter": letters[opinion.juror], "total": isolated(score_in_words(total))}
    return Said(title, opinion.for_jury, opinion.for_team)
