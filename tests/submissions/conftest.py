"""The cast of this room's tests: one team with its project, and the people around it."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from competitions.models import Competition, Phase
from competitions.refusals import Refusal
from submissions.domain.automatic import ask_for_it
from submissions.domain.drafting import project_of
from submissions.domain.last_resort import LAST_HOURS
from submissions.models import AutomaticSubmission, Project
from teams.models import Team, User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_mentor_of, a_project, a_questionnaire
from tests.builders.teams import a_person, a_role, a_team
from tests.harness.clock import minutes
from tests.submissions.last_hours import newcomer, seen


@pytest.fixture(autouse=True)
def _now(time_machine: TimeMachineFixture) -> None:
    """The clock stands at NOW, inside the submission phase; a test moves it with `time_machine.move_to`."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def competition(db: None) -> Competition:
    return a_competition()


@pytest.fixture
def phase(competition: Competition) -> Phase:
    """The open submission phase, which asks six questions."""
    phase = the_phase(competition, "submission")
    a_questionnaire(phase)
    return phase


@pytest.fixture
def team(competition: Competition, phase: Phase) -> Team:
    """A confirmed team of three, with a deputy."""
    team = a_team(competition=competition, confirmed=True)
    team.deputy = team.members().exclude(pk=team.captain_id).first()
    team.save()
    return team


@pytest.fixture
def captain(team: Team) -> User:
    return team.captain


@pytest.fixture
def deputy(team: Team) -> User:
    assert team.deputy is not None
    return team.deputy


@pytest.fixture
def member(team: Team, deputy: User) -> User:
    """Neither captain nor deputy."""
    return team.members().exclude(pk__in=[team.captain_id, deputy.pk]).get()


@pytest.fixture
def project(team: Team) -> Project:
    """Everything answered, nothing submitted."""
    return a_project(team)


@pytest.fixture
def rival(competition: Competition, phase: Phase) -> User:
    """Captain of another team, whose project is complete too."""
    return a_project(a_team(competition=competition, confirmed=True)).team.captain


@pytest.fixture
def mentor(team: Team) -> User:
    return a_mentor_of(team)


@pytest.fixture
def organiser(competition: Competition) -> User:
    return a_role("organiser", competition=competition)


@pytest.fixture
def stranger(db: None) -> User:
    return a_person()


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser in which that person has signed in."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def since(phase: Phase) -> datetime:
    """When the last hours begin."""
    return phase.closes_at - LAST_HOURS


@pytest.fixture
def at(since: datetime) -> datetime:
    """An hour into them."""
    return since + minutes(60)


@pytest.fixture
def colleague(team: Team, since: datetime) -> User:
    """Another member, who was here in the last hours."""
    return seen(newcomer(team), since + minutes(30))


@pytest.fixture
def refused() -> Callable[[Callable[[], object]], str | None]:
    """The field beside which something is refused."""

    def field_of(act: Callable[[], object]) -> str | None:
        with pytest.raises(Refusal) as refusal:
            act()
        assert str(refusal.value)
        return refusal.value.field

    return field_of


@pytest.fixture
def asked(project: Project, phase: Phase, captain: User) -> AutomaticSubmission:
    """The captain has asked for it."""
    return ask_for_it(project=project, phase=phase, by=captain, received_at=NOW)


@pytest.fixture
def blank(team: Team) -> Project:
    """The project of a team that has written nothing yet."""
    return project_of(team, at=NOW)


@pytest.fixture
def page(signed_in: Callable[[User], Client], member: User, team: Team) -> Callable[..., Any]:
    """Posts what a page of the member's has sent by itself."""
    browser = cache(lambda: signed_in(member))

    def send(data: dict[str, Any], key: str = "solution") -> Any:
        return browser().post(
            reverse("submissions:autosave", kwargs={"edition": team.competition.slug, "key": key}),
            data,
            headers={"X-Requested-With": "fetch"},
        )

    return send
