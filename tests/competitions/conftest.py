"""The cast of this room's tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils.functional import Promise
from time_machine import TimeMachineFixture

from competitions.models import Competition, Phase
from competitions.registries import audiences, message_kinds
from competitions.registries.audiences import Audience, Owed
from competitions.registries.message_kinds import MessageKind
from tests.builders.competitions import NOW, a_competition
from tests.builders.teams import a_role
from tests.competitions.desk import as_


@dataclass
class Owing:
    """An audience of whoever a test adds to it; what they owe counts for every phase."""

    owed: list[Owed] = field(default_factory=list)
    asked: int = 0

    def add(
        self, person: Any, *, deadline: datetime, since: datetime | None = None, todo: str | Promise = "Submit"
    ) -> None:
        self.owed.append(
            Owed(person=person, deadline=deadline, todo=todo, url_name="competitions:messages", since=since)
        )

    def forget(self, person: Any) -> None:
        self.owed = [one for one in self.owed if one.person != person]

    def rows(self, phase: Phase, at: datetime, person: Any | None) -> Iterator[Owed]:
        self.asked += 1
        return (one for one in self.owed if person is None or one.person == person)


def _audience(monkeypatch: pytest.MonkeyPatch, key: str, *, ends_with_phase: bool = True) -> Owing:
    owing = Owing()
    kinds = tuple(Phase.Kind.values)
    audience = Audience(key=key, label=key, rows=owing.rows, phase_kinds=kinds, ends_with_phase=ends_with_phase)
    monkeypatch.setitem(audiences._audiences, key, audience)
    return owing


@pytest.fixture
def owing(monkeypatch: pytest.MonkeyPatch) -> Owing:
    """The audience called "owing", empty; it is the only one."""
    monkeypatch.setattr(audiences, "_audiences", {})
    return _audience(monkeypatch, "owing")


@pytest.fixture
def also_owing(owing: Owing, monkeypatch: pytest.MonkeyPatch) -> Owing:
    """A second audience, called "also_owing"."""
    return _audience(monkeypatch, "also_owing")


@pytest.fixture
def earlier(owing: Owing, monkeypatch: pytest.MonkeyPatch) -> Owing:
    """An audience, called "earlier", whose deadlines may lie before the end of the phase."""
    return _audience(monkeypatch, "earlier", ends_with_phase=False)


@pytest.fixture
def known_kind(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make a kind of message known for one test."""

    def add(kind: MessageKind) -> MessageKind:
        monkeypatch.setitem(message_kinds._kinds, kind.key, kind)
        return kind

    return add


@pytest.fixture
def _at_now(time_machine: TimeMachineFixture) -> None:
    """The clock stands at NOW."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def competition(db: None) -> Competition:
    """The edition that the organiser runs."""
    return a_competition(slug="own")


@pytest.fixture
def organiser(competition: Competition) -> Any:
    """Who runs the edition."""
    return a_role("organiser", competition=competition)


@pytest.fixture
def organiser_client(organiser: Any) -> Client:
    """The organiser's browser."""
    return as_(organiser)
