"""A word about forty people at once: each has an outcome of their own."""

import pytest

from competitions.models import Competition, Department, Message
from teams.domain.eligibility import ReasonMissing, decline_many, eligible_among, vouch, vouch_many
from teams.models import EligibilityDecision, User
from tests.builders.competitions import NOW
from tests.builders.teams import a_member, a_participant, a_person, a_team


@pytest.fixture
def people(edition: Competition, department: Department) -> list[User]:
    return [a_participant(edition, department=department) for _number in range(4)]


def test_all_are_vouched_for_and_each_is_told(people: list[User], edition: Competition, focal_point: User) -> None:
    outcomes = vouch_many(people=people, competition=edition, by=focal_point, at=NOW)

    assert (outcomes.done, outcomes.refused) == (people, [])
    assert eligible_among(people, edition) == {person.pk for person in people}
    assert {message.recipient for message in Message.objects.filter(kind="eligibility_granted")} == set(people)


def test_who_cannot_be_vouched_for_is_named_with_the_reason_and_the_others_lose_nothing(
    people: list[User], edition: Competition, focal_point: User
) -> None:
    teammate, without_department, elsewhere = people[0], a_person(complete=False), a_participant(edition)
    a_member(a_member(a_team(competition=edition), focal_point).team, teammate)

    outcomes = vouch_many(people=[elsewhere, *people, without_department], competition=edition, by=focal_point, at=NOW)

    assert outcomes.done == people[1:]
    assert {refused.person for refused in outcomes.refused} == {teammate, without_department, elsewhere}
    assert all("نقطة اتصال" in refused.why for refused in outcomes.refused)
    assert eligible_among([*people, elsewhere], edition) == {person.pk for person in people[1:]}


def test_one_reason_declines_all(people: list[User], edition: Competition, focal_point: User) -> None:
    vouch(person=people[0], competition=edition, by=focal_point, at=NOW)
    a_team(competition=edition, captain=people[0], confirmed=True)

    outcomes = decline_many(people=people, competition=edition, reason=" Retired ", by=focal_point, at=NOW)

    assert outcomes.done == people[1:]
    assert [refused.person for refused in outcomes.refused] == [people[0]]
    declined = EligibilityDecision.objects.filter(outcome="declined")
    assert {decision.reason for decision in declined} == {"Retired"}
    assert eligible_among(people, edition) == {people[0].pk}


def test_without_a_reason_nobody_is_declined(people: list[User], edition: Competition, focal_point: User) -> None:
    with pytest.raises(ReasonMissing):
        decline_many(people=people, competition=edition, reason=" ", by=focal_point, at=NOW)

    assert not EligibilityDecision.objects.exists()


def test_a_second_time_nothing_is_written_or_told(people: list[User], edition: Competition, focal_point: User) -> None:
    for _time in range(2):
        outcomes = vouch_many(people=people, competition=edition, by=focal_point, at=NOW)

    assert outcomes.done == people
    assert EligibilityDecision.objects.count() == Message.objects.filter(kind="eligibility_granted").count() == 4
