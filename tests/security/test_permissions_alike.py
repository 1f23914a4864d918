"""Visitors are answered alike whether something exists or not, and what is listed is what may be seen."""

from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from judging.models import Assignment
from submissions.models import Project
from teams.models import Team
from tests.builders.world import ANONYMOUS, CAST, World
from tests.security.permission_table import OPEN
from tests.security.permissions import SIGN_IN, Row, outcome_of

pytestmark = [pytest.mark.indifferent, pytest.mark.django_db]

# Long enough for every kind of address, and nothing's key.
NOTHING = {str: "nothing", int: 2_000_000_000, UUID: UUID(int=0)}


def guarded() -> list[Row]:
    """The pages that ask a visitor to sign in, one row each."""
    return list({one.name: one for one in OPEN if one.expected[ANONYMOUS] == SIGN_IN and one.method == "get"}.values())


def answers(one: Row, world: World) -> list[str]:
    """What a visitor is told of what exists, and of what does not."""
    client = Client(raise_request_exception=False)
    existing = [given(world) for given in (*one.args, *one.kwargs.values())]
    made_up = [NOTHING[type(value)] for value in existing]
    found = [client.get(_address(one, values)) for values in (existing, made_up)]
    return [outcome_of(answer, changed=False) for answer in found]


def _address(one: Row, values: list[Any]) -> str:
    named = dict(zip(one.kwargs, values, strict=True)) if one.kwargs else None
    return reverse(one.name, args=None if named else values, kwargs=named)


def test_a_visitor_cannot_tell_what_exists(kept_world_at_work: World) -> None:
    world = kept_world_at_work
    with time_machine.travel(world.at, tick=False):
        told = {str(one): answers(one, world) for one in guarded()}

    assert told == {row: [SIGN_IN, SIGN_IN] for row in told}


def seen_by_lists(person: Any) -> dict[str, set[int]]:
    return {
        "teams": set(Team.objects.visible_to(person).values_list("pk", flat=True)),
        "projects": set(Project.objects.visible_to(person).values_list("pk", flat=True)),
        "assignments": set(Assignment.objects.readable().of(person).values_list("pk", flat=True)),
    }


def seen_one_by_one(person: Any) -> dict[str, set[int]]:
    return {
        "teams": {team.pk for team in Team.objects.all() if person.has_perm("teams.view_team", team)},
        "projects": {
            project.pk for project in Project.objects.all() if person.has_perm("submissions.view_project", project)
        },
        "assignments": {
            assignment.pk for assignment in Assignment.objects.all() if person.has_perm("judging.judge", assignment)
        },
    }


@pytest.mark.parametrize("moment", ["kept_world_at_work", "kept_world_closed"])
def test_lists_and_rights_agree_for_everybody(moment: str, request: pytest.FixtureRequest) -> None:
    world = request.getfixturevalue(moment)
    with time_machine.travel(world.at, tick=False):
        people = {role: world.actor(role) for role in CAST if role != ANONYMOUS}
        listed = {role: seen_by_lists(person) for role, person in people.items()}
        allowed = {role: seen_one_by_one(person) for role, person in people.items()}

    assert listed == allowed


def test_the_world_has_what_each_of_the_cast_must_not_see(kept_world_at_work: World) -> None:
    world = kept_world_at_work
    with time_machine.travel(world.at, tick=False):
        seen = {role: seen_by_lists(world.actor(role)) for role in CAST if role != ANONYMOUS}

    everything = _everything(world)
    assert [role for role, what in seen.items() if what["teams"] == everything] == ["superuser"]


def _everything(world: World) -> set[int]:
    return {team.pk for edition in (world.edition, world.elsewhere) for team in edition.teams.values()}
