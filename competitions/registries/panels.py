"""Cards that a higher room adds to a page of a lower one, which must not know it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

# (request, the object that the page is about) → rendered card, or "" when there is nothing to say.
Panel = Callable[[HttpRequest, Any], str]

_panels: dict[str, list[tuple[int, Panel]]] = {}


def register(place: str, panel: Panel, *, order: int = 0) -> None:
    """Show `panel` at `place` (such as "team"), in ascending `order`."""
    _panels.setdefault(place, []).append((order, panel))


def rendered(place: str, request: HttpRequest, about: Any) -> list[str]:
    """The cards of `place` that have something to say to this request."""
    ordered = sorted(_panels.get(place, []), key=lambda entry: entry[0])
    return [card for _, panel in ordered if (card := panel(request, about))]
