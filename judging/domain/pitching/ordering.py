"""In which order the projects pitch: drawn by lot, or by hand."""

from datetime import datetime

from django.db import transaction

from judging.domain import drawing
from judging.domain.authority import require_organiser_or_president
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
from judging.domain.pitching.timing import timetable
from judging.domain.records import keep
from judging.models import Draw, PitchSlot, Round
from teams.domain.authority import require_organiser
from teams.models import User

ORDER_DRAWN = Draw.Purpose.ORDER


def draw_order(*, round: Round, by: User, at: datetime) -> Draw:
    """Draw the running order from the seed that was published; the hours stay, the projects change places.

    Without hours yet, they are laid out from the opening of the judging phase.
    Raises OnlyOrganiser, NothingToOrder, PitchesHaveBegun, NoSeed, TooSoon.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        slots, entries = slots_of(round), admitted(round)
        if not entries:
            raise NothingToOrder
        if has_begun(slots):
            raise PitchesHaveBegun
        inputs = {"method": drawing.METHOD, "entries": entries}
        drawn, result = drawing.settle(drawing.waiting(round, ORDER_DRAWN), inputs, by=by, at=at)
        order = result["order"]
        hours = hours_of(slots)[: len(order)]
        begins = hours[-1].ends_at if hours else round.phase.opens_at
        more = timetable(order[len(hours) :], begins, length_of(round))
        _put(round, order, [*hours, *more], by=by, at=at)
    return drawn


def move(*, slot: PitchSlot, place: int, by: User, at: datetime) -> None:
    """Let the project of `slot` pitch at that place among those that have not begun; the hours stay where they are.

    A place that lies outside is the nearest one inside. Raises OnlyOrganiser, PitchesHaveBegun.
    """
    require_organiser(by, slot.round.competition)
    with transaction.atomic():
        round = Round.objects.locked(slot.round_id)
        slots = slots_of(round)
        order = [each.entry_id for each in slots]
        first = 1 + max((number for number, each in enumerate(slots, 1) if each.started_at), default=0)
        now = order.index(slot.entry_id) + 1
        if now < first:
            raise PitchesHaveBegun
        order.remove(slot.entry_id)
        order.insert(min(max(place, first), len(slots)) - 1, slot.entry_id)
        _put(round, order, hours_of(slots), by=by, at=at)


def postpone(*, slot: PitchSlot, by: User, at: datetime) -> None:
    """A team that is absent, or cannot go on, pitches after all the others, who keep their hours.

    What had begun of it is forgotten. Raises OnlyOrganiserOrPresident, PitchesHaveBegun for a pitch that was heard.
    """
    require_organiser_or_president(by, slot.round.competition)
    with transaction.atomic():
        round = Round.objects.locked(slot.round_id)
        slots = slots_of(round)
        postponed = next(each for each in slots if each.pk == slot.pk)
        if postponed.ended_at:
            raise PitchesHaveBegun
        if postponed.started_at:
            postponed.started_at = postponed.questions_at = None
            keep(postponed, by=by, at=at)
        others = [each for each in slots if each.pk != slot.pk]
        begins = max([each.ends_at for each in others] or [postponed.starts_at])
        last = Hour(postponed.entry_id, begins, begins + length_of(round))
        write(round, [*hours_of(others), last], by=by, at=at)


def _put(round: Round, order: list[int], hours: list[Hour], *, by: User, at: datetime) -> None:
    """The entries in that order into those hours."""
    filled = [Hour(entry, hour.starts_at, hour.ends_at) for entry, hour in zip(order, hours, strict=True)]
    write(round, filled, by=by, at=at)
