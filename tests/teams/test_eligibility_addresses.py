"""Addresses in every shape: which prove where their holder serves, and which only look as if they did."""

import pytest
from allauth.account.models import EmailAddress

from competitions.models import Competition, Department
from teams.domain.eligibility import decide_by_domain, is_eligible, settle
from teams.models import VouchingRequest
from tests.builders.competitions import NOW, a_department
from tests.builders.teams import a_participant

ARABIC = "مالية.example"


@pytest.mark.parametrize(
    "address",
    [
        "souad@finances.example",
        "Souad.BENNANI@Finances.EXAMPLE",
        "souad+idarathon@finances.example",
        "٣٤٥@finances.example",
        "سعاد@finances.example",
    ],
)
def test_an_address_at_the_department_s_own_domain_is_enough(
    address: str, edition: Competition, department: Department
) -> None:
    person = a_participant(edition, department=department)
    EmailAddress.objects.filter(user=person).update(email=address)

    settle(person=person, competition=edition, at=NOW)

    assert is_eligible(person, edition)
    assert not VouchingRequest.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "souad@finances.example.evil.example",
        "souad@finances.example ",
        "souad@finances.example.",
        "souad@finances-example.org",
        "souad@finances.example@evil.example",
        "souad@evil.example#finances.example",
        "souad@finаnces.example",  # a Cyrillic a
        "souad@finances.example\u200f",
        "souad@xn--finnces-6fg.example",
        "souad@ﬁnances.example",  # one letter for f and i
    ],
)
def test_a_look_alike_waits_for_the_focal_point(address: str, edition: Competition, department: Department) -> None:
    person = a_participant(edition, department=department)
    EmailAddress.objects.filter(user=person).update(email=address)

    settle(person=person, competition=edition, at=NOW)

    assert not is_eligible(person, edition)
    assert [request.person for request in VouchingRequest.objects.all()] == [person]


def test_a_domain_in_arabic_letters_is_the_one_that_was_admitted_under_its_technical_name(edition: Competition) -> None:
    name = ARABIC.encode("idna").decode()
    department = a_department(enrolled_in=edition, domains=(name,))
    people = {address: a_participant(edition, department=department) for address in (f"a@{ARABIC}", f"a@{name}")}
    for address, person in people.items():
        EmailAddress.objects.filter(user=person).update(email=address)

    decisions = [decide_by_domain(person=person, competition=edition, at=NOW) for person in people.values()]

    assert [decision.basis if decision else None for decision in decisions] == ["domain", "domain"]


def test_choosing_a_department_makes_nobody_eligible(edition: Competition, department: Department) -> None:
    other = a_department(enrolled_in=edition, domains=("health.example",))
    person = a_participant(edition, department=other, email="souad@finances.example")

    settle(person=person, competition=edition, at=NOW)
    first = is_eligible(person, edition)
    person.department = department
    person.save()

    assert not first
    assert not is_eligible(person, edition), "the choice alone decides nothing"
    settle(person=person, competition=edition, at=NOW)
    assert is_eligible(person, edition)
