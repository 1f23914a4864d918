"""Objecting to somebody who came in by their address, and when it is too late."""

from typing import Any

import pytest

from competitions.models import Competition, Department, Message
from teams.consequences import eligibility_lost
from teams.domain.confirmation import NotReady, confirm
from teams.domain.eligibility import (
    TeamIsConfirmed,
    came_in_by_address,
    decline,
    is_eligible,
    settle,
    vouch,
)
from teams.domain.membership import name_deputy
from teams.models import EligibilityDecision, Team, User
from tests.builders.competitions import NOW
from tests.builders.teams import a_member, a_participant, a_role, eligible
from tests.harness.clock import days


@pytest.fixture
def by_address(edition: Competition, department: Department) -> User:
    """Somebody whose address of the department has made them eligible."""
    person = a_participant(edition, department=department, email="samira@finances.example")
    settle(person=person, competition=edition, at=NOW)
    return person


def test_the_focal_point_sees_who_came_in_by_their_address(
    by_address: User, edition: Competition, department: Department, focal_point: User
) -> None:
    vouched = a_participant(edition, department=department)
    vouch(person=vouched, competition=edition, by=focal_point, at=NOW)
    declined = a_participant(edition, department=department, email="retired@finances.example")
    settle(person=declined, competition=edition, at=NOW)
    decline(person=declined, competition=edition, reason="Retired", by=focal_point, at=NOW)
    eligible(a_participant(edition), edition)

    decisions: list[Any] = list(came_in_by_address(focal_point, edition))

    assert [(one.person, one.team_confirmed) for one in decisions] == [(by_address, False)]


def test_an_objection_takes_eligibility_away_with_its_consequences(
    by_address: User, edition: Competition, focal_point: User
) -> None:
    lost: list[User] = []
    eligibility_lost.connect(receiver := lambda **sent: lost.append(sent["person"]), weak=False)
    try:
        decline(person=by_address, competition=edition, reason="Left in January", by=focal_point, at=NOW)
    finally:
        eligibility_lost.disconnect(receiver)

    assert lost == [by_address]
    assert not is_eligible(by_address, edition)
    [message] = Message.objects.of(by_address)
    assert "Left in January" in message.text


def test_captain_and_deputy_are_told_without_the_reason_and_cannot_confirm(
    by_address: User, edition: Competition, focal_point: User, team: Team, captain: User, member: User
) -> None:
    a_member(team, by_address)
    name_deputy(team=team, deputy=member, by=captain, at=NOW)

    decline(person=by_address, competition=edition, reason="Left in January", by=focal_point, at=NOW)

    told = Message.objects.filter(kind="member_declined").order_by("pk")
    assert [message.recipient for message in told] == [captain, member]
    assert by_address.name_ar in told[0].subject
    assert not any("Left in January" in message.text for message in told)
    with pytest.raises(NotReady, match=by_address.name_ar):
        confirm(team=team, by=captain, received_at=NOW)


def test_a_captain_who_is_declined_reads_it_once(
    edition: Competition, team: Team, captain: User, organiser: User
) -> None:
    decline(person=captain, competition=edition, reason="Moved", by=organiser, at=NOW)

    assert [message.kind for message in Message.objects.of(captain)] == ["eligibility_declined"]


def test_once_the_team_is_confirmed_only_an_organiser_declines(
    by_address: User, edition: Competition, focal_point: User, organiser: User, team: Team, captain: User
) -> None:
    a_member(team, by_address)
    confirm(team=team, by=captain, received_at=NOW)

    with pytest.raises(TeamIsConfirmed, match="منظِّمة أو منظِّم"):
        decline(person=by_address, competition=edition, reason="Left", by=focal_point, at=NOW)
    still = is_eligible(by_address, edition)
    decline(person=by_address, competition=edition, reason="Left", by=organiser, at=NOW + days(1))

    assert still
    assert not is_eligible(by_address, edition)
    team.refresh_from_db()
    assert team.confirmed_at == NOW, "composition and people bar at confirmation only"


def test_a_focal_point_who_organises_too_may_still_decline(
    by_address: User, edition: Competition, focal_point: User, team: Team, captain: User
) -> None:
    a_role("organiser", competition=edition, person=focal_point)
    a_member(team, by_address)
    confirm(team=team, by=captain, received_at=NOW)

    decline(person=by_address, competition=edition, reason="Left", by=focal_point, at=NOW)

    assert not is_eligible(by_address, edition)


def test_a_word_once_given_can_be_taken_back_until_then_too(
    edition: Competition, person: User, focal_point: User, team: Team, captain: User
) -> None:
    a_member(team, person)
    vouch(person=person, competition=edition, by=focal_point, at=NOW)
    decline(person=person, competition=edition, reason="Mistaken", by=focal_point, at=NOW)
    vouch(person=person, competition=edition, by=focal_point, at=NOW)
    confirm(team=team, by=captain, received_at=NOW)

    with pytest.raises(TeamIsConfirmed):
        decline(person=person, competition=edition, reason="Mistaken", by=focal_point, at=NOW)

    assert list(EligibilityDecision.objects.of(person, edition).values_list("outcome", flat=True)) == [
        *("eligible", "declined", "eligible")
    ]
