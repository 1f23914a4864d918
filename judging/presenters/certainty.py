"""How certain each rank is: the places that a project may hold, drawn and in words, and what to talk about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from judging.analysis_shape import OfProject, Result
from judging.domain.ranking import Ranked
from judging.models import Round
from judging.presenters import figures
from judging.presenters.calibration import State, state
from judging.presenters.deliberate import Pairs, about, neighbours, pairs_of
from judging.presenters.meanings import Meaning, meanings
from judging.presenters.plots import Bar, interval
from judging.presenters.ranking import PER_PAGE, band, found_in, why_url
from judging.presenters.rounds_head import part_tabs


@dataclass(frozen=True)
class Row:
    """`bar` is the drawing of `places`; `talk` what there is to say of it and the one above."""

    rank: str
    title: str
    team: str
    places: str
    kind: str
    tag: str
    bar: Bar | None
    talk: list[str]
    why_url: str


@dataclass(frozen=True)
class CertaintyPage:
    tabs: list[dict[str, Any]]
    state: State
    has_places: bool
    rows: list[Row]
    page: Page[Ranked]
    typed: str
    has_search: bool
    last: int
    is_calm: bool
    meanings: list[Meaning]


def certainty_page(
    round: Round,
    placed: Sequence[Ranked],
    result: Result | None,
    letters: Mapping[int, str],
    *,
    typed: str,
    number: str | None,
    sees_jurors: bool,
    failed: bool,
) -> CertaintyPage:
    ranked = [each for each in placed if each.rank is not None]
    page = Paginator(found_in(ranked, typed), PER_PAGE).get_page(number)
    rows = Rows(
        round=round,
        result=result,
        of_projects={each["entry"]: each for each in result["projects"]} if result else {},
        letters=letters,
        pairs=pairs_of(result),
        above={lower.entry.pk: upper for upper, lower in neighbours(ranked)},
        count=len(ranked),
    )
    return CertaintyPage(
        tabs=part_tabs(round, "certainty", sees_jurors=sees_jurors),
        state=state(round, result, failed=failed),
        has_places=rows.has_places,
        rows=[rows.row(each) for each in page.object_list] if result else [],
        page=page,
        typed=typed,
        has_search=len(ranked) > PER_PAGE,
        last=len(ranked),
        is_calm=result is not None and not result["ties"] and not result["left_out"],
        meanings=meanings(["places", "band", "tie", "left_out"] if rows.has_places else ["left_out"]),
    )


@dataclass(frozen=True)
class Rows:
    round: Round
    result: Result | None
    of_projects: Mapping[int, OfProject]
    letters: Mapping[int, str]
    pairs: Pairs
    above: Mapping[int, Ranked]
    count: int

    @property
    def has_places(self) -> bool:
        return any(each["rank_low"] is not None for each in self.of_projects.values())

    def row(self, each: Ranked) -> Row:
        figure = self.of_projects.get(each.entry.pk)
        upper = self.above.get(each.entry.pk)
        kind, tag = band(figure, self.result["first"]) if figure and self.result else ("", "")
        return Row(
            rank=str(each.rank),
            title=each.entry.version.title,
            team=each.entry.team.display_name,
            places=figures.places(figure["rank_low"], figure["rank_high"]) if figure else figures.NOTHING,
            kind=kind,
            tag=tag,
            bar=self._bar(each, figure),
            talk=about(upper, each, self.pairs, self.letters) if upper else [],
            why_url=why_url(self.round, upper, each) if upper else "",
        )

    def _bar(self, each: Ranked, figure: OfProject | None) -> Bar | None:
        if figure is None or figure["rank_low"] is None or figure["rank_high"] is None:
            return None
        return interval(figure["rank_low"], figure["rank_high"], each.rank or 1, count=self.count)
