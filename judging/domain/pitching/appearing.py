"""When somebody has to be there: with their team before the jury, or as a juror."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from competitions.models import Competition
from judging.domain.pitching.telling import announced
from judging.models import Assignment, PitchSlot
from teams.models import Membership, User


@dataclass(frozen=True)
class Appearances:
    """`own` are the slots of the person's team that it has been told of; `judged` those that the person judges."""

    own: list[PitchSlot]
    judged: list[PitchSlot]


def appearances_of(person: User, competition: Competition) -> Appearances:
    """Every slot that concerns `person` in the edition, in its order; three queries at most."""
    slots = PitchSlot.objects.filter(round__phase__competition=competition).order_by("starts_at", "place")
    rows = slots.select_related("entry__version__theme", "entry__project__team", "round__phase__competition")
    rows = rows.defer("entry__version__content")
    teams = Membership.objects.active().of(person).filter(competition=competition).values("team")
    own = _admitted(rows.filter(entry__project__team__in=teams))
    told = announced(own)
    theirs = Assignment.objects.readable().of(person).of_competition(competition).values("entry")
    return Appearances([slot for slot in own if slot.pk in told], _admitted(rows.filter(entry__in=theirs)))


def to_come(slots: list[PitchSlot], *, at: datetime) -> list[PitchSlot]:
    """Those that have not been heard and whose hour is not over."""
    return [slot for slot in slots if slot.ended_at is None and slot.ends_at > at]


def _admitted(slots: Iterable[PitchSlot]) -> list[PitchSlot]:
    found = []
    for slot in slots:
        slot.entry.round = slot.round
        if slot.entry.is_admitted:
            found.append(slot)
    return found
