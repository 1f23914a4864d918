"""Chromium against a live server: pages in a language, with or without JavaScript, as somebody or nobody."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCALES = {"ar": "ar-MA", "fr": "fr-MA", "en": "en-GB"}
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 740}
PATIENCE = 10_000  # milliseconds


class OpenPage(Protocol):
    """Opens a page in a browser of its own, with its own cookies."""

    def __call__(
        self,
        language: str = "ar",
        *,
        person: Any = None,
        javascript: bool = True,
        phone: bool = False,
        dark: bool = False,
        touch: bool = False,
    ) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of the process."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("Chromium is not installed: on Debian, `apt-get install chromium`")
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Open pages whose relative addresses are the live server's; fails when one breaks the content security policy."""
    contexts: list[BrowserContext] = []
    refused: list[str] = []

    def open_one(
        language: str = "ar",
        *,
        person: Any = None,
        javascript: bool = True,
        phone: bool = False,
        dark: bool = False,
        touch: bool = False,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale=LOCALES[language],
            java_script_enabled=javascript,
            viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            bypass_csp=False,
            is_mobile=touch,
            has_touch=touch,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if person is not None:
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": _session_of(person), "url": live_server.url}]
            )
        page = context.new_page()
        page.on("console", _collector(refused))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not refused, "\n".join(refused)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """An Arabic page that nobody has signed in to."""
    return open_page("ar")


def after_a_crash(page: Page) -> Page:
    """A new page of that browser, online again: no last post was on its way, which a mere closing may still send."""
    with pytest.raises(Error):
        page.goto("chrome://crash")
    page.close()
    page.context.set_offline(False)
    return page.context.new_page()


def sign_in_cookie(person: Any, context: BrowserContext) -> Any:
    """The cookie of a session of that person, for a browser that has one of somebody else's."""
    own = next(each for each in context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)
    return {**own, "value": _session_of(person)}


def _session_of(person: Any) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _collector(refused: list[str]) -> Callable[[ConsoleMessage], None]:
    def collect(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            refused.append(f"{message.text} ({message.location.get('url')})")

    return collect
