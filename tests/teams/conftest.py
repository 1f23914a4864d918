"""The cast of this room's tests, in one open edition."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from competitions.models import Competition, Department
from teams.models import Team, User
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.teams import a_participant, a_role, a_team, eligible
from tests.teams.two_accounts import two_accounts


@pytest.fixture
def edition(db: None) -> Competition:
    """An open edition: three to six members, two disciplines."""
    return a_competition(slug="open", women_target=40)


@pytest.fixture
def department(edition: Competition) -> Department:
    """Enrolled, with one domain of its own."""
    return a_department(enrolled_in=edition, domains=("finances.example",))


@pytest.fixture
def organiser(edition: Competition) -> User:
    return a_role("organiser", competition=edition)


@pytest.fixture
def focal_point(edition: Competition, department: Department) -> User:
    return a_role("focal_point", competition=edition, department=department)


@pytest.fixture
def person(edition: Competition, department: Department) -> User:
    """In no team; complete, of the enrolled department, about whom nobody has decided."""
    return a_participant(edition, department=department)


@pytest.fixture
def captain(edition: Competition, department: Department) -> User:
    return eligible(a_participant(edition, department=department), edition)


@pytest.fixture
def team(edition: Competition, captain: User) -> Team:
    """The captain and two members, all ready; not confirmed, no deputy."""
    return a_team(competition=edition, captain=captain)


@pytest.fixture
def member(team: Team) -> User:
    return team.members().exclude(pk=team.captain_id)[0]


@pytest.fixture
def other_member(team: Team) -> User:
    return team.members().exclude(pk=team.captain_id)[1]


@pytest.fixture
def rival(edition: Competition) -> User:
    """The captain of another team."""
    return a_team(competition=edition).captain


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    """The site's clock, standing at NOW until it is moved."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def signed_in(now: object) -> object:
    """A browser of somebody, at NOW."""

    def browser(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser


@pytest.fixture
def desk(organiser: User, signed_in: Any) -> Client:
    """The organiser's browser."""
    browser: Client = signed_in(organiser)
    return browser


@pytest.fixture
def mentor(edition: Competition) -> User:
    return a_role("mentor", competition=edition)


@pytest.fixture
def accounts(db: None) -> tuple[User, User]:
    """Two accounts of one person: the first gave the number, the second asks."""
    return two_accounts()


@pytest.fixture
def first(accounts: tuple[User, User]) -> User:
    return accounts[0]


@pytest.fixture
def second(accounts: tuple[User, User]) -> User:
    return accounts[1]
