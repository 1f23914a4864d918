"""The look, seen by a browser: every part and every page of an account that needs nobody signed in."""

from itertools import product
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]

LANGUAGES = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
# All that a first visit may weigh, in bytes, as our own server sends it without compressing anything.
FIRST_VISIT = 120_000


def assert_no_sideways_scroll(page: Page) -> None:
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0, f"{page.url} is {overflow} pixels wider than its window"


@pytest.mark.parametrize(("language", "phone", "dark"), list(product(LANGUAGES, (True, False), (True, False))))
def test_every_part_is_accessible_and_fits_its_window(
    open_page: OpenPage, language: str, phone: bool, dark: bool
) -> None:
    page = open_page(language, phone=phone, dark=dark)

    page.goto(f"/{language}/design/")

    assert page.locator("html").get_attribute("dir") == LANGUAGES[language]
    assert page.locator("html").get_attribute("lang") == language
    assert_no_sideways_scroll(page)
    assert_accessible(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address", ["login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/", "inactive/"]
)
def test_account_pages_wear_the_look(open_page: OpenPage, language: str, address: str) -> None:
    page = open_page(language, phone=True)

    page.goto(f"/{language}/accounts/{address}")

    assert page.locator(".top .brand").is_visible()
    assert page.locator("h1").count() == 1
    assert_no_sideways_scroll(page)
    assert_accessible(page)


def test_the_menu_of_a_phone_opens_without_scripts(open_page: OpenPage) -> None:
    page = open_page("fr", phone=True, javascript=False)
    page.goto("/fr/design/")
    languages = page.locator(".languages")
    assert not languages.is_visible()

    page.locator(".fold summary").click()

    assert languages.is_visible()


def test_the_languages_keep_the_page_and_its_query(open_page: OpenPage) -> None:
    page = open_page("ar")
    page.goto("/ar/design/?page=2")

    page.locator(".languages a[lang=fr]").click()

    assert urlsplit(page.url).path == "/fr/design/"
    assert urlsplit(page.url).query == "page=2"


def test_an_error_leads_to_its_field_even_where_that_is_a_group_of_choices(open_page: OpenPage) -> None:
    page = open_page("en")
    page.goto("/en/design/")

    page.locator(".errors a", has_text="Theme").click()

    assert page.evaluate("document.activeElement.id || location.hash") in {"example_theme_0", "#example_theme_0"}
    assert page.locator("#example_theme_0").is_visible()


def test_the_skip_link_is_the_first_stop_and_leads_past_the_menu(open_page: OpenPage) -> None:
    page = open_page("en")
    page.goto("/en/design/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_a_missing_page_says_what_to_do(open_page: OpenPage) -> None:
    page = open_page("fr", phone=True)

    response = page.goto("/fr/accounts/nowhere/")

    assert response is not None
    assert response.status == 404
    assert page.locator("main .button").get_attribute("href") == "/fr/"
    assert_accessible(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_is_light(open_page: OpenPage, language: str) -> None:
    page = open_page(language, phone=True)
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))

    page.goto(f"/{language}/accounts/login/", wait_until="networkidle")

    assert sum(sizes) < FIRST_VISIT, sizes
