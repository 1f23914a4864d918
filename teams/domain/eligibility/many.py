"""A word about many people at once: each has an outcome of their own, and one failure costs nobody else anything."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from competitions.models import Competition
from competitions.refusals import Refusal
from teams.domain.eligibility.deciding import ReasonMissing, decline, vouch
from teams.models import Membership, Team, User


@dataclass(frozen=True)
class Refused:
    """Somebody about whom nothing was decided, and the sentence that says why."""

    person: User
    why: str


@dataclass
class Outcomes:
    """About whom it was decided, and about whom not."""

    done: list[User] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def vouch_many(*, people: Iterable[User], competition: Competition, by: User, at: datetime) -> Outcomes:
    """Vouch for each of `people`, all in one transaction; whoever cannot be vouched for is named with the reason."""

    def one(person: User) -> object:
        return vouch(person=person, competition=competition, by=by, at=at)

    return _each(people, competition, one)


def decline_many(*, people: Iterable[User], competition: Competition, reason: str, by: User, at: datetime) -> Outcomes:
    """Decline each of `people` for the same reason, all in one transaction; who cannot be is named with the reason.

    Raises ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing

    def one(person: User) -> object:
        return decline(person=person, competition=competition, reason=reason, by=by, at=at)

    return _each(people, competition, one)


def _each(people: Iterable[User], competition: Competition, act: Callable[[User], object]) -> Outcomes:
    outcomes = Outcomes()
    with transaction.atomic():
        for person in _locked(people, competition):
            try:
                with transaction.atomic():
                    act(person)
            except Refusal as refusal:
                outcomes.refused.append(Refused(person, str(refusal)))
            else:
                outcomes.done.append(person)
    return outcomes


def _locked(people: Iterable[User], competition: Competition) -> list[User]:
    """All people, then all their teams, each in one order: two such acts wait for one another, never in a ring."""
    ids = [person.pk for person in people]
    locked = list(User.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    memberships = Membership.objects.active().filter(person__in=ids, competition=competition)
    teams = Team.objects.active().filter(pk__in=memberships.values("team"))
    list(teams.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk", flat=True))
    return locked
