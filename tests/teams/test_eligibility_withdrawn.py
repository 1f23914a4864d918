"""A department withdraws: nobody new is admitted, and what stands, stands, until an organiser ends it."""

from typing import Any

import pytest
from django.test import Client

from competitions.domain.departments import change_enrolment
from competitions.models import Competition, Department, Message
from teams.domain.confirmation import confirm
from teams.domain.eligibility import (
    DepartmentDoesNotTakePart,
    decide_by_domain,
    is_eligible,
    settle,
    vouch,
    waiting_for,
)
from teams.domain.founding import found_team
from teams.domain.invitations import accept, invite
from teams.domain.joining import DepartmentTakesNoPart
from teams.models import Membership, Team, User, VouchingRequest
from tests.builders.competitions import NOW
from tests.builders.teams import a_participant, a_role, a_team, eligible, the_theme
from tests.harness.clock import days
from tests.teams.admin_pages import chosen, listing

LATER = NOW + days(1)


@pytest.fixture
def withdrawn(edition: Competition, department: Department, team: Team, organiser: User) -> Department:
    """The department of the captain, enrolled until NOW."""
    enrolment = edition.enrolments.get(department=department)
    change_enrolment(enrolment, started_at=enrolment.started_at, ended_at=NOW, by=organiser, at=NOW)
    return department


def test_nobody_new_comes_in_by_any_door(
    withdrawn: Department, edition: Competition, focal_point: User, organiser: User
) -> None:
    person = a_participant(edition, department=withdrawn, email="late@finances.example")
    other = a_team(competition=edition)
    invitation = invite(team=other, email=person.email, by=other.captain, received_at=LATER)
    about: Any = {"person": person, "competition": edition, "at": LATER}

    settle(**about)
    by_domain = decide_by_domain(**about)
    for by in (focal_point, organiser):
        with pytest.raises(DepartmentDoesNotTakePart):
            vouch(by=by, **about)
    with pytest.raises(DepartmentTakesNoPart):
        accept(invitation=invitation, by=person, received_at=LATER)
    with pytest.raises(DepartmentTakesNoPart):
        found_team(
            competition=edition, by=person, name_ar="فريق متأخر", name_latin="", theme=the_theme(edition),
            received_at=LATER,
        )  # fmt: skip

    assert by_domain is None
    assert not VouchingRequest.objects.exists()
    assert not is_eligible(person, edition)
    assert not Membership.objects.of(person).exists()
    assert list(waiting_for(organiser, edition, at=LATER)) == []


def test_its_teams_stand_and_can_still_be_confirmed(
    withdrawn: Department, team: Team, captain: User, edition: Competition
) -> None:
    confirm(team=team, by=captain, received_at=LATER)

    team.refresh_from_db()
    assert (team.confirmed_at, team.dissolved_at) == (LATER, None)
    assert is_eligible(captain, edition)


def test_the_focal_point_reads_that_it_has_withdrawn(
    withdrawn: Department, edition: Competition, focal_point: User, signed_in: Any, now: Any
) -> None:
    a_participant(edition, department=withdrawn)
    now.move_to(LATER)

    response = signed_in(focal_point).get("/en/open/department/")

    assert "Does not take part any more" in response.content.decode()
    assert response.context["rows"] == []


def test_an_organiser_finds_its_teams_and_ends_them_one_by_one_with_a_reason(
    withdrawn: Department, team: Team, edition: Competition, desk: Client, now: Any
) -> None:
    other = a_team(competition=edition, captain=eligible(a_participant(edition, department=withdrawn), edition))
    for member in [*team.members(), *other.members()]:
        if member.department_id != withdrawn.pk:
            edition.enrolments.get_or_create(department=member.department, defaults={"started_at": NOW - days(30)})
    untouched = a_team(competition=edition, captain=eligible(a_participant(edition), edition), with_members=0)
    now.move_to(LATER)

    found = desk.get(listing(Team), {"department_takes_part": "no"}).context["cl"].result_list
    everything = desk.get(listing(Team)).context["cl"].result_list
    reason = "انسحب القطاع من الدورة"
    desk.post(listing(Team), chosen("withdraw", team, meant="yes", reason=reason))

    assert set(found) == {team, other}
    assert untouched in everything
    team.refresh_from_db()
    other.refresh_from_db()
    assert (team.dissolved_because, other.dissolved_at) == (reason, None)
    assert team.history.latest("history_id").history_user.is_staff  # type: ignore[attr-defined]
    told = Message.objects.filter(kind="team_dissolved")
    assert told.count() == 3
    assert all(reason in message.text for message in told)
    assert list(desk.get(listing(Team), {"department_takes_part": "no"}).context["cl"].result_list) == [other]


def test_coming_back_opens_the_doors_again(withdrawn: Department, edition: Competition) -> None:
    edition.enrolments.filter(department=withdrawn).update(ended_at=None)
    person = a_participant(edition, department=withdrawn, email="late@finances.example")
    focal_point = a_role("focal_point", competition=edition, department=withdrawn)

    settle(person=person, competition=edition, at=LATER)
    other = a_participant(edition, department=withdrawn)
    vouch(person=other, competition=edition, by=focal_point, at=LATER)

    assert is_eligible(person, edition)
    assert is_eligible(other, edition)
