"""Who may take part: by the address, or by somebody's word."""

import pytest
from allauth.account.models import EmailAddress

from competitions.models import Competition, Department, EnrolmentDomain, Message
from teams.consequences import eligibility_lost
from teams.domain.eligibility import (
    DepartmentDoesNotTakePart,
    MayNotVouch,
    NoDepartment,
    ReasonMissing,
    decide_by_domain,
    decline,
    is_eligible,
    settle,
    vouch,
    waiting_for,
)
from teams.models import EligibilityDecision, Team, User
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.teams import a_participant, a_person, a_role, eligible
from tests.harness.clock import days


def decided(person: User, edition: Competition) -> EligibilityDecision | None:
    return decide_by_domain(person=person, competition=edition, at=NOW)


def test_a_verified_address_of_the_department_makes_eligible(edition: Competition, department: Department) -> None:
    person = a_participant(edition, department=department, email="souad@finances.example")

    decision = decided(person, edition)

    assert decision is not None
    assert (decision.outcome, decision.basis, decision.decided_by) == ("eligible", "domain", None)
    assert is_eligible(person, edition)


@pytest.mark.parametrize(
    "address",
    [
        "a@finances.example.org",
        "a@finances.exampl",
        "a@xfinances.example",
        "a@mail.finances.example",
        "a@finances-example",
        "finances.example@elsewhere.example",
        '"a@finances.example"@elsewhere.example',
        "a@fınances.example",  # a dotless i
        "a@\uff46inances.example",  # a wide f
        "a@finances.ｅxample",
    ],
)
def test_an_address_that_only_looks_like_one_of_the_department_decides_nothing(
    address: str, edition: Competition, department: Department
) -> None:
    person = a_participant(edition, department=department)
    EmailAddress.objects.filter(user=person).update(email=address)

    assert decided(person, edition) is None
    assert not is_eligible(person, edition)


def test_a_letter_that_folds_into_an_ordinary_one_decides_nothing(edition: Competition) -> None:
    kelvin = a_department(enrolled_in=edition, domains=("kelvin.example",))
    person = a_participant(edition, department=kelvin)
    EmailAddress.objects.filter(user=person).update(email="a@\u212aelvin.example")

    assert decided(person, edition) is None


def test_the_case_of_an_address_does_not_matter(edition: Competition, department: Department) -> None:
    person = a_participant(edition, department=department)
    EmailAddress.objects.filter(user=person).update(email="Souad@FINANCES.Example")

    assert decided(person, edition) is not None


def test_an_address_that_is_not_verified_decides_nothing(edition: Competition, department: Department) -> None:
    person = a_participant(edition, department=department, email="a@finances.example", verified=False)

    assert decided(person, edition) is None


def test_a_domain_of_another_department_decides_nothing(edition: Competition, department: Department) -> None:
    other = a_department(enrolled_in=edition, domains=("health.example",))
    person = a_participant(edition, department=other, email="a@finances.example")

    assert decided(person, edition) is None


def test_a_domain_that_several_enrolled_departments_share_decides_nothing(
    edition: Competition, department: Department
) -> None:
    other = a_department(enrolled_in=edition, domains=("finances.example",))
    person = a_participant(edition, department=department, email="a@finances.example")

    assert decided(person, edition) is None
    other.enrolments.update(ended_at=NOW)
    assert decided(person, edition) is not None


def test_a_department_that_takes_no_part_decides_nothing(edition: Competition, department: Department) -> None:
    person = a_participant(edition, department=department, email="a@finances.example")
    department.enrolments.update(ended_at=NOW)

    assert decided(person, edition) is None


def test_a_domain_of_another_edition_decides_nothing(department: Department) -> None:
    person = a_participant(a_competition(), email="a@finances.example")

    assert decided(person, a_competition()) is None


def test_what_somebody_has_decided_the_domain_does_not_change(
    edition: Competition, department: Department, focal_point: User
) -> None:
    person = a_participant(edition, department=department, email="a@finances.example")
    decline(person=person, competition=edition, reason="Retired", by=focal_point, at=NOW)

    assert decided(person, edition) is None
    assert not is_eligible(person, edition)


def test_a_change_of_department_silences_what_was_decided(edition: Competition, person: User) -> None:
    eligible(person, edition)
    person.department = a_department(enrolled_in=edition)
    person.save()

    assert not is_eligible(person, edition)


def test_the_focal_point_vouches_and_the_person_is_told(edition: Competition, person: User, focal_point: User) -> None:
    decision = vouch(person=person, competition=edition, by=focal_point, at=NOW)

    assert is_eligible(person, edition)
    assert (decision.basis, decision.decided_by) == ("focal_point", focal_point)
    assert [message.kind for message in Message.objects.of(person)] == ["eligibility_granted"]


def test_vouching_twice_changes_and_tells_nothing(edition: Competition, person: User, focal_point: User) -> None:
    first = vouch(person=person, competition=edition, by=focal_point, at=NOW)

    assert vouch(person=person, competition=edition, by=focal_point, at=NOW + days(1)) == first
    assert Message.objects.of(person).count() == 1


def test_an_organiser_vouches_for_anybody_of_an_enrolled_department(
    edition: Competition, person: User, organiser: User
) -> None:
    assert vouch(person=person, competition=edition, by=organiser, at=NOW).basis == "organiser"


