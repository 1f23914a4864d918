"""One edition whose jury is at work, and everybody who might come by."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from competitions.models import Competition
from judging.models import Assignment, Round
from teams.models import User
from tests.builders.competitions import a_competition
from tests.builders.judging import JUDGING, a_juror, a_president, a_round, an_assignment, an_organiser
from tests.builders.teams import a_person, a_role
from tests.harness.kept import kept
from tests.judging.crowd import Crowd


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Sentences are compared in the language of the sources; addresses are those of the English pages."""
    with translation.override("en"):
        yield


@dataclass
class Jury:
    """An open round with one entry, which `juror` and `colleague` evaluate; `bystander` is a juror of nothing.

    The project has one file.
    """

    competition: Competition
    round: Round
    juror: User
    colleague: User
    bystander: User
    assignment: Assignment
    others_assignment: Assignment

    @cached_property
    def organiser(self) -> User:
        return an_organiser(self.competition)

    @cached_property
    def president(self) -> User:
        return a_president(self.competition)

    @cached_property
    def deputy(self) -> User:
        return a_role("deputy_president", competition=self.competition)

    @cached_property
    def auditor(self) -> User:
        return a_role("auditor", competition=self.competition)

    @cached_property
    def captain(self) -> User:
        return self.assignment.entry.team.captain

    @cached_property
    def superuser(self) -> User:
        return a_person(is_staff=True, is_superuser=True)

    @property
    def attachment_id(self) -> int:
        return int(self.assignment.entry.version.attachments.get().attachment_id)  # type: ignore[attr-defined]

    def url(self, name: str, **kwargs: object) -> str:
        return reverse(f"judging:{name}", kwargs={"edition": self.competition.slug, **kwargs})


@kept
def kept_jury() -> Jury:
    with translation.override("en"):
        competition = a_competition()
        round = a_round(competition=competition, with_files=1)
        juror, colleague = a_juror(competition), a_juror(competition)
        entry = round.entries.get()
        return Jury(
            competition=competition,
            round=round,
            juror=juror,
            colleague=colleague,
            bystander=a_juror(competition),
            assignment=an_assignment(entry=entry, juror=juror),
            others_assignment=an_assignment(entry=entry, juror=colleague),
        )


@pytest.fixture
def jury(kept_jury: Jury) -> Jury:
    """The edition, with its jury at work."""
    return kept_jury


@kept
def kept_crowd() -> Crowd:
    with time_machine.travel(JUDGING, tick=False):
        return Crowd()


@pytest.fixture
def crowd(kept_crowd: Crowd) -> Crowd:
    """Thirty projects, which it gives to jurors as it grows."""
    return kept_crowd


@pytest.fixture
def at() -> Callable[[datetime], time_machine.travel]:
    """`with at(moment): …` lets requests arrive then."""
    return lambda moment: time_machine.travel(moment, tick=False)


@pytest.fixture
def at_work() -> Iterator[None]:
    """The jury is at work, and the clock stands still."""
    with time_machine.travel(JUDGING, tick=False):
        yield


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser of somebody's own."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in
