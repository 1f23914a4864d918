"""The cast of this room's tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from competitions.models import Phase
from competitions.registries import audiences, message_kinds
from competitions.registries.audiences import Audience, Owed
from competitions.registries.message_kinds import MessageKind


@dataclass
class Owing:
    """An audience of whoever a test adds to it; what they owe counts for every phase."""

    owed: list[Owed] = field(default_factory=list)

    def add(self, person: Any, *, deadline: datetime, since: datetime | None = None, todo: str = "Submit") -> None:
        self.owed.append(
            Owed(person=person, deadline=deadline, todo=todo, url_name="competitions:messages", since=since)
        )

    def forget(self, person: Any) -> None:
        self.owed = [one for one in self.owed if one.person != person]

    def rows(self, phase: Phase, at: datetime, person: Any | None) -> Iterator[Owed]:
        return (one for one in self.owed if person is None or one.person == person)


def _audience(monkeypatch: pytest.MonkeyPatch, key: str) -> Owing:
    owing = Owing()
    kinds = tuple(Phase.Kind.values)
    monkeypatch.setitem(audiences._audiences, key, Audience(key=key, label=key, rows=owing.rows, phase_kinds=kinds))
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
def known_kind(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make a kind of message known for one test."""

    def add(kind: MessageKind) -> MessageKind:
        monkeypatch.setitem(message_kinds._kinds, kind.key, kind)
        return kind

    return add