def test_declining_needs_a_reason_which_the_person_reads(edition: Competition, person: User, focal_point: User) -> None:
    with pytest.raises(ReasonMissing):
        decline(person=person, competition=edition, reason=" \n", by=focal_point, at=NOW)
    decline(person=person, competition=edition, reason="Not in our staff", by=focal_point, at=NOW)

    assert not is_eligible(person, edition)
    [message] = Message.objects.of(person)
    assert "Not in our staff" in message.text


def test_a_decision_can_be_made_anew_and_the_newest_stands(
    edition: Competition, person: User, focal_point: User
) -> None:
    decline(person=person, competition=edition, reason="Unknown", by=focal_point, at=NOW)
    vouch(person=person, competition=edition, by=focal_point, at=NOW + days(1))

    assert is_eligible(person, edition)
    assert EligibilityDecision.objects.of(person, edition).count() == 2


def test_whoever_was_eligible_and_is_declined_loses_it_with_its_consequences(
    edition: Competition, person: User, focal_point: User
) -> None:
    lost = []
    eligibility_lost.connect(receiver := lambda **sent: lost.append(sent), weak=False)
    try:
        decline(person=person, competition=edition, reason="Unknown", by=focal_point, at=NOW)
        assert lost == []
        vouch(person=person, competition=edition, by=focal_point, at=NOW)
        decline(person=person, competition=edition, reason="Moved", by=focal_point, at=NOW)
    finally:
        eligibility_lost.disconnect(receiver)

    [sent] = lost
    assert (sent["person"], sent["competition"], sent["by"], sent["at"]) == (person, edition, focal_point, NOW)


def test_nobody_vouches_for_themselves(edition: Competition, department: Department, focal_point: User) -> None:
    focal_point.department = department
    focal_point.save()

    with pytest.raises(MayNotVouch):
        vouch(person=focal_point, competition=edition, by=focal_point, at=NOW)


def test_nobody_decides_about_a_teammate(team: Team, captain: User, member: User) -> None:
    member.department = captain.department
    member.save()
    a_role("focal_point", competition=team.competition, department=captain.department, person=captain)

    with pytest.raises(MayNotVouch):
        vouch(person=member, competition=team.competition, by=captain, at=NOW)
    with pytest.raises(MayNotVouch):
        decline(person=member, competition=team.competition, reason="Rival", by=captain, at=NOW)


@pytest.mark.parametrize(
    "who", ["stranger", "other focal point", "former focal point", "focal point elsewhere", "mentor"]
)
def test_others_decide_nothing(who: str, edition: Competition, person: User, department: Department) -> None:
    other = a_department(enrolled_in=edition)
    actors = {
        "stranger": lambda: a_person(),
        "other focal point": lambda: a_role("focal_point", competition=edition, department=other),
        "former focal point": lambda: a_role("focal_point", competition=edition, department=department, until=NOW),
        "focal point elsewhere": lambda: a_role("focal_point", competition=a_competition(), department=department),
        "mentor": lambda: a_role("mentor", competition=edition),
    }
    by = actors[who]()

    with pytest.raises(MayNotVouch):
        vouch(person=person, competition=edition, by=by, at=NOW)
    assert not EligibilityDecision.objects.exists()


def test_there_must_be_a_department_that_takes_part(edition: Competition, organiser: User) -> None:
    with pytest.raises(NoDepartment):
        vouch(person=a_person(complete=False), competition=edition, by=organiser, at=NOW)
    with pytest.raises(DepartmentDoesNotTakePart):
        vouch(person=a_person(), competition=edition, by=organiser, at=NOW)


def test_who_waits_for_whom(edition: Competition, department: Department, focal_point: User, organiser: User) -> None:
    waiting = a_participant(edition, department=department)
    in_a_team = a_participant(edition, department=department)
    elsewhere = a_participant(edition)
    eligible(a_participant(edition, department=department), edition)
    a_person(complete=False, department=department)
    a_participant(edition, department=department, is_active=False)
    a_role("juror", competition=edition, person=a_participant(edition, department=department))

    assert list(waiting_for(focal_point, edition, at=NOW)) == [waiting, in_a_team]
    assert set(waiting_for(organiser, edition, at=NOW)) == {waiting, in_a_team, elsewhere}
    assert list(waiting_for(a_person(), edition, at=NOW)) == []


def test_the_focal_points_are_told_once_that_somebody_waits(
    edition: Competition, person: User, focal_point: User, organiser: User
) -> None:
    for day in range(3):
        settle(person=person, competition=edition, at=NOW + days(day))

    [message] = Message.objects.filter(kind="eligibility_waiting")
    assert message.recipient == focal_point
    assert person.name_ar in message.subject


def test_without_a_focal_point_the_organiser_is_told(edition: Competition, person: User, organiser: User) -> None:
    settle(person=person, competition=edition, at=NOW)

    assert [message.recipient for message in Message.objects.filter(kind="eligibility_waiting")] == [organiser]


def test_nobody_is_told_of_themselves(edition: Competition, department: Department, organiser: User) -> None:
    person = a_role("focal_point", competition=edition, department=department)
    person.department = department
    person.save()

    settle(person=person, competition=edition, at=NOW)

    assert [message.recipient for message in Message.objects.filter(kind="eligibility_waiting")] == [organiser]


def test_an_admitted_domain_added_later_helps_whoever_comes_later(edition: Competition, person: User) -> None:
    EnrolmentDomain.objects.create(enrolment=edition.enrolments.get(), domain="idarathon.example")

    assert decided(person, edition) is not None
