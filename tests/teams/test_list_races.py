"""Two who confirm lists of people in the same moment."""

import pytest

from competitions.models import Job, Message
from teams.domain.focal_points import ListHasChanged
from teams.domain.roles import appoint
from teams.domain.staff_lists import ListUnderWay, invite_staff
from teams.models import Role, User
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.teams import a_person, a_role
from tests.teams import test_focal_point_import as focal
from tests.teams import test_staff_lists as staff
from tests.teams.test_races import ROUNDS, at_once, refused

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_lists_with_the_same_new_people_name_them_once(_round: int) -> None:
    edition = a_competition()
    department = a_department(enrolled_in=edition)
    organisers = [a_role("organiser", competition=edition) for _number in range(2)]
    rows = [(f"new{number}@x.example", "", "Sara Alami", department.code) for number in range(5)]
    lists = [focal.a_list(edition, by, *order) for by, order in zip(organisers, (rows, rows[::-1]), strict=True)]

    outcomes = at_once(
        *(lambda one=one, by=by: focal.confirm(one, by) for one, by in zip(lists, organisers, strict=True))
    )

    # One who looked only after the other had done it finds them named already, and names nobody.
    assert refused(outcomes) in ([ListHasChanged], [])
    assert Role.objects.filter(kind="focal_point").count() == 5
    assert Message.objects.filter(kind="focal_point_named").count() == 5


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_person_made_a_juror_while_they_are_named_is_one_of_both(_round: int) -> None:
    edition = a_competition()
    department = a_department(enrolled_in=edition)
    organiser = a_role("organiser", competition=edition)
    sara: User = a_person()
    people_list = focal.a_list(edition, organiser, (sara.email, "", "", department.code))

    outcomes = at_once(
        lambda: focal.confirm(people_list, organiser),
        lambda: appoint(person=sara, competition=edition, kind="juror", by=organiser, at=NOW),
    )

    assert len(refused(outcomes)) == 1
    assert Role.objects.filter(person=sara).count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_one_list_confirmed_twice_and_two_lists_at_once_start_one_job(_round: int) -> None:
    edition = a_competition()
    department = a_department(enrolled_in=edition)
    contacts = [a_role("focal_point", competition=edition, department=department) for _number in range(2)]
    first, second = (staff.a_list(department, by, staff.staff(3)) for by in contacts)

    outcomes = at_once(
        *(
            lambda one=one, by=by: invite_staff(people_list=one, by=by, at=NOW)
            for one, by in ((first, contacts[0]), (first, contacts[1]), (second, contacts[1]))
        )
    )

    assert Job.objects.count() == 1
    assert set(refused(outcomes)) == {ListUnderWay}
