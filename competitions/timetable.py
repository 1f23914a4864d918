"""An edition's phases as people read them: the timeline, and the deadline that matters now."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from competitions.models import Phase
from competitions.wording import ZONE, countdown_words, distance, last_minute, moment, period, zone_note

Words = str | Promise

OPENS: dict[str, Words] = {
    Phase.Kind.REGISTRATION: _("Registration opens"),
    Phase.Kind.SUBMISSION: _("Submitting projects opens"),
    Phase.Kind.MENTORING: _("Accompaniment begins"),
    Phase.Kind.JUDGING: _("The jury begins its work"),
    Phase.Kind.RESULTS: _("Results are announced"),
}
CLOSES: dict[str, Words] = {
    Phase.Kind.REGISTRATION: _("Registration closes"),
    Phase.Kind.SUBMISSION: _("Submitting projects closes"),
    Phase.Kind.MENTORING: _("Accompaniment ends"),
    Phase.Kind.JUDGING: _("The jury finishes its work"),
    Phase.Kind.RESULTS: _("End of the edition"),
}
# Which end a visitor needs to know first, while several phases are open.
URGENT = (Phase.Kind.REGISTRATION, Phase.Kind.SUBMISSION, Phase.Kind.JUDGING)


@dataclass(frozen=True)
class Countdown:
    """What keeps a panel right while the page is open: the server’s now and clock, the words, the last word."""

    now: str
    clock: str
    words: str
    at_the_end: Words


@dataclass(frozen=True)
class Deadline:
    """What the deadline panel shows: a label, how long is left, the last minute in words, the instant for machines."""

    label: Words
    left: str
    words: str
    iso: str
    zone: str
    over: bool = False
    countdown: Countdown | None = None


@dataclass(frozen=True)
class Step:
    """One phase on the timeline."""

    name: str
    dates: str
    state: str
    state_label: Words


def closing(
    phase: Phase, *, at: datetime, until: datetime | None = None, label: Words | None = None, zone: str = ZONE
) -> Deadline:
    """The panel for the end of `phase`, or for the later end that somebody was granted."""
    closes_at = phase.closes_at if until is None else max(phase.closes_at, until)
    return Deadline(
        label=label or CLOSES[phase.kind],
        left=distance(closes_at, at=at),
        words=last_minute(closes_at, zone=zone),
        iso=closes_at.isoformat(),
        zone=zone_note(zone),
        over=closes_at <= at,
        countdown=None if closes_at <= at else countdown(at, at_the_end=_("Closed")),
    )


def opening(phase: Phase, *, at: datetime, zone: str = ZONE) -> Deadline:
    """The panel for the beginning of `phase`."""
    return Deadline(
        label=OPENS[phase.kind],
        left=distance(phase.opens_at, at=at),
        words=moment(phase.opens_at, zone=zone),
        iso=phase.opens_at.isoformat(),
        zone=zone_note(zone),
        countdown=countdown(at, at_the_end=_("Open now: load the page again")),
    )


def countdown(at: datetime, *, at_the_end: Words) -> Countdown:
    """For a panel of an instant that is still to come, on a page made at `at`."""
    words = json.dumps(countdown_words(), ensure_ascii=False)
    return Countdown(at.isoformat(), reverse("healthz"), words, at_the_end)


def what_matters_now(phases: Sequence[Phase], *, at: datetime, zone: str = ZONE) -> Deadline | None:
    """The end of the most urgent open phase, else the next beginning, else nothing."""
    open_now = [phase for phase in phases if phase.opens_at <= at < phase.closes_at]
    for kind in URGENT:
        if ending := [phase for phase in open_now if phase.kind == kind]:
            return closing(min(ending, key=lambda phase: phase.closes_at), at=at, zone=zone)
    coming = [phase for phase in phases if phase.opens_at > at]
    return opening(min(coming, key=lambda phase: phase.opens_at), at=at, zone=zone) if coming else None


def timeline(phases: Iterable[Phase], *, at: datetime, zone: str = ZONE) -> list[Step]:
    """The phases in order, each past, under way or to come."""
    return [
        Step(str(phase.name), period(phase.opens_at, phase.closes_at, zone=zone), *state_of(phase, at=at))
        for phase in phases
    ]


def state_of(phase: Phase, *, at: datetime) -> tuple[str, Words]:
    """`past`, `now` or `next`, and the words for it."""
    if phase.closes_at <= at:
        return "past", _("Finished")
    if phase.opens_at <= at:
        return "now", _("Under way")
    return "next", _("To come")
