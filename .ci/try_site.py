"""Waits until the site is ready, reads and weighs its first page, and signs everybody in through the real form."""

import gzip
import re
import sys
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

PATIENCE = 120  # seconds, installation included
HEAVIEST = 100_000  # bytes of a first visit, as transferred
DIRECTIONS = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
PEOPLE = ("organiser", "captain", "participant", "focalpoint", "mentor", "juror", "president", "auditor")
PASSWORD = "idarathon-demo"
LINKED = re.compile(r"""(?:href|src)="(/static/[^"#]+)|url\(["']?([^"')]+)["']?\)""")


def main(site: str) -> None:
    """Exit with a sentence when something is not as it should be."""
    print(f"/readyz is 200 after {wait_until_ready(site)} seconds")
    for language, direction in DIRECTIONS.items():
        page = f"{site}/{language}/"
        require_direction(read(new_browser(), page), language, direction)
        print(f"/{language}/ weighs {weight(page)} bytes on a first visit")
    for name in PEOPLE:
        print(f"{name} signed in and arrived at {sign_in(site, f'{name}@idarathon.example')}")


def wait_until_ready(site: str) -> int:
    """Seconds until /readyz answers 200; exits when it does not within PATIENCE."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE:
        try:
            with urllib.request.urlopen(f"{site}/readyz", timeout=10):
                return round(time.monotonic() - started)
        except OSError:  # not yet; answers like 503 are among them
            time.sleep(0.5)
    sys.exit(f"{site}/readyz did not answer 200 within {PATIENCE} seconds")


def require_direction(page: str, language: str, direction: str) -> None:
    """Exits unless the page says its language and direction."""
    root = re.search(r"<html[^>]*>", page)
    if root is None or f'lang="{language}"' not in root[0] or f'dir="{direction}"' not in root[0]:
        sys.exit(f"/{language}/ has the wrong language or direction: {root and root[0]}")


def weight(page: str) -> int:
    """Bytes of the page and of every file that it and its stylesheets name; exits when they are too many."""
    waiting, seen, total = [page], {page}, 0
    while waiting:
        address = waiting.pop()
        request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            body, packed, kind = answer.read(), answer.headers["Content-Encoding"], answer.headers["Content-Type"]
        total += len(body)
        if not kind.startswith(("text/html", "text/css")):
            continue
        text = (gzip.decompress(body) if packed == "gzip" else body).decode()
        named = {urllib.parse.urljoin(address, link or place) for link, place in LINKED.findall(text)}
        fresh = {found for found in named if found.startswith("http")} - seen
        seen |= fresh
        waiting += fresh
    if total > HEAVIEST:
        sys.exit(f"{page} weighs {total} bytes on a first visit, {HEAVIEST} are allowed")
    return total


def sign_in(site: str, address: str) -> str:
    """Where the sign-in form leads this person; exits unless it is their own page."""
    browser, form = new_browser(), f"{site}/ar/accounts/login/"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', read(browser, form))
    if token is None:
        sys.exit("the sign-in page has no form")
    fields = {"csrfmiddlewaretoken": token[1], "login": address, "password": PASSWORD}
    request = urllib.request.Request(form, urllib.parse.urlencode(fields).encode(), {"Referer": form})
    with browser.open(request, timeout=30) as answer:
        arrived = urllib.parse.urlsplit(answer.url).path
    if not arrived.endswith("/me/"):
        sys.exit(f"signing in as {address} led to {arrived} and not to the personal page")
    return str(arrived)


def new_browser() -> urllib.request.OpenerDirector:
    """A browser with cookies of its own."""
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def read(browser: urllib.request.OpenerDirector, address: str) -> str:
    """The page at that address."""
    with browser.open(address, timeout=30) as answer:
        text: str = answer.read().decode()
    return text


if __name__ == "__main__":
    main(sys.argv[1])
