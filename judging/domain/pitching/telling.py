"""Telling teams and jurors when a project pitches; nobody twice of the same hour and place."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from competitions.domain.outbox import queue
from competitions.models import Message
from judging.domain.panels import jurors_of
from judging.messages import PITCH_JURY, PITCH_TEAM
from judging.models import Assignment, PitchSlot, Round
from teams.domain.authority import require_organiser
from teams.models import User


def tell(*, round: Round, by: User, at: datetime) -> int:
    """Write to the members of every team and to every juror who have not been told of the hours as they are now.

    Returns how many messages there are. Raises OnlyOrganiser.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        slots = _slots(round)
        context = {"competition": round.competition, "round": round}
        told = []
        for slot in slots:
            for person in slot.entry.team.members():
                about = {**context, "slot": slot}
                told.append(queue(PITCH_TEAM, to=person, context=about, at=at, dedupe_key=_key(slot, person.pk)))
        PitchSlot.objects.filter(pk__in=[slot.pk for slot in slots], told_at=None).update(told_at=at)
        if slots:
            programme, jury = _digest(slots), {**context, "first": slots[0], "count": len(slots)}
            for juror in jurors_of_pitches(round, at=at):
                key = f"{PITCH_JURY.key}:{round.pk}:{programme}:{juror.pk}"
                told.append(queue(PITCH_JURY, to=juror, context=jury, at=at, dedupe_key=key))
    return sum(message is not None for message in told)


def untold(round: Round) -> int:
    """How many projects' captains have not been told of their hour and place as they are now; two queries."""
    keys = {_key(slot, slot.entry.team.captain_id) for slot in _slots(round)}
    return len(keys) - Message.objects.filter(dedupe_key__in=keys).count()


def jurors_of_pitches(round: Round, *, at: datetime) -> list[User]:
    """Who judges the pitches: those to whom entries are assigned, or all jurors while nothing is."""
    assigned = Assignment.objects.live().filter(entry__round=round)
    keys = set(assigned.values_list("juror", flat=True)) or set(jurors_of(round, at=at))
    return list(User.objects.filter(pk__in=keys, is_active=True).order_by("pk"))


def _slots(round: Round) -> list[PitchSlot]:
    slots = PitchSlot.objects.filter(round=round, ended_at=None).order_by("place")
    with_teams = slots.select_related("entry__project__team", "entry__version").defer("entry__version__content")
    return [slot for slot in with_teams if slot.entry.is_admitted]


def _key(slot: PitchSlot, person: int) -> str:
    return f"{PITCH_TEAM.key}:{slot.entry_id}:{_digest([slot])}:{person}"


def _digest(slots: Sequence[PitchSlot]) -> str:
    said = "\n".join(f"{slot.entry_id} {slot.starts_at.isoformat()} {slot.link}" for slot in slots)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
