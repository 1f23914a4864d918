"""The published results: every prize in its order, with its level, those who share it, or why nobody has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions import wording
from competitions.folding import fold
from competitions.models import Competition
from judging.models import Award, Prize, Publication

PLACES = {1: "first", 2: "second", 3: "third"}
_ON_THE_PODIUM = {str(level) for level in Prize.RANKED}


@dataclass(frozen=True)
class Winner:
    title: str
    team: str
    detail: str


@dataclass(frozen=True)
class PrizeRow:
    """`rank` is the level in words, `name` what the edition calls the prize where that says more; `place` styles it."""

    rank: str
    name: str
    place: str
    winners: list[Winner]
    shared: str = ""
    withheld: str = ""


@dataclass(frozen=True)
class ResultsPage:
    title: str
    edition: str
    edition_url: str
    preview: str
    published: str
    podium: list[PrizeRow]
    layout: str
    prizes: list[PrizeRow]

    @property
    def is_empty(self) -> bool:
        return not (self.podium or self.prizes)


def results_page(
    competition: Competition, awards: Iterable[Award], publication: Publication | None, *, at: datetime
) -> ResultsPage:
    every = list(awards)
    rows = [_row(of_one) for of_one in _by_prize(every)]
    places = list(PLACES.values())
    podium = sorted((row for row in rows if row.place), key=lambda row: places.index(row.place))
    is_public = publication is not None and publication.publish_at <= at
    return ResultsPage(
        title=_("Results"),
        edition=str(competition.name),
        edition_url=reverse("competitions:edition", kwargs={"edition": competition.slug}),
        preview="" if is_public else _preview(publication, competition.time_zone),
        published=_published(publication, every, competition.time_zone) if publication and is_public else "",
        podium=podium,
        layout="three" if [row.place for row in podium if len(row.winners) == 1] == places else "",
        prizes=[row for row in rows if not row.place],
    )


def _by_prize(awards: Iterable[Award]) -> list[list[Award]]:
    """The awards in the order of their prizes, those of one prize together: an archive knows a prize by its name."""
    grouped: dict[object, list[Award]] = {}
    for award in awards:
        key = award.for_prize_id or (award.prize_ar, award.level, award.rank)
        grouped.setdefault(key, []).append(award)
    return list(grouped.values())


def _row(awards: list[Award]) -> PrizeRow:
    """One prize: the award, or the awards of those who share it."""
    first = awards[0]
    name, level = str(first.prize), str(first.get_level_display()) if first.level else ""
    given = [award for award in awards if award.is_given]
    return PrizeRow(
        rank=level or name,
        name=name if level and fold(name) != fold(level) else "",
        place=PLACES.get(first.rank or 0, first.level if first.level in _ON_THE_PODIUM else ""),
        winners=[_winner(award) for award in given],
        shared=_("Ex æquo") if len(given) > 1 else "",
        withheld="" if given else str(first.not_awarded_because),
    )


def _winner(award: Award) -> Winner:
    return Winner(
        title=award.project_title or award.team_name,
        team=award.team_name if award.project_title else "",
        detail=award.about or "",
    )


def _published(publication: Publication, awards: list[Award], zone: str) -> str:
    """The day on which the results became public; of an edition that was not judged here, nobody knows it for sure."""
    was_judged_here = any(award.entry_id for award in awards)
    return wording.day(publication.publish_at, zone=zone) if was_judged_here else ""


def _preview(publication: Publication | None, zone: str) -> str:
    if publication is None:
        return _("Nobody else sees this page. No moment of publication has been chosen.")
    moment = wording.moment(publication.publish_at, zone=zone)
    return _("Nobody else sees this page before %(moment)s.") % {"moment": moment}
