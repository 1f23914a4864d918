"""Every address, tried by everybody, in a world where what is forbidden exists."""

from collections.abc import Iterable

import pytest
import time_machine
from django.test import Client

from tests.builders.world import ANONYMOUS, CAST, World, a_world
from tests.security.permission_accounts import ACCOUNTS
from tests.security.permission_admin import EVERYTHING
from tests.security.permission_deliberation import DELIBERATED, TOLD
from tests.security.permission_jury import JURY_CLOSED, PUBLIC
from tests.security.permission_table import OPEN
from tests.security.permissions import Row, fingerprint, try_cell, url_names

pytestmark = [pytest.mark.indifferent, pytest.mark.django_db]

# A world is dear to build: those of a group share one.
GROUPS = [
    (ANONYMOUS, "stranger", "newcomer"),
    ("captain", "deputy", "member"),
    ("rival", "mentor", "other_mentor"),
    ("juror", "other_juror", "president"),
    ("auditor", "focal_point", "other_focal_point"),
    ("organiser", "organiser_elsewhere", "superuser"),
]


def signed_in(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if (person := world.actor(role)) is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def wrong_cells(rows: Iterable[Row], role: str, world: World) -> list[str]:
    """The cells of one column of the table that are not as they should be, in words."""
    with time_machine.travel(world.at, tick=False):
        client = signed_in(world, role)
        before = fingerprint()
        found = [(one, try_cell(one, client, world, before=before)) for one in rows]
    return [f"{role}: {one}: {met}, expected {one.expected[role]}" for one, met in found if met != one.expected[role]]


@pytest.mark.parametrize("group", GROUPS, ids=" ".join)
def test_while_the_jury_works(group: tuple[str, ...], kept_world_at_work: World) -> None:
    wrong = [cell for role in group for cell in wrong_cells(OPEN, role, kept_world_at_work)]

    assert not wrong, "\n".join(wrong)


def test_everybody_is_in_a_group() -> None:
    assert sorted(role for group in GROUPS for role in group) == sorted(CAST)


def test_once_the_ranking_is_signed(kept_world_closed: World) -> None:
    wrong = [cell for role in CAST for cell in wrong_cells([*JURY_CLOSED, *DELIBERATED], role, kept_world_closed)]

    assert not wrong, "\n".join(wrong)


def test_once_the_results_are_public() -> None:
    world = a_world(closed=True, public=True)

    wrong = [cell for role in CAST for cell in wrong_cells([*PUBLIC, *TOLD], role, world)]

    assert not wrong, "\n".join(wrong)


def test_the_account_pages(kept_world_at_work: World) -> None:
    wrong = [cell for role in CAST for cell in wrong_cells(ACCOUNTS, role, kept_world_at_work)]

    assert not wrong, "\n".join(wrong)


def test_every_address_of_the_site_has_a_row_and_every_row_an_address() -> None:
    rows = [*OPEN, *JURY_CLOSED, *DELIBERATED, *PUBLIC, *TOLD, *ACCOUNTS, *EVERYTHING]

    assert {one.name for one in rows} == url_names()


def test_every_address_is_looked_at() -> None:
    rows = [*OPEN, *ACCOUNTS, *EVERYTHING]

    assert {one.name for one in rows if one.method == "get"} == url_names()
