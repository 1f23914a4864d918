"""The landing page on a first visit: what it weighs, and how one goes through it with the keyboard."""

import gzip
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.staticfiles import finders
from playwright.sync_api import Page

from tests.browser.stage import Stage, a_stage
from tests.browser.visitor import DIRECTIONS
from tests.builders.competitions import NOW
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]

HEAVIEST = 100_000  # bytes, all files of a first visit as transferred
STATIC = "/static/"
COMPRESSIBLE = (".css", ".js", ".svg")
MOST_STOPS = 60


@pytest.fixture
def stage() -> Iterator[Stage]:
    """An edition in its first weeks."""
    with time_machine.travel(NOW, tick=True):
        yield a_stage()


def transferred(page: Page, address: str) -> dict[str, int]:
    """Bytes over the wire for each file of a first visit, heads included, by path.

    Chromium counts them. The server of the tests sends static files as they are; the site's static storage keeps a
    compressed copy of each beside it. So what would be saved by that copy is taken off here.
    """
    session = page.context.new_cdp_session(page)
    asked: dict[str, str] = {}
    weights: dict[str, int] = {}

    def finished(event: dict[str, Any]) -> None:
        path = urlsplit(asked[event["requestId"]]).path
        weights[path] = int(event["encodedDataLength"]) - saved_by_compression(path)

    session.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    return weights


def saved_by_compression(path: str) -> int:
    """How many bytes fewer the compressed copy of a static file has; none for pages, fonts and pictures."""
    if not path.startswith(STATIC) or not path.endswith(COMPRESSIBLE):
        return 0
    found = finders.find(path.removeprefix(STATIC))
    assert isinstance(found, str)
    with open(found, "rb") as file:
        content = file.read()
    return max(0, len(content) - len(gzip.compress(content, compresslevel=9)))


@pytest.mark.parametrize("language", DIRECTIONS)
def test_a_first_visit_weighs_little(open_page: OpenPage, stage: Stage, language: str) -> None:
    page = open_page(language, phone=True)

    weights = transferred(page, f"/{language}/")

    assert f"/{language}/" in weights
    assert any(path.startswith(STATIC) for path in weights)
    assert sum(weights.values()) <= HEAVIEST, weights


def test_the_keyboard_finds_the_content_first(open_page: OpenPage, stage: Stage) -> None:
    page = open_page("ar")
    page.goto("/ar/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


# What shows where the keyboard is: an outline of its own, or a frame drawn around.
FOCUS = """() => {
  const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
  return {
    stop: here.tagName + " " + (here.name || here.textContent.trim().slice(0, 40)),
    marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    end: here === document.body,
  };
}"""


@pytest.mark.parametrize("address", ["/ar/", "/fr/accounts/signup/"])
def test_the_keyboard_reaches_everything_and_is_seen_everywhere(
    open_page: OpenPage, stage: Stage, address: str
) -> None:
    page = open_page(address[1:3])
    page.goto(address)
    stops = []

    for _each in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["end"]:
            break
        stops.append(stop)

    interactive = page.locator("a[href]:visible, button:visible, input:not([type=hidden]):visible").count()
    assert len(stops) == interactive
    assert [stop["stop"] for stop in stops if not (stop["marked"] and stop["seen"])] == []
