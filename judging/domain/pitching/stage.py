"""Who is on: the chair starts a pitch, opens the questions and ends it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal
from judging.domain.authority import require_organiser_or_president
from judging.domain.records import keep
from judging.models import PitchSlot, Round
from teams.models import User


class OtherIsOn(Refusal):
    """Another project is on. End it first."""


class NotOn(Refusal):
    message = gettext_lazy("This project is not on. Start it first.")


class RoundNotRunning(Refusal):
    message = gettext_lazy("The round is not open, so nobody could score what is heard. Open the round first.")


def start(*, slot: PitchSlot, by: User, at: datetime) -> PitchSlot:
    """The project begins to speak. One that has begun is returned as it is.

    Raises OnlyOrganiserOrPresident, RoundNotRunning, OtherIsOn.
    """
    with transaction.atomic():
        slot = _held(slot, by=by)
        if slot.started_at is None:
            _require_stage(slot)
            slot.started_at = at
            keep(slot, by=by, at=at)
    return slot


def take_questions(*, slot: PitchSlot, by: User, at: datetime) -> PitchSlot:
    """The project has spoken, and the jury asks. Raises OnlyOrganiserOrPresident, RoundNotRunning, NotOn."""
    with transaction.atomic():
        slot = _held(slot, by=by)
        _require_on(slot)
        if slot.questions_at is None:
            slot.questions_at = at
            keep(slot, by=by, at=at)
    return slot


def end(*, slot: PitchSlot, by: User, at: datetime) -> PitchSlot:
    """The project has been heard. One that has ended is returned as it is.

    Raises OnlyOrganiserOrPresident, RoundNotRunning, NotOn.
    """
    with transaction.atomic():
        slot = _held(slot, by=by)
        if slot.ended_at is None:
            _require_on(slot)
            slot.ended_at = at
            keep(slot, by=by, at=at)
    return slot


def resume(*, slot: PitchSlot, by: User, at: datetime) -> PitchSlot:
    """A project that was ended by mistake goes on, its clock as if it had not been.

    Raises OnlyOrganiserOrPresident, RoundNotRunning, NotOn, OtherIsOn.
    """
    with transaction.atomic():
        slot = _held(slot, by=by)
        if slot.started_at is None:
            raise NotOn
        if slot.ended_at is not None:
            _require_stage(slot)
            slot.ended_at = None
            keep(slot, by=by, at=at)
    return slot


def programme(round: Round) -> list[PitchSlot]:
    """The slots of `round` in their order, each with its entry, version, theme and team; one query."""
    slots = PitchSlot.objects.filter(round=round).order_by("place")
    rows = list(slots.select_related("entry__version__theme", "entry__project__team").defer("entry__version__content"))
    for slot in rows:
        slot.round = slot.entry.round = round
    return rows


def on_now(slots: Sequence[PitchSlot]) -> PitchSlot | None:
    """The one that has begun and not ended, of the slots of a round."""
    return next((slot for slot in slots if slot.started_at and not slot.ended_at), None)


def next_after(slots: Sequence[PitchSlot]) -> PitchSlot | None:
    """The one to come: the first in the order that has not begun and whose entry is still in the round."""
    return next((slot for slot in slots if slot.started_at is None and slot.entry.is_admitted), None)


def _held(slot: PitchSlot, *, by: User) -> PitchSlot:
    """The slot as it stands, its round held, so that no two are started at once."""
    require_organiser_or_president(by, slot.round.competition)
    round = Round.objects.locked(slot.round_id)
    if round.opened_at is None or round.closed_at is not None:
        raise RoundNotRunning
    return PitchSlot.objects.select_related("entry__version", "round__phase__competition").get(pk=slot.pk)


def _require_stage(slot: PitchSlot) -> None:
    on = PitchSlot.objects.filter(round=slot.round_id, started_at__isnull=False, ended_at=None).exclude(pk=slot.pk)
    if (other := on.first()) is not None:
        raise OtherIsOn(_("The project at place %(place)d is still on. End it first.") % {"place": other.place})


def _require_on(slot: PitchSlot) -> None:
    if slot.started_at is None or slot.ended_at is not None:
        raise NotOn
