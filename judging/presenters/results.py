"""The published results: the podium, the other prizes, and those that were not awarded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions import wording
from competitions.models import Competition
from judging.models import Award, Publication

PLACES = {1: "first", 2: "second", 3: "third"}


@dataclass(frozen=True)
class ResultsPage:
    title: str
    edition: str
    edition_url: str
    preview: str
    published: str
    podium: list[dict[str, str]]
    layout: str
    prizes: list[dict[str, str]]
    not_awarded: list[dict[str, str]]

    @property
    def is_empty(self) -> bool:
        return not (self.podium or self.prizes or self.not_awarded)


def results_page(
    competition: Competition, awards: Iterable[Award], publication: Publication | None, *, at: datetime
) -> ResultsPage:
    every = list(awards)
    given = [award for award in every if award.is_given]
    podium = sorted((award for award in given if award.rank in PLACES), key=lambda award: (award.rank, award.order))
    is_public = publication is not None and publication.publish_at <= at
    return ResultsPage(
        title=_("Results"),
        edition=str(competition.name),
        edition_url=reverse("competitions:edition", kwargs={"edition": competition.slug}),
        preview="" if is_public else _preview(publication, competition.time_zone),
        published=_published(publication, every, competition.time_zone) if publication and is_public else "",
        podium=[_place(award) for award in podium],
        layout="three" if [award.rank for award in podium] == [1, 2, 3] else "",
        prizes=[_prize(award) for award in given if award.rank not in PLACES],
        not_awarded=[{"title": str(award.prize), "text": _because(award)} for award in every if not award.is_given],
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


def _place(award: Award) -> dict[str, str]:
    return {
        "rank": str(award.prize),
        "title": award.project_title or award.team_name,
        "team": award.team_name if award.project_title else "",
        "detail": award.about or "",
        "place": PLACES[award.rank or 0],
    }


def _prize(award: Award) -> dict[str, str]:
    named = " · ".join(text for text in (award.project_title, award.team_name) if text)
    return {"title": str(award.prize), "meta": named, "text": award.about or ""}


def _because(award: Award) -> str:
    return _("Not awarded: %(reason)s") % {"reason": award.not_awarded_because}
