"""Drawing by lot from a seed that was published before, in a way that anybody can do again.

`docs/drawing-by-lot.md` describes it for whoever replays a draw in their own way, and changes with this module;
`static/draw/replay.py` does it with Python alone.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from judging.models import Draw, Round
from teams.domain.authority import require_organiser
from teams.models import User

METHOD = "idarathon-draw/1"
SEED_BYTES = 16
SEED_MAX = 100  # letters, as the column


class SeedWaits(Refusal):
    message = _("A seed is published already and waits for its draw. Draw from it first.")


class NoSeed(Refusal):
    message = _("Publish a seed first: what is drawn must not be known when the seed is chosen.")


class TooSoon(Refusal):
    message = _("The seed has only just been published. Draw a moment later, so that it stands before the draw.")


class SeedTooLong(Refusal):
    message = _("A seed has at most 100 letters.")
    field = "seed"


class PanelDraw(TypedDict):
    """What panels are drawn among: `conflicts` are pairs of juror and entry that must not meet if it can be avoided."""

    method: str
    panels: int
    jurors: list[int]
    entries: list[int]
    conflicts: list[list[int]]


class DrawnPanel(TypedDict):
    number: int
    jurors: list[int]
    entries: list[int]


def ticket(seed: str, kind: str, id: int) -> str:
    """What decides the place of one of those drawn: SHA-256 of "seed:kind:id", in small hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{kind}:{id}".encode()).hexdigest()


def in_drawn_order(seed: str, kind: str, ids: Iterable[int]) -> list[int]:
    """The ids by their tickets, smallest first; in whatever order they come."""
    return sorted(set(ids), key=lambda id: ticket(seed, kind, id))


def drawn_panels(seed: str, inputs: PanelDraw) -> list[DrawnPanel]:
    """Jurors, then entries, dealt to the panels in their drawn order; sizes differ by one at most.

    An entry goes, of the panels that still have room, to the one with the fewest jurors in conflict with it, then with
    the fewest entries, then of the lowest number. Those that fit the fewest panels are dealt first. What is left is
    mended by the first exchange of two entries that leaves fewer conflicts, until none does.
    """
    count = inputs["panels"]
    panels: list[DrawnPanel] = [{"number": number + 1, "jurors": [], "entries": []} for number in range(count)]
    for place, juror in enumerate(in_drawn_order(seed, "juror", inputs["jurors"])):
        panels[place % count]["jurors"].append(juror)
    pairs = {(juror, entry) for juror, entry in inputs["conflicts"]}
    met = {
        entry: [sum((juror, entry) in pairs for juror in panel["jurors"]) for panel in panels]
        for entry in inputs["entries"]
    }
    drawn = in_drawn_order(seed, "entry", inputs["entries"])
    at = _dealt(sorted(drawn, key=lambda entry: met[entry].count(0)), met, count)
    _mend(drawn, at, met)
    for entry in drawn:
        panels[at[entry]]["entries"].append(entry)
    return panels


def _dealt(order: Sequence[int], met: dict[int, list[int]], count: int) -> dict[int, int]:
    """The panel of each entry, counted from 0."""
    sizes, at = [0] * count, {}
    smaller, larger = divmod(len(order), count)
    for entry in order:
        # So many panels may have one entry more than the others.
        full = sum(size > smaller for size in sizes)
        room = [
            panel for panel in range(count) if sizes[panel] < smaller or (sizes[panel] == smaller and full < larger)
        ]
        at[entry] = min(room, key=lambda panel: (met[entry][panel], sizes[panel], panel))
        sizes[at[entry]] += 1
    return at


def _mend(drawn: Sequence[int], at: dict[int, int], met: dict[int, list[int]]) -> None:
    """Each exchange leaves fewer conflicts than before, so that it ends."""
    mended = True
    while mended:
        mended = False
        for entry in drawn:
            if not met[entry][at[entry]]:
                continue
            for other in drawn:
                here, there = at[entry], at[other]
                before = met[entry][here] + met[other][there]
                if here != there and met[entry][there] + met[other][here] < before:
                    at[entry], at[other], mended = there, here, True
                    break


def replayed(draw: Draw) -> Any:
    """The result of a draw, computed again from its seed and its inputs; None while nothing is drawn."""
    if draw.inputs is None:
        return None
    if draw.purpose == Draw.Purpose.PANELS:
        return {"panels": drawn_panels(draw.seed, draw.inputs)}
    return {"order": in_drawn_order(draw.seed, "entry", draw.inputs["entries"])}


def publish_seed(*, round: Round, purpose: str, by: User, at: datetime, seed: str = "") -> Draw:
    """Make a seed public, from which something is drawn later; without one given, a random one.

    Once published it stays for good, drawn from or not: whoever draws again publishes another, and both are seen.
    Raises OnlyOrganiser, SeedWaits, SeedTooLong.
    """
    require_organiser(by, round.competition)
    seed = seed.strip() or secrets.token_hex(SEED_BYTES)
    if len(seed) > SEED_MAX:
        raise SeedTooLong
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        if waiting(round, purpose) is not None:
            raise SeedWaits
        return Draw.objects.create(round=round, purpose=purpose, seed=seed, published_by=by, published_at=at)


def waiting(round: Round, purpose: str) -> Draw | None:
    """The draw whose seed is published and which is not drawn yet."""
    return Draw.objects.filter(round=round, purpose=purpose, drawn_at=None).first()


def settle(draw: Draw | None, inputs: Any, *, by: User, at: datetime) -> tuple[Draw, Any]:
    """Draw: write down among what, and what came out, which comes beside it. The caller holds the round.

    Raises NoSeed, TooSoon.
    """
    if draw is None:
        raise NoSeed
    if at <= draw.published_at:
        raise TooSoon
    draw.inputs = inputs
    draw.result = replayed(draw)
    draw.drawn_by, draw.drawn_at = by, at
    draw.save()
    return draw, draw.result
