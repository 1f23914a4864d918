"""The running order of a session of pitches, for whoever makes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from judging.domain.pitching import next_after
from judging.forms.moments import TYPED
from judging.models import Draw, PitchSlot, Round
from judging.presenters.stage import hour_of, state_of


@dataclass(frozen=True)
class OrderRow:
    pk: int
    place: int
    title: str
    team: str
    day: str
    hour: str
    typed: str
    link: str
    state: str
    kind: str
    url: str
    can_move: bool


@dataclass(frozen=True)
class Seed:
    """A seed that waits for its draw, in words; `draws` is how often was drawn before."""

    text: str
    since: str


@dataclass(frozen=True)
class OrderPage:
    name: str
    rows: list[OrderRow]
    seed: Seed | None
    told: str
    has_untold: bool
    links: dict[str, str]
    may_edit: bool
    has_begun: bool


def order_page(
    round: Round, slots: Sequence[PitchSlot], *, seed: Draw | None, untold: int, may_edit: bool
) -> OrderPage:
    """For organisers, and without forms for who follows the jury's work."""
    following = next_after(slots)
    has_begun = any(slot.started_at for slot in slots)
    return OrderPage(
        name=str(round.name),
        rows=[_row(round, slot, is_next=slot is following and has_begun) for slot in slots],
        seed=seed_waiting(seed, round),
        told=_told(untold) if slots else "",
        has_untold=bool(untold),
        links=_links(round),
        may_edit=may_edit,
        has_begun=has_begun,
    )


def seed_waiting(seed: Draw | None, round: Round) -> Seed | None:
    if seed is None:
        return None
    return Seed(seed.seed, wording.moment(seed.published_at, zone=round.competition.time_zone))


def laid_out(round: Round, slots: Sequence[PitchSlot]) -> dict[str, Any]:
    """What the form of the hours shows at first."""
    begins: datetime = slots[0].starts_at if slots else round.phase.opens_at
    return {
        "starts_at": begins,
        "pitch_minutes": round.pitch_minutes,
        "questions_minutes": round.questions_minutes,
    }


def _told(untold: int) -> str:
    if not untold:
        return _("Every team has been told of its hour as it is now.")
    words = ngettext(
        "%(count)d team has not been told of its hour as it is now.",
        "%(count)d teams have not been told of their hour as it is now.",
        untold,
    )
    return words % {"count": untold}


def _row(round: Round, slot: PitchSlot, *, is_next: bool) -> OrderRow:
    zone = round.competition.time_zone
    kind, state = state_of(slot, is_next=is_next)
    own = {"edition": round.competition.slug, "round_id": round.pk, "slot_id": slot.pk}
    return OrderRow(
        pk=slot.pk,
        place=slot.place,
        title=slot.entry.version.title,
        team=slot.entry.team.display_name,
        day=wording.day(slot.starts_at, zone=zone),
        hour=hour_of(slot, zone),
        typed=slot.starts_at.astimezone(ZoneInfo(zone)).strftime(TYPED),
        link=slot.link,
        state=state,
        kind=kind,
        url=reverse("judging:slot_act", kwargs=own),
        can_move=slot.started_at is None,
    )


def _links(round: Round) -> dict[str, str]:
    own = {"edition": round.competition.slug, "round_id": round.pk}
    names = ("pitch_order", "order_act", "live", "live_screen", "audience_results", "panels", "ranking")
    links = {name: reverse(f"judging:{name}", kwargs=own) for name in names}
    return {**links, "draws": reverse("judging:draws", kwargs={"edition": round.competition.slug})}
