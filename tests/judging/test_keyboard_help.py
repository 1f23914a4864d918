"""What the scoring room says of keys is for those who have a keyboard or a pointer."""

import pytest
import time_machine
from playwright.sync_api import expect

from tests.builders.judging import JUDGING
from tests.harness.browser import OpenPage
from tests.judging.scoring_desk import a_scoring_desk, open_room

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_help_for_keys_is_shown_with_a_pointer_and_not_where_one_only_touches(open_page: OpenPage) -> None:
    with time_machine.travel(JUDGING):
        desk = a_scoring_desk()

        for touch in (False, True):
            keys = open_room(open_page, desk, touch=touch).locator("details:has(> .keys)")
            expect(keys).to_be_visible(visible=not touch)
