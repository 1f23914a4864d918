"""When somebody has to be at a session of pitches: as a page, and as a file for calendar programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from competitions import wording
from competitions.addresses import absolute
from competitions.models import Competition
from judging.domain.blinding import titles
from judging.domain.pitching.appearing import Appearances
from judging.models import Draw, PitchSlot
from judging.presenters.stage import hour_of


@dataclass(frozen=True)
class OwnPitch:
    """A team's hour; `draws_url` leads to how the order was drawn, "" where it was not."""

    round: str
    rows: list[dict[str, str]]
    link: str
    draws_url: str


def own_pitches(competition: Competition, slots: Iterable[PitchSlot], *, at: datetime) -> list[OwnPitch]:
    """What a team reads of its own hours; one query."""
    drawn = set(Draw.objects.filter(round__phase__competition=competition).values_list("round", flat=True))
    return [_own(competition, slot, is_drawn=slot.round_id in drawn, at=at) for slot in slots]


def calendar_of(competition: Competition, appearances: Appearances, *, host: str, language: str, at: datetime) -> bytes:
    """Each slot as an appointment in UTC. Its identity stays when it moves, so that programs move what they have."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Idarathon//{host}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", str(competition.name))
    named = titles([slot.entry for slot in appearances.judged])
    for slot in appearances.own:
        summary = _("%(edition)s: pitch of your team") % {"edition": competition.name}
        url = absolute("judging:own_pitch", edition=competition.slug)
        calendar.add_component(_event(slot, summary, host=host, url=url, at=at))
    for slot in appearances.judged:
        about = {"edition": competition.name, "place": slot.place, "title": named[slot.entry_id]}
        summary = _("%(edition)s: pitch number %(place)d, %(title)s") % about
        url = absolute("judging:pitch_now", edition=competition.slug, round_id=slot.round_id)
        calendar.add_component(_event(slot, summary, host=host, url=url, at=at))
    return bytes(calendar.to_ical())


def _event(slot: PitchSlot, summary: str, *, host: str, url: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"pitch-{slot.pk}@{host}")
    event.add("dtstamp", at)
    event.add("summary", summary)
    event.add("dtstart", slot.starts_at)
    event.add("dtend", slot.ends_at)
    event.add("url", url)
    if slot.link:
        event.add("location", slot.link)
    return event


def _own(competition: Competition, slot: PitchSlot, *, is_drawn: bool, at: datetime) -> OwnPitch:
    zone = competition.time_zone
    spoken = {"speak": slot.round.pitch_minutes, "answer": slot.round.questions_minutes}
    rows = [
        {"term": _("Day"), "value": wording.day(slot.starts_at, zone=zone)},
        {"term": _("Hour"), "value": f"{hour_of(slot, zone)} ({wording.zone_note(zone)})"},
        {"term": _("Place in the running order"), "value": str(slot.place)},
        {"term": _("Minutes to speak, and for questions"), "value": _("%(speak)d, then %(answer)d") % spoken},
    ]
    if slot.ended_at is None and slot.ends_at > at:
        rows[1]["value"] += f" · {wording.distance(slot.starts_at, at=at)}"
    return OwnPitch(
        round=str(slot.round.name),
        rows=rows,
        link=slot.link,
        draws_url=reverse("judging:draws", kwargs={"edition": competition.slug}) if is_drawn else "",
    )
