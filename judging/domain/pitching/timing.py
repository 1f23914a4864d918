"""At what hour each project pitches, and where."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from judging.domain.pitching.grid import (
    Hour,
    NothingToOrder,
    PitchesHaveBegun,
    admitted,
    has_begun,
    hours_of,
    length_of,
    slots_of,
    write,
)
from judging.domain.records import keep
from judging.models import PitchSlot, Round
from teams.domain.authority import require_organiser
from teams.models import User

LONGEST = 240  # minutes of one part of a pitch, and of a break
_is_address = URLValidator(schemes=["https", "http"])


class WrongLength(Refusal):
    message = _("A project speaks for at least one minute, and no part is longer than 240 minutes.")
    field = "pitch_minutes"


class HourTaken(Refusal):
    message = _("The project before is still on at that hour. Choose a later one.")
    field = "starts_at"


class WrongLink(Refusal):
    message = _("Write the whole address of the meeting, such as https://meet.example/room.")
    field = "link"


def lay_out(
    *,
    round: Round,
    starts_at: datetime,
    pitch_minutes: int,
    questions_minutes: int,
    break_every: int = 0,
    break_minutes: int = 0,
    by: User,
    at: datetime,
) -> list[PitchSlot]:
    """Give every admitted entry its hour, one after the other from `starts_at`, with a break after each so many.

    Those that have a place keep their order; new ones come after them. Until the first has pitched.
    Raises OnlyOrganiser, WrongLength, NothingToOrder, PitchesHaveBegun.
    """
    require_organiser(by, round.competition)
    if not 1 <= pitch_minutes <= LONGEST or not 0 <= max(questions_minutes, break_minutes) <= LONGEST:
        raise WrongLength
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        slots, entries = slots_of(round), admitted(round)
        if has_begun(slots):
            raise PitchesHaveBegun
        if not entries:
            raise NothingToOrder
        if (round.pitch_minutes, round.questions_minutes) != (pitch_minutes, questions_minutes):
            round.pitch_minutes, round.questions_minutes = pitch_minutes, questions_minutes
            keep(round, by=by, at=at)
        placed = [slot.entry_id for slot in slots if slot.entry_id in set(entries)]
        order = [*placed, *(entry for entry in entries if entry not in set(placed))]
        pause = timedelta(minutes=break_minutes)
        return write(round, timetable(order, starts_at, length_of(round), break_every, pause), by=by, at=at)


def timetable(
    order: list[int], starts_at: datetime, length: timedelta, break_every: int = 0, pause: timedelta = timedelta()
) -> list[Hour]:
    """The hours of entries in that order; no break comes after the last one."""
    hours = []
    for place, entry in enumerate(order):
        breaks = place // break_every if break_every else 0
        begins = starts_at + place * length + breaks * pause
        hours.append(Hour(entry, begins, begins + length))
    return hours


def retime(*, slot: PitchSlot, starts_at: datetime, by: User, at: datetime) -> None:
    """Let the project of `slot` begin then, and move all that come after it by as much.

    So an organiser makes a longer break, or begins a second day. Raises OnlyOrganiser, PitchesHaveBegun, HourTaken.
    """
    require_organiser(by, slot.round.competition)
    with transaction.atomic():
        round = Round.objects.locked(slot.round_id)
        slots = slots_of(round)
        place = [each.pk for each in slots].index(slot.pk)
        if slots[place].started_at:
            raise PitchesHaveBegun
        if place and starts_at < slots[place - 1].ends_at:
            raise HourTaken
        later = starts_at - slots[place].starts_at
        hours = hours_of(slots)
        moved = [Hour(hour.entry, hour.starts_at + later, hour.ends_at + later) for hour in hours[place:]]
        write(round, [*hours[:place], *moved], by=by, at=at)


def set_link(*, round: Round, link: str, slot: PitchSlot | None = None, by: User, at: datetime) -> None:
    """Where the project of `slot` is heard, or all of them: the address of a video meeting, "" for none.

    Raises OnlyOrganiser, WrongLink.
    """
    require_organiser(by, round.competition)
    link = link.strip()
    if link:
        try:
            _is_address(link)
        except ValidationError as error:
            raise WrongLink from error
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        for each in slots_of(round):
            if (slot is None or each.pk == slot.pk) and each.link != link:
                each.link = link
                keep(each, by=by, at=at)
