"""What every page of the jury costs, in a world where there is something on each of them.

Before the round has closed, once its ranking is signed, and once the results are public. That no page grows with what
is on it is tested beside each page.
"""

from collections.abc import Sequence

import pytest
import time_machine

from tests.builders.world import World, a_world
from tests.security.permission_deliberation import DELIBERATED, TOLD
from tests.security.permission_jury import JURY_CLOSED, PUBLIC
from tests.security.permission_table import OPEN
from tests.security.permissions import PAGE, Row
from tests.security.test_page_costs import LIMIT, cost_of

pytestmark = pytest.mark.django_db

LOOKING = ("juror", "president", "organiser", "captain", "auditor")
# What shows a ranking computes it anew, exactly, beside the state of its analysis, and a deliberation is put together
# from its votes, notes and signatures as they stand. None of these may become dearer than it is.
DEARER = {
    "attendance": 15,
    "certainty": 23,
    "conflict_policies": 14,
    "deliberation": 44,
    "deliberation_projects": 17,
    "disagreements": 24,
    "juror_profile": 13,
    "jurors_figures": 20,
    "jury": 13,
    "minutes": 48,
    "panels": 23,
    "prize_vote": 17,
    "prizes": 27,
    "ranking": 22,
    "reliability": 22,
    "result_appeal": 17,
    "team_result": 17,
    "ties": 28,
    "vote": 22,
    "why": 21,
    "winners": 22,
}


def dear(rows: Sequence[Row], world: World) -> dict[str, int]:
    """The pages of the jury among `rows` that cost more than they may, for whoever works with them."""
    pages = [
        (one, role)
        for one in rows
        if one.method == "get" and one.name.startswith("judging:")
        for role in LOOKING
        if one.expected[role] == PAGE
    ]
    with time_machine.travel(world.at, tick=False):
        costs = [(one, role, cost_of(one, role, world)) for one, role in pages]
    return {
        f"{role}: {one}": cost
        for one, role, cost in costs
        if cost > DEARER.get(one.name.removeprefix("judging:"), LIMIT)
    }


def test_while_the_jury_works() -> None:
    assert dear(OPEN, a_world()) == {}


def test_once_the_ranking_is_signed() -> None:
    assert dear([*JURY_CLOSED, *DELIBERATED], a_world(closed=True)) == {}


def test_once_the_results_are_public() -> None:
    assert dear([*PUBLIC, *TOLD], a_world(closed=True, public=True)) == {}
