"""A word and a confirmation in the same moment: with threads and PostgreSQL's row locks."""

from collections.abc import Callable
from threading import Event

import pytest
from django.db import transaction

from competitions.models import Competition, Department, Message
from teams.domain.confirmation import NotReady, confirm
from teams.domain.eligibility import (
    TeamIsConfirmed,
    decline,
    decline_many,
    is_eligible,
    raise_overdue,
    settle,
    vouch,
    vouch_many,
)
from teams.domain.invitations import accept, invite
from teams.domain.registration import introduce
from teams.models import EligibilityDecision, Membership, User, VouchingRequest
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.teams import a_member, a_participant, a_role, a_team
from tests.harness.clock import days
from tests.harness.threads import until_somebody_waits
from tests.teams.test_races import at_once, refused

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROUNDS = 3


def an_office() -> tuple[Competition, Department, User]:
    """An edition, one of its departments, and the focal point of it."""
    edition = a_competition()
    department = a_department(enrolled_in=edition)
    return edition, department, a_role("focal_point", competition=edition, department=department)


def recognised(edition: Competition, department: Department, by: User) -> User:
    person = a_participant(edition, department=department)
    vouch(person=person, competition=edition, by=by, at=NOW)
    return person


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_either_the_objection_comes_first_or_the_confirmation(_round: int) -> None:
    edition, department, focal_point = an_office()
    team = a_team(competition=edition)
    person = recognised(edition, department, focal_point)
    a_member(team, person)

    outcomes = at_once(
        lambda: decline(person=person, competition=edition, reason="Left", by=focal_point, at=NOW),
        lambda: confirm(team=team, by=team.captain, received_at=NOW),
    )

    team.refresh_from_db()
    assert refused(outcomes) == [TeamIsConfirmed if team.confirmed_at else NotReady]
    assert is_eligible(person, edition) == (team.confirmed_at is not None)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_focal_points_decide_and_the_last_word_stands_alone(_round: int) -> None:
    edition, department, focal_point = an_office()
    colleague = a_role("focal_point", competition=edition, department=department)
    person = a_participant(edition, department=department)
    settle(person=person, competition=edition, at=NOW)

    outcomes = at_once(
        *(
            lambda by=by: vouch(person=person, competition=edition, by=by, at=NOW)  # type: ignore[misc]
            for by in (focal_point, colleague)
        )
    )

    assert refused(outcomes) == []
    assert EligibilityDecision.objects.of(person, edition).count() == 1
    assert Message.objects.filter(kind="eligibility_granted").count() == 1
    assert not VouchingRequest.objects.exists()


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_many_at_once_never_wait_in_a_ring(_round: int) -> None:
    edition, department, focal_point = an_office()
    other_department = a_department(enrolled_in=edition)
    other = a_role("focal_point", competition=edition, department=other_department)
    teams = [a_team(competition=edition) for _number in range(2)]
    mine = [recognised(edition, department, focal_point) for _team in teams]
    theirs = [recognised(edition, other_department, other) for _team in teams]
    for team, one, two in zip(teams, mine, reversed(theirs), strict=True):
        a_member(team, one)
        a_member(team, two)
    alone = a_participant(edition, department=department)
    invitation = invite(team=teams[0], email=alone.email, by=teams[0].captain, received_at=NOW)

    def declining(people: list[User], by: User) -> Callable[[], object]:
        return lambda: decline_many(people=people, competition=edition, reason="Left", by=by, at=NOW)

    outcomes = at_once(
        declining([*reversed(mine), alone], focal_point),
        declining(theirs, other),
        lambda: vouch_many(people=[alone, *mine], competition=edition, by=focal_point, at=NOW),
        lambda: accept(invitation=invitation, by=alone, received_at=NOW),
    )

    assert len(outcomes) == 4
    assert not any(is_eligible(person, edition) for person in theirs)
    assert Membership.objects.active().of(alone).count() <= 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_workers_raise_each_person_once(_round: int) -> None:
    edition, department, _focal_point = an_office()
    a_role("organiser", competition=edition)
    people = [a_participant(edition, department=department) for _number in range(3)]
    for person in people:
        settle(person=person, competition=edition, at=NOW)

    outcomes = at_once(*(lambda: raise_overdue(at=NOW + days(5)) for _worker in range(2)))

    assert sorted(outcomes) == [0, 3]  # type: ignore[type-var]
    assert Message.objects.filter(kind="eligibility_overdue").count() == 1


def test_a_team_is_not_confirmed_by_what_a_member_was_a_moment_ago() -> None:
    team = a_team(competition=a_competition(), with_members=2)
    member = team.members().exclude(pk=team.captain_id)[0]
    elsewhere, moving = a_department(), Event()

    def move() -> None:
        with transaction.atomic():
            introduce(person=member, department=elsewhere, by=member, at=NOW)
            moving.set()
            until_somebody_waits()

    def confirm_then() -> None:
        moving.wait()
        confirm(team=team, by=team.captain, received_at=NOW)

    assert refused(at_once(move, confirm_then)) == [NotReady]
