"""Waits until the site is ready, looks at its first page in three languages, and signs in through the real form."""

import re
import sys
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

PATIENCE = 120  # seconds, installation included
DIRECTIONS = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
ADDRESS, PASSWORD = "captain@idarathon.example", "idarathon-demo"


def main(site: str) -> None:
    """Exit with a sentence when something is not as it should be."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    seconds = wait_until_ready(site)
    print(f"/readyz is 200 after {seconds} seconds")
    for language, direction in DIRECTIONS.items():
        page = read(browser, f"{site}/{language}/")
        root = re.search(r"<html[^>]*>", page)
        if root is None or f'lang="{language}"' not in root[0] or f'dir="{direction}"' not in root[0]:
            sys.exit(f"/{language}/ has the wrong language or direction: {root and root[0]}")
    form = f"{site}/ar/accounts/login/"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', read(browser, form))
    if token is None:
        sys.exit("the sign-in page has no form")
    fields = {"csrfmiddlewaretoken": token[1], "login": ADDRESS, "password": PASSWORD}
    request = urllib.request.Request(form, urllib.parse.urlencode(fields).encode(), {"Referer": form})
    with browser.open(request, timeout=30) as answer:
        arrived = answer.url
    if not arrived.endswith("/me/"):
        sys.exit(f"signing in led to {arrived} and not to the personal page")
    print(f"{ADDRESS} signed in and arrived at {arrived}")


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


def read(browser: urllib.request.OpenerDirector, address: str) -> str:
    """The page at that address."""
    with browser.open(address, timeout=30) as answer:
        text: str = answer.read().decode()
    return text


if __name__ == "__main__":
    main(sys.argv[1])
