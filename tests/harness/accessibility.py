"""What axe finds on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def assert_accessible(page: Page) -> None:
    """Fail with every fault that axe finds on the page as it stands. The page needs JavaScript on."""
    # What a click led to may be there before its stylesheets are.
    page.wait_for_load_state("load")
    # Preloading would put every stylesheet into the page again, which the policy refuses: no fault of the page.
    violations = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
    found = [
        f"{fault['id']} ({fault['impact']}): {node['target']} {node['html'][:160]}"
        for fault in violations
        for node in fault["nodes"]
    ]
    assert not found, f"{page.url}\n" + "\n".join(found)
