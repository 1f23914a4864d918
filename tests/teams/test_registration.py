"""The profile: what it must say, and what follows from it."""

from typing import Any

import pytest

from competitions.models import Competition, Department, Discipline, Enrolment, Message
from teams.consequences import eligibility_lost
from teams.domain.eligibility import is_eligible
from teams.domain.names import NameNotArabic, NameNotLatin
from teams.domain.profiles import (
    DepartmentNotOffered,
    DisciplineMissing,
    EntityMissing,
    GenderMissing,
    LanguageMissing,
    Profile,
    RegionMissing,
    ServiceMissing,
    ServiceRoleMissing,
)
from teams.domain.registration import complete_profile, departments_offered, what_is_missing
from teams.models import User
from tests.builders.competitions import NOW, a_competition, a_department, a_discipline
from tests.builders.teams import a_person, a_role, eligible
from tests.harness.clock import days


@pytest.fixture
def newcomer(db: None) -> User:
    """Has an account and a verified address, and nothing else."""
    return a_person(complete=False, email="souad@finances.example")


def profile(person: User, department: Department, **changes: Any) -> User:
    given: dict[str, Any] = {
        "name_ar": "سعاد بن علي",
        "name_latin": "Souad Ben Ali",
        "department": department,
        "service_level": "deconcentrated",
        "region": "souss-massa",
        "discipline": Discipline.objects.first() or a_discipline(),
        "gender": "unsaid",
        "entity": "Direction du budget",
        "service_role": "Cheffe de service",
        "language": "fr",
    }
    return complete_profile(person=person, profile=Profile(**{**given, **changes}), at=NOW)


def test_a_complete_profile_is_kept_and_decided_about_at_once(
    newcomer: User, edition: Competition, department: Department
) -> None:
    person = profile(newcomer, department)

    person.refresh_from_db()
    assert person.profile_is_complete
    assert (person.name_ar, person.region, person.language, person.gender) == (
        "سعاد بن علي",
        "souss-massa",
        "fr",
        "unsaid",
    )
    assert is_eligible(person, edition)


def test_whoever_cannot_be_decided_about_waits_and_the_focal_point_is_told(
    newcomer: User, edition: Competition, focal_point: User
) -> None:
    other = a_department(enrolled_in=edition)
    theirs = a_role("focal_point", competition=edition, department=other)

    person = profile(newcomer, other)

    assert not is_eligible(person, edition)
    assert [message.kind for message in Message.objects.of(theirs)] == ["eligibility_waiting"]
    assert not Message.objects.of(focal_point).exists()


def test_the_central_administration_has_no_region(newcomer: User, department: Department) -> None:
    person = profile(newcomer, department, service_level="central", region="souss-massa")

    assert person.region == ""


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"name_ar": "Souad"}, NameNotArabic, "name_ar"),
        ({"name_latin": "سعاد"}, NameNotLatin, "name_latin"),
        ({"service_level": ""}, ServiceMissing, "service_level"),
        ({"region": ""}, RegionMissing, "region"),
        ({"entity": " "}, EntityMissing, "entity"),
        ({"service_role": ""}, ServiceRoleMissing, "service_role"),
        ({"discipline": None}, DisciplineMissing, "discipline"),
        ({"region": "atlantis"}, RegionMissing, "region"),
        ({"gender": ""}, GenderMissing, "gender"),
        ({"language": "es"}, LanguageMissing, "language"),
    ],
)
def test_what_a_profile_must_say(
    change: dict[str, str], refusal: Any, field: str, newcomer: User, department: Department
) -> None:
    with pytest.raises(refusal) as refused:
        profile(newcomer, department, **change)

    assert refused.value.field == field
    newcomer.refresh_from_db()
    assert newcomer.name_ar == ""


def test_only_departments_that_take_part_are_offered(
    newcomer: User, edition: Competition, department: Department
) -> None:
    past = a_competition(calendar={"registration": (-90, -60), "results": (-30, -1)})
    a_department(enrolled_in=past)
    unpublished = a_competition(published=False)
    a_department(enrolled_in=unpublished)
    left = a_department(enrolled_in=edition)
    Enrolment.objects.filter(department=left).update(ended_at=NOW - days(1))

    assert list(departments_offered(newcomer, at=NOW)) == [department]
    with pytest.raises(DepartmentNotOffered):
        profile(newcomer, left)


def test_a_department_that_has_left_is_still_offered_to_its_people(newcomer: User, department: Department) -> None:
    person = profile(newcomer, department)
    Enrolment.objects.filter(department=department).update(ended_at=NOW)

    assert profile(person, department, name_latin="Souad B").name_latin == "Souad B"


def test_between_editions_the_departments_of_the_current_one_are_offered(newcomer: User) -> None:
    past = a_competition(calendar={"registration": (-90, -60), "results": (-30, -1)})
    department = a_department(enrolled_in=past)

    assert list(departments_offered(newcomer, at=NOW)) == [department]


def test_moving_to_another_department_loses_what_was_decided_with_its_consequences(
    edition: Competition, department: Department, person: User
) -> None:
    eligible(person, edition)
    other = a_department(enrolled_in=edition)
    lost: list[Any] = []
    eligibility_lost.connect(receiver := lambda **sent: lost.append(sent["competition"]), weak=False)

    try:
        profile(person, department)
        assert lost == []
        profile(person, other)
    finally:
        eligibility_lost.disconnect(receiver)

    assert lost == [edition]
    assert not is_eligible(person, edition)


def test_moving_to_a_department_whose_address_one_has_loses_nothing(edition: Competition, newcomer: User) -> None:
    person = profile(newcomer, a_department(enrolled_in=edition, domains=("finances.example",)))
    lost: list[Any] = []
    eligibility_lost.connect(receiver := lambda **sent: lost.append(sent), weak=False)
    Enrolment.objects.all().delete()

    try:
        profile(person, a_department(enrolled_in=edition, domains=("finances.example",)))
    finally:
        eligibility_lost.disconnect(receiver)

    assert lost == []
    assert is_eligible(person, edition)


def test_what_is_missing_is_said_in_words(newcomer: User) -> None:
    assert len(what_is_missing(newcomer)) == 8
    newcomer.service_level = "deconcentrated"
    assert len(what_is_missing(newcomer)) == 8
    assert what_is_missing(a_person()) == []


def test_names_are_folded_for_searching(newcomer: User, department: Department) -> None:
    person = profile(newcomer, department, name_ar="أُمَيْمَة")

    person.refresh_from_db()
    assert person.name_ar_key == "اميمه"
