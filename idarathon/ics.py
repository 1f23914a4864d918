"""An edition's calendar as a file that calendar programs read and refresh."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from competitions.models import Phase
from competitions.timetable import CLOSES

# A deadline is shown as a short appointment that ends with it.
SHOWN_FOR = timedelta(minutes=30)
DEADLINES = (Phase.Kind.REGISTRATION, Phase.Kind.SUBMISSION)


def icalendar(edition: Any, phases: Any, *, host: str, url: str, language: str, at: datetime) -> bytes:
    """Each phase as days that block nobody, and each deadline as an appointment in UTC.

    Identities stay the same when dates move, so that programs move what they have and add nothing twice.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Idarathon//{host}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", str(edition.name))
    for phase in phases:
        calendar.add_component(_days(phase, edition, host=host, url=url, at=at))
        if phase.kind in DEADLINES:
            calendar.add_component(_deadline(phase, edition, host=host, url=url, at=at))
    return bytes(calendar.to_ical())


def _days(phase: Any, edition: Any, *, host: str, url: str, at: datetime) -> Event:
    zone = ZoneInfo(edition.time_zone)
    event = _event(f"phase-{phase.pk}@{host}", f"{edition.name}: {phase.name}", url=url, at=at)
    event.add("dtstart", phase.opens_at.astimezone(zone).date())
    # The end of whole days is the day after the last one.
    event.add("dtend", phase.last_minute.astimezone(zone).date() + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _deadline(phase: Any, edition: Any, *, host: str, url: str, at: datetime) -> Event:
    event = _event(f"deadline-{phase.pk}@{host}", f"{edition.name}: {CLOSES[phase.kind]}", url=url, at=at)
    event.add("dtstart", phase.last_minute - SHOWN_FOR)
    event.add("dtend", phase.last_minute)
    return event


def _event(identity: str, summary: str, *, url: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", identity)
    event.add("dtstamp", at)
    event.add("summary", summary)
    event.add("url", url)
    return event
