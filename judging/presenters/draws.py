"""Drawings by lot, for everybody: the seed, since when it was public, among what was drawn, and what came out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from competitions.models import Competition
from judging.domain.drawing import replayed
from judging.models import Draw


@dataclass(frozen=True)
class DrawShown:
    """`names` say the entries that whoever looks may know; everybody else reads numbers."""

    id: str
    title: str
    rows: list[dict[str, Any]]
    results: list[dict[str, Any]]
    json_url: str
    is_drawn: bool
    note: dict[str, str] | None


def draws_shown(
    competition: Competition, draws: Iterable[Draw], names: Mapping[int, str], jurors: Mapping[int, str]
) -> list[DrawShown]:
    return [_shown(competition, draw, names, jurors) for draw in draws]


def as_json(draw: Draw) -> bytes:
    """What somebody needs to draw again, and what came out."""
    facts = {
        "purpose": draw.purpose,
        "seed": draw.seed,
        "seed_published_at": draw.published_at.isoformat(),
        "drawn_at": draw.drawn_at.isoformat() if draw.drawn_at else None,
        "inputs": draw.inputs,
        "result": draw.result,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()


def _shown(competition: Competition, draw: Draw, names: Mapping[int, str], jurors: Mapping[int, str]) -> DrawShown:
    zone, is_drawn = competition.time_zone, draw.drawn_at is not None
    rows = [
        {"term": _("Seed"), "value": draw.seed},
        {"term": _("Seed public since"), "value": wording.moment(draw.published_at, zone=zone)},
    ]
    if draw.drawn_at is not None:
        rows.append({"term": _("Drawn"), "value": wording.moment(draw.drawn_at, zone=zone)})
        rows.append({"term": _("Drawn among"), "value": _among(draw.inputs)})
    place = {"edition": competition.slug, "draw_id": draw.pk}
    return DrawShown(
        id=f"draw-{draw.pk}",
        title=f"{draw.get_purpose_display()} · {draw.round.name}",
        rows=rows,
        results=_results(draw, names, jurors) if is_drawn else [],
        json_url=reverse("judging:draw_json", kwargs=place) if is_drawn else "",
        is_drawn=is_drawn,
        note=_checked(draw) if is_drawn else None,
    )


def _among(inputs: Any) -> str:
    entries = ngettext("%(count)d project", "%(count)d projects", len(inputs["entries"]))
    parts = [entries % {"count": len(inputs["entries"])}]
    if "jurors" in inputs:
        words = ngettext("%(count)d juror", "%(count)d jurors", len(inputs["jurors"]))
        parts.append(words % {"count": len(inputs["jurors"])})
        pairs = ngettext("%(count)d conflict to avoid", "%(count)d conflicts to avoid", len(inputs["conflicts"]))
        parts.append(pairs % {"count": len(inputs["conflicts"])})
    return " · ".join(parts)


def _results(draw: Draw, names: Mapping[int, str], jurors: Mapping[int, str]) -> list[dict[str, Any]]:
    """Lists under a heading each; what is drawn of entries keeps its order."""
    result: Any = draw.result
    if draw.purpose == Draw.Purpose.ORDER:
        return [{"title": _("Running order"), "items": _entries(result["order"], names), "ordered": True}]
    shown = []
    for panel in result["panels"]:
        title = _("Panel %(number)d") % {"number": panel["number"]}
        people = [jurors.get(each) or _("Juror %(number)d") % {"number": each} for each in panel["jurors"]]
        shown.append({"title": title, "people": people, "items": _entries(panel["entries"], names), "ordered": False})
    return shown


def _entries(keys: Sequence[int], names: Mapping[int, str]) -> list[dict[str, str]]:
    return [{"number": _("Entry %(number)d") % {"number": key}, "name": names.get(key, "")} for key in keys]


def _checked(draw: Draw) -> dict[str, str]:
    """Whether the platform draws the same again; it always should, and says it if not."""
    if replayed(draw) == draw.result:
        return {"kind": "ok", "text": _("Drawn again from the seed just now: the same result.")}
    return {"kind": "missing", "text": _("Drawn again from the seed just now, the result is another one.")}
