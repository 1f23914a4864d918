"""What every page for people costs, in a world where there is something on each of them."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders.world import ANONYMOUS, World, a_world
from tests.security.permission_accounts import ACCOUNTS
from tests.security.permission_table import OPEN
from tests.security.permissions import PAGE, Row

pytestmark = pytest.mark.django_db

LIMIT = 12  # queries
# What a page of the administration costs is its own tests' matter.
OF_PEOPLE = (
    *("teams:", "my_data", "department_teams", "me", "account", "mfa", "competitions:notice", "competitions:job"),
    *("submissions:history", "submissions:notes", "submissions:import_text"),
)


def pages() -> list[tuple[Row, str]]:
    """The pages of the rooms of people, each with the first of the cast who may look at it."""
    rows = [one for one in (*ACCOUNTS, *OPEN) if one.method == "get" and one.name.startswith(OF_PEOPLE)]
    found = [(one, next((role for role, met in one.expected.items() if met == PAGE), None)) for one in rows]
    return [(one, role) for one, role in found if role is not None]


def cost_of(one: Row, role: str, world: World) -> int:
    client = Client()
    if role != ANONYMOUS:
        client.force_login(world.actor(role), backend="django.contrib.auth.backends.ModelBackend")
    address = one.url(world)
    counts = []
    for _visit in range(2):  # the first notes that the person was here
        with CaptureQueriesContext(connection) as captured:
            answer: Any = client.get(address)
        if answer.streaming:
            list(answer.streaming_content)  # read to its end, the file is closed
        counts.append(len(captured))
    return counts[-1]


def test_no_page_for_people_costs_more_than_twelve_queries() -> None:
    world = a_world()

    with time_machine.travel(world.at, tick=False):
        costs = {f"{role}: {one}": cost_of(one, role, world) for one, role in pages()}

    assert {page: cost for page, cost in costs.items() if cost > LIMIT} == {}
