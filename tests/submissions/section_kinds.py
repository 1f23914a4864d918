"""What a browser would post of a page with fields of every kind."""

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.ids: set[str] = set()
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own: dict[str, Any] = dict(attrs)
        if own.get("id"):
            self.ids.add(own["id"])
        name = own.get("name", "")
        if not name.startswith(("q-", "r-")) or "disabled" in own:
            return
        if tag == "textarea":
            self._text = name
            self.fields.setdefault(name, []).append("")
        elif tag == "input" and (own.get("type") not in ("checkbox", "radio") or "checked" in own):
            self.fields.setdefault(name, []).append(own.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self.fields[self._text][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            # A browser leaves out the line break that follows the tag.
            self.fields[self._text][-1] = self.fields[self._text][-1].removeprefix("\n")
            self._text = None


def posted(page: str) -> dict[str, list[str]]:
    """Every answer and every save to start from, as the page would post them unchanged."""
    parser = _Fields()
    parser.feed(page)
    return parser.fields


def ids(page: str) -> set[str]:
    """All that a link can jump to."""
    parser = _Fields()
    parser.feed(page)
    return parser.ids
