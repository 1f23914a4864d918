"""The vote of the audience: the candidates for whoever votes, and the voices once it is over."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import truncatewords
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competitions import timetable, wording
from judging.domain import audience
from judging.models import Entry, Round
from judging.presenters.cells import Table, table
from submissions.frozen import dossier_of
from submissions.models import Question

WORDS = 60  # of the summary of a project


@dataclass(frozen=True)
class Candidate:
    pk: int
    title: str
    team: str
    theme: str
    summary: str
    is_own: bool
    is_chosen: bool


@dataclass(frozen=True)
class CountsPage:
    """`table` is there once the vote is over, `state` before."""

    name: str
    state: str
    table: Table | None
    voters: str
    links: dict[str, str]
    may_edit: bool


def candidates(entries: Iterable[Entry], *, own: set[int], chosen: str = "") -> list[Candidate]:
    """In the order given; their frozen texts come with them, so that it costs no query."""
    language = (get_language() or "ar")[:2]
    return [
        Candidate(
            pk=entry.pk,
            title=entry.version.title,
            team=entry.team.display_name,
            theme=str(entry.version.theme.name),
            summary=_summary(entry, language),
            is_own=entry.pk in own,
            is_chosen=str(entry.pk) == chosen,
        )
        for entry in entries
    ]


def _summary(entry: Entry, language: str) -> str:
    """The beginning of the project's own summary; "" once its content is no longer kept."""
    if entry.version.content is None:
        return ""
    dossier = dossier_of(json.loads(entry.version.content), {}, {}, language, for_jury=True)
    return truncatewords(dossier.answer(Question.Purpose.SUMMARY), WORDS)


def window_of(round: Round, *, at: datetime) -> timetable.Deadline:
    """How long the vote is open still."""
    zone, closes_at = round.competition.time_zone, round.audience_closes_at
    assert closes_at is not None
    return timetable.Deadline(
        label=_("The vote of the audience closes"),
        left=wording.distance(closes_at, at=at),
        words=wording.last_minute(closes_at, zone=zone),
        iso=closes_at.isoformat(),
        zone=wording.zone_note(zone),
        countdown=timetable.countdown(at, at_the_end=_("Closed")),
    )


def counts_page(round: Round, *, may_edit: bool, at: datetime) -> CountsPage:
    counts = audience.count(round, at=at)
    own = {"edition": round.competition.slug, "round_id": round.pk}
    names = ("audience_vote", "audience_results", "pitch_order", "ranking")
    return CountsPage(
        name=str(round.name),
        state="" if counts is not None else _state(round),
        table=_table(counts) if counts is not None else None,
        voters=str(sum(each.votes for each in counts)) if counts is not None else "",
        links={name: reverse(f"judging:{name}", kwargs=own) for name in names},
        may_edit=may_edit,
    )


def _state(round: Round) -> str:
    if round.audience_closes_at is None:
        return _("There is no vote of the audience in this round.")
    moment = wording.last_minute(round.audience_closes_at, zone=round.competition.time_zone)
    return _("Nobody sees how many have voted, or for whom, before the vote has closed on %(moment)s.") % {
        "moment": moment
    }


def _table(counts: list[audience.Voices]) -> Table:
    columns = [_("Project"), _("Team"), _("Voices")]
    shown = table(_("Voices of the audience"), columns, amounts=columns[2:])
    for each in counts:
        shown.add(each.entry.version.title, each.entry.team.display_name, str(each.votes))
    return shown
