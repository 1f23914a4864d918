"""Who is on, for how long still, and who comes next: the pages of a session of pitches."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from competitions import wording
from judging.domain.blinding import team_of, titles
from judging.domain.pitching import next_after, on_now
from judging.models import PitchSlot, Round

SOON = timedelta(minutes=1)  # before its end a part is announced to be almost over
UNDER_WAY = "todo"


@dataclass(frozen=True)
class Signal:
    """Colour and words alike; never a sound."""

    kind: str
    words: str


@dataclass(frozen=True)
class Timer:
    """`until` is when the part is over; the script counts from the server's `now` and asks `clock` after a sleep.

    `words` are those of each signal, as JSON.
    """

    until: str
    now: str
    clock: str
    figure: str
    signal: Signal
    words: str
    soon: int = int(SOON.total_seconds())


@dataclass(frozen=True)
class Pitch:
    """A slot as the jury, the chair and the room see it."""

    pk: int
    place: int
    title: str
    team: str
    hour: str
    state: str
    kind: str
    link: str
    url: str = ""
    is_on: bool = False
    is_over: bool = False
    asks: bool = False


@dataclass(frozen=True)
class StagePage:
    """`version` changes whenever something does; then what is shown is loaded again."""

    name: str
    version: str
    on: Pitch | None
    part: str
    timer: Timer | None
    following: Pitch | None
    pitches: list[Pitch]
    links: Mapping[str, str] = field(default_factory=dict)
    may_act: bool = False


def stage_page(
    round: Round,
    slots: Sequence[PitchSlot],
    *,
    at: datetime,
    evaluations: Mapping[int, int] | None = None,
    may_act: bool = False,
) -> StagePage:
    """`slots` are the programme; `evaluations` the assignment of whoever looks, by entry."""
    named = titles([slot.entry for slot in slots])
    on, following = on_now(slots), next_after(slots)
    pitches = {
        slot.pk: _pitch(slot, named[slot.entry_id], round, evaluations or {}, is_next=slot is following)
        for slot in slots
    }
    return StagePage(
        name=str(round.name),
        version=_version(slots),
        on=pitches[on.pk] if on else None,
        part=_part(on),
        timer=timer(on, round, at=at) if on else None,
        following=pitches[following.pk] if following else None,
        pitches=list(pitches.values()),
        links=_links(round),
        may_act=may_act,
    )


def timer(slot: PitchSlot, round: Round, *, at: datetime) -> Timer:
    """How much is left of the part of the pitch that is under way."""
    assert slot.started_at is not None
    minutes = round.questions_minutes if slot.questions_at else round.pitch_minutes
    until = (slot.questions_at or slot.started_at) + timedelta(minutes=minutes)
    words = {"ok": _("In time"), "warn": _("Last minute"), "missing": _("Time is over")}
    kind = "missing" if at >= until else "warn" if at >= until - SOON else "ok"
    return Timer(
        until=until.isoformat(),
        now=at.isoformat(),
        clock=reverse("healthz"),
        figure=figure(until - at),
        signal=Signal(kind, words[kind]),
        words=json.dumps(words, ensure_ascii=False),
    )


def figure(left: timedelta) -> str:
    """Minutes and seconds; with a plus sign what is too long."""
    seconds = int(left.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'+' if seconds < 0 else ''}{minutes:02d}:{rest:02d}"


def state_of(slot: PitchSlot, *, is_next: bool) -> tuple[str, str]:
    """Kind and words of the state of a slot."""
    if not slot.entry.is_admitted:
        return "missing", pgettext("pitch", "Left the round")
    if slot.ended_at:
        return "ok", pgettext("pitch", "Heard")
    if slot.started_at:
        return UNDER_WAY, pgettext("pitch", "On now")
    return (UNDER_WAY, pgettext("pitch", "Next")) if is_next else ("off", pgettext("pitch", "To come"))


def hour_of(slot: PitchSlot, zone: str) -> str:
    """From when until when, as a clock shows it."""
    return f"{wording.clock(slot.starts_at, zone)}–{wording.clock(slot.ends_at, zone)}"


def _pitch(slot: PitchSlot, title: str, round: Round, evaluations: Mapping[int, int], *, is_next: bool) -> Pitch:
    competition = round.phase.competition
    kind, state = state_of(slot, is_next=is_next)
    own = evaluations.get(slot.entry_id)
    return Pitch(
        pk=slot.pk,
        place=slot.place,
        title=title,
        team=team_of(slot.entry),
        hour=hour_of(slot, competition.time_zone),
        state=state,
        kind=kind,
        link=slot.link,
        url=reverse("judging:evaluation", kwargs={"edition": competition.slug, "assignment_id": own}) if own else "",
        is_on=bool(slot.started_at and not slot.ended_at),
        is_over=bool(slot.ended_at),
        asks=bool(slot.questions_at),
    )


def _part(slot: PitchSlot | None) -> str:
    if slot is None:
        return ""
    return pgettext("pitch", "Questions of the jury") if slot.questions_at else pgettext("pitch", "The team speaks")


def _version(slots: Sequence[PitchSlot]) -> str:
    facts = [
        (
            slot.entry_id,
            slot.place,
            slot.started_at,
            slot.questions_at,
            slot.ended_at,
            slot.entry.is_admitted,
            slot.link,
        )
        for slot in slots
    ]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _links(round: Round) -> dict[str, str]:
    own = {"edition": round.phase.competition.slug, "round_id": round.pk}
    names = ("live", "live_act", "live_screen", "pitch_now", "pitch_order", "ranking")
    links = {name: reverse(f"judging:{name}", kwargs=own) for name in names}
    for name in ("jury", "pitch_ics"):
        links[name] = reverse(f"judging:{name}", kwargs={"edition": round.phase.competition.slug})
    return links
