"""What keeps a round from closing, for the president: who has finished what, and never a point."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from competitions.domain.calendar import end_of
from judging.domain.closing import Short
from judging.models import Assignment, Entry, Round
from judging.presenters.rounds_head import address_of, header
from judging.presenters.states import state_of

PER_PAGE = 20  # each with its jurors


@dataclass(frozen=True)
class ShortPage:
    header: dict[str, str]
    ended: str
    entries: list[dict[str, Any]]
    typed: str
    waits: str
    none: dict[str, str]


def short_page(
    round: Round, shortfalls: Sequence[Short], *, typed: str, until: datetime | None, at: datetime
) -> ShortPage:
    """`shortfalls` are those of one page; `until` is the last end that any juror has been given."""
    zone = round.competition.time_zone
    end = end_of(round.phase, until=until)
    waits = _("The round stays open until %(moment)s, the last end that a juror has been given.")
    return ShortPage(
        header={**header(round), "title": _("Projects that lack evaluations"), "above": str(round.name)},
        ended=wording.last_minute(round.phase.closes_at, zone=zone),
        entries=[_entry(round, each, at=at) for each in shortfalls],
        typed=typed,
        waits=waits % {"moment": wording.last_minute(end, zone=zone)} if at < end and until else "",
        none=_none(round, at=at),
    )


def _none(round: Round, *, at: datetime) -> dict[str, str]:
    """What an empty page says: nothing is short yet, nothing any more, or nothing at all."""
    ranking = reverse("judging:ranking", kwargs=address_of(round))
    if round.closed_at is not None:
        text = _("The round has closed: nothing is left to decide about its projects.")
        return {
            "title": _("No project lacks evaluations"),
            "text": text,
            "url": ranking,
            "action": _("Read the ranking"),
        }
    if at >= round.phase.closes_at:
        text = _("When the time of the jury is over, the round closes by itself a few minutes later.")
        return {"title": _("No project lacks evaluations"), "text": text, "url": "", "action": ""}
    text = _(
        "Which projects lack evaluations is known once the time of the jury is over, after %(moment)s. Until then the "
        "progress of the jury names those that have too few jurors."
    )
    moment = wording.last_minute(round.phase.closes_at, zone=round.competition.time_zone)
    return {
        "title": _("It is decided after the end"),
        "text": text % {"moment": moment},
        "url": ranking,
        "action": _("See the progress"),
    }


def about_entry(round: Round, entry: Entry) -> dict[str, str]:
    """The head of a page about one short entry."""
    return {
        "title": entry.version.title,
        "above": f"{round.name} · {entry.team.display_name}",
        "back_url": reverse("judging:short", kwargs=address_of(round)),
    }


def about_juror(round: Round, name: str) -> dict[str, str]:
    """The head of the page that gives one juror more time."""
    return {
        "title": _("More time for %(juror)s") % {"juror": name},
        "above": str(round.name),
        "back_url": reverse("judging:short", kwargs=address_of(round)),
    }


def _entry(round: Round, short: Short, *, at: datetime) -> dict[str, Any]:
    address = {**address_of(round), "entry_id": short.entry.pk}
    words = ngettext(
        "%(done)d of %(minimum)d evaluation finished",
        "%(done)d of %(minimum)d evaluations finished",
        round.evaluations_minimum,
    )
    return {
        "title": short.entry.version.title,
        "team": short.entry.team.display_name,
        "words": words % {"done": short.finished, "minimum": round.evaluations_minimum},
        "jurors": [_juror(round, short, each, at=at) for each in short.assignments],
        "give_url": reverse("judging:give_late", kwargs=address),
        "decide_url": reverse("judging:short_entry", kwargs=address),
    }


def _juror(round: Round, short: Short, assignment: Assignment, *, at: datetime) -> dict[str, str]:
    until = short.ends.get(assignment.juror_id)
    kind, state = state_of(assignment, round, at=at, until=until)
    zone, finished = round.competition.time_zone, kind == "ok"
    address = address_of(round)
    give = reverse("judging:give_late", kwargs={**address, "entry_id": short.entry.pk})
    more = reverse("judging:more_time", kwargs={**address, "juror_id": assignment.juror_id})
    has_more = until is not None and until > round.phase.closes_at
    words = _("Has until %(moment)s") % {"moment": wording.last_minute(until, zone=zone)} if until else ""
    return {
        "name": assignment.juror.display_name,
        "kind": kind,
        "state": state,
        "until": words if has_more else "",
        "more_url": "" if finished else more,
        "replace_url": "" if finished else f"{give}?instead={assignment.pk}",
    }
