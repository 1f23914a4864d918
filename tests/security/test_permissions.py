"""Every address, tried by everybody, in a world where what is forbidden exists."""

from collections.abc import Iterable

import pytest
import time_machine
from django.test import Client

from tests.builders.world import ANONYMOUS, CAST, World, a_world
from tests.security.permission_table import JURY_CLOSED, OPEN, PUBLIC
from tests.security.permissions import Row, fingerprint, try_cell

pytestmark = pytest.mark.django_db


def signed_in(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != ANONYMOUS:
        client.force_login(world.actor(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def wrong_cells(rows: Iterable[Row], role: str, world: World) -> list[str]:
    """The cells of one column of the table that are not as they should be, in words."""
    with time_machine.travel(world.at, tick=False):
        client = signed_in(world, role)
        before = fingerprint()
        found = [(one, try_cell(one, client, world, before=before)) for one in rows]
    return [f"{role}: {one}: {met}, expected {one.expected[role]}" for one, met in found if met != one.expected[role]]


@pytest.mark.parametrize("role", CAST)
def test_while_the_jury_works(role: str) -> None:
    world = a_world()

    wrong = wrong_cells(OPEN, role, world)

    assert not wrong, "\n".join(wrong)


def test_once_the_ranking_is_signed() -> None:
    world = a_world(closed=True)

    wrong = [cell for role in CAST for cell in wrong_cells(JURY_CLOSED, role, world)]

    assert not wrong, "\n".join(wrong)


def test_once_the_results_are_public() -> None:
    world = a_world(closed=True, public=True)

    wrong = [cell for role in CAST for cell in wrong_cells(PUBLIC, role, world)]

    assert not wrong, "\n".join(wrong)
