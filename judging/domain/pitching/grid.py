"""The slots of a round as a grid of hours: writing it down, and what all who change it ask first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from judging.domain.records import drop, keep
from judging.models import Entry, PitchSlot, Round
from teams.models import User

# Above every place of a round: there the slots wait while their places are dealt anew, as no two may share one.
ASIDE = 10_000


class PitchesHaveBegun(Refusal):
    message = _("The first project has already pitched: the order can only change for those that come after.")


class NothingToOrder(Refusal):
    message = _("No project has entered this round yet. Collect the projects first.")


@dataclass(frozen=True)
class Hour:
    """From when until when an entry is on."""

    entry: int
    starts_at: datetime
    ends_at: datetime


def length_of(round: Round) -> timedelta:
    """How long each project is on: to speak, and to answer."""
    return timedelta(minutes=round.pitch_minutes + round.questions_minutes)


def slots_of(round: Round) -> list[PitchSlot]:
    """Every slot in its place."""
    return list(PitchSlot.objects.filter(round=round).order_by("place"))


def hours_of(slots: Sequence[PitchSlot]) -> list[Hour]:
    return [Hour(slot.entry_id, slot.starts_at, slot.ends_at) for slot in slots]


def has_begun(slots: Sequence[PitchSlot]) -> bool:
    return any(slot.started_at for slot in slots)


def admitted(round: Round) -> list[int]:
    """The keys of the entries that pitch, in the order in which they entered."""
    return list(Entry.objects.admitted().filter(round=round).order_by("pk").values_list("pk", flat=True))


def write(round: Round, hours: Sequence[Hour], *, by: User, at: datetime) -> list[PitchSlot]:
    """Let the slots of `round` be these, in this order; those of other entries go. The caller holds the round."""
    standing = {slot.entry_id: slot for slot in slots_of(round)}
    wanted = {hour.entry for hour in hours}
    for entry, slot in standing.items():
        if entry not in wanted:
            drop(slot, by=by, at=at)
    PitchSlot.objects.filter(round=round).update(place=F("place") + ASIDE)
    return [_placed(standing.get(hour.entry), round, place, hour, by=by, at=at) for place, hour in enumerate(hours, 1)]


def _placed(slot: PitchSlot | None, round: Round, place: int, hour: Hour, *, by: User, at: datetime) -> PitchSlot:
    if slot is not None and (slot.place, slot.starts_at, slot.ends_at) == (place, hour.starts_at, hour.ends_at):
        # Back from aside, which is nobody's doing and no line of the history.
        PitchSlot.objects.filter(pk=slot.pk).update(place=place)
        return slot
    slot = slot or PitchSlot(entry_id=hour.entry, round=round)
    slot.place, slot.starts_at, slot.ends_at = place, hour.starts_at, hour.ends_at
    keep(slot, by=by, at=at)
    return slot
