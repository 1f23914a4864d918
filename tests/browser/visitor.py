"""Somebody at a browser: they open pages, fill in forms and press buttons, and every page they meet is looked at."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Locator, Page, Response

from tests.harness.accessibility import assert_accessible

DIRECTIONS = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
SUBMIT = "main form button[type=submit]"


class Visitor:
    """One browser in one language. With scripts every page is examined by axe; without, axe cannot run."""

    def __init__(self, page: Page, language: str, *, javascript: bool = True) -> None:
        self.page = page
        self.language = language
        self.javascript = javascript
        self.answer: Response | None = None
        page.on("response", self._remember)

    def _remember(self, response: Response) -> None:
        """Keep the answer to the newest navigation; of a redirection, where it led."""
        request = response.request
        arrived = response.status not in (301, 302)
        if arrived and request.is_navigation_request() and request.frame == self.page.main_frame:
            self.answer = response

    def open(self, name: str, **kwargs: Any) -> None:
        """Open the page called `name` in the visitor's language."""
        self.visit(self._address(name, kwargs))

    def visit(self, address: str, *, status: int = 200) -> None:
        """Open an address; of an address with a host, as mails have it, only the path counts."""
        parts = urlsplit(address)
        self.page.goto(parts.path + (f"?{parts.query}" if parts.query else ""))
        self.look(status=status)

    def finds_nothing(self, name: str, **kwargs: Any) -> None:
        """Fail unless the page called `name` is said not to exist."""
        self.visit(self._address(name, kwargs), status=404)

    def _address(self, name: str, kwargs: dict[str, Any]) -> str:
        with translation.override(self.language):
            return reverse(name, kwargs=kwargs or None)

    def follow(self, selector: str, **options: Any) -> None:
        """Click a link or button and look at where it leads."""
        with self.page.expect_navigation():
            self.page.locator(selector, **options).first.click()
        self.look()

    def press(self, selector: str = SUBMIT) -> None:
        """Send the form of the page."""
        self.follow(selector)

    def take_next_step(self) -> None:
        """Go where the page says that one goes next."""
        self.follow(".next-step a.button")

    def fill(self, **values: str) -> None:
        """Fill in fields by their names; choices by their values, files by their paths."""
        for name, value in values.items():
            fill(self.page.locator(f"[name='{name}']:not([type=hidden])"), value)

    def look(self, *, status: int = 200) -> None:
        """The page arrived, is in the visitor's language and direction, and axe finds nothing on it."""
        assert self.answer is not None
        assert self.answer.status == status, f"{self.answer.status} at {self.page.url}\n{self.text()[:2000]}"
        root = self.page.locator("html")
        assert root.get_attribute("lang") == self.language, self.page.url
        assert (root.get_attribute("dir") or "ltr") == DIRECTIONS[self.language], self.page.url
        if self.javascript:
            assert_accessible(self.page)

    def text(self) -> str:
        """What the page says."""
        return self.page.locator("body").inner_text()

    def sees(self, *words: str) -> None:
        """Fail unless each of the words stands on the page."""
        said = " ".join(self.text().split())
        missing = [word for word in words if " ".join(word.split()) not in said]
        assert not missing, f"{missing} not on {self.page.url}:\n{self.text()[:3000]}"

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path


def fill(field: Locator, value: str) -> None:
    """Give a field its value, whatever sort of field it is."""
    sort = field.first.evaluate("element => element.type || element.tagName.toLowerCase()")
    if sort == "checkbox" and field.count() == 1:
        field.check()
    elif sort in ("radio", "checkbox"):
        field.and_(field.page.locator(f"[value='{value}']")).check()
    elif sort.startswith("select"):
        field.select_option(value)
    elif sort == "file":
        field.set_input_files(value)
    else:
        field.fill(value)
