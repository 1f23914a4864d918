"""When somebody has to be there: with their team before the jury, or as a juror."""

from dataclasses import dataclass
from datetime import datetime

from competitions.models import Competition
from judging.models import Assignment, PitchSlot
from judging.models.pitch import PitchSlotQuerySet
from teams.models import Membership, User


@dataclass(frozen=True)
class Appearances:
    """`own` are the slots of the person's team that it has been told of; `judged` those that the person judges."""

    own: list[PitchSlot]
    judged: list[PitchSlot]


def appearances_of(person: User, competition: Competition) -> Appearances:
    """Every slot that concerns `person` in the edition, in its order; two queries."""
    slots = PitchSlot.objects.filter(round__phase__competition=competition).order_by("starts_at", "place")
    rows = slots.select_related("entry__version__theme", "entry__project__team", "round__phase__competition")
    rows = rows.defer("entry__version__content")
    teams = Membership.objects.active().of(person).filter(competition=competition).values("team")
    own = rows.announced().filter(entry__project__team__in=teams)
    theirs = Assignment.objects.readable().of(person).of_competition(competition).values("entry")
    return Appearances(_within_rounds(own), _within_rounds(rows.admitted().filter(entry__in=theirs)))


def to_come(slots: list[PitchSlot], *, at: datetime) -> list[PitchSlot]:
    """Those that have not been heard and whose hour is not over."""
    return [slot for slot in slots if slot.ended_at is None and slot.ends_at > at]


def _within_rounds(slots: PitchSlotQuerySet) -> list[PitchSlot]:
    """The same, each entry with the round that its slot was read with."""
    found = list(slots)
    for slot in found:
        slot.entry.round = slot.round
    return found
