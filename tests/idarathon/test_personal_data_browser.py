"""The pages about one's own data and the merge in a browser: axe finds nothing, nothing runs out of the page."""

import pytest
import time_machine

from tests.builders.competitions import NOW
from tests.builders.furnished import a_furnished_edition
from tests.builders.teams import a_person
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]
PAGES = {
    "member": ("me/data/", "me/data/erase/", "me/profile/merge/"),
    "captain": ("me/data/", "me/data/erase/", "me/profile/merge/merge-current/"),
}


@pytest.mark.parametrize(("language", "phone"), [("ar", True), ("fr", False)])
def test_nothing_is_in_the_way_on_any_page(
    transactional_db: None, open_page: OpenPage, language: str, phone: bool
) -> None:
    with time_machine.travel(NOW):
        superuser = a_person(email="superuser@idarathon.example", is_staff=True, is_superuser=True)
        edition = a_furnished_edition("current", superuser=superuser)
        for who, addresses in PAGES.items():
            page = open_page(language, person=edition.people[who], phone=phone)
            for address in addresses:
                page.goto(f"/{language}/{address}")
                assert_accessible(page)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        page.goto(f"/{language}/me/data/erased/")
        assert_accessible(page)
