"""Cards that a higher room adds to a page of a lower one, which must not know it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, Subquery
from django.http import HttpRequest

# (request, the object that the page is about) → rendered card, or "" when there is nothing to say.
Panel = Callable[[HttpRequest, Any], str]
# (moment) → what the page's own row tells of the card, by `OuterRef`: nothing, and the card has nothing to say.
Fact = Callable[[datetime], Exists | Subquery]


@dataclass(frozen=True)
class _Card:
    order: int
    panel: Panel
    fact: Fact | None


_cards: dict[str, list[_Card]] = {}


def register(place: str, panel: Panel, *, order: int = 0, fact: Fact | None = None) -> None:
    """Show `panel` at `place` (such as "team"), in ascending `order`; with a `fact`, only where the row has it."""
    _cards.setdefault(place, []).append(_Card(order, panel, fact))


def facts(place: str, *, at: datetime) -> dict[str, Exists | Subquery]:
    """What the page's own query takes along by `annotate`, so that a card with nothing to say costs no query."""
    return {_name(each.panel): each.fact(at) for each in _cards.get(place, []) if each.fact}


def fact_of(row: Model, panel: Panel) -> Any:
    """What a `row` that was read with `facts` tells of `panel`."""
    return getattr(row, _name(panel))


def rendered(place: str, request: HttpRequest, about: Any, *, row: Model | None = None) -> list[str]:
    """The cards of `place` that have something to say to this request; `row` was read with the `facts` of the place."""
    ordered = sorted(_cards.get(place, []), key=lambda each: each.order)
    asked = [each for each in ordered if row is None or each.fact is None or fact_of(row, each.panel)]
    return [card for each in asked if (card := each.panel(request, about))]


def _name(panel: Panel) -> str:
    return f"fact_of_{panel.__name__}"
