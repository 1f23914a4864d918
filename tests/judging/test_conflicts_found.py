"""What the platform finds by itself: departments at confirmation and since, late appointments, people who move."""

from datetime import timedelta

import pytest

from judging.domain.conflicts import declare, find_conflicts
from judging.domain.rounds import collect
from judging.models import Conflict
from teams.domain.registration import introduce
from teams.domain.roles import appoint
from teams.models import User
from tests.builders.competitions import a_competition, a_department
from tests.builders.judging import JUDGING, OPENING, a_juror, a_round, an_assignment, an_organiser
from tests.builders.teams import a_person, a_team

pytestmark = pytest.mark.django_db


def test_the_department_copied_at_confirmation_counts_and_so_does_every_one_since() -> None:
    competition, before, between, after = a_competition(), a_department(), a_department(), a_department()
    captain = a_person(department=before)
    team = a_team(competition=competition, captain=captain, confirmed=True)
    for department in (between, after):
        captain.department = department
        captain.save()

    found = [
        find_conflicts(a_juror(competition, person=a_person(department=place)), team)
        for place in (before, between, after)
    ]

    assert found == [["same_department"]] * 3


def test_a_department_that_a_member_had_left_before_the_team_was_confirmed_does_not_count() -> None:
    competition, before = a_competition(), a_department()
    captain = a_person(department=before)
    captain.department = a_department()
    captain.save()
    team = a_team(competition=competition, captain=captain, confirmed=True)
    User.history.filter(id=captain.pk).update(history_date=team.confirmed_at - timedelta(days=1))

    assert find_conflicts(a_juror(competition, person=a_person(department=before)), team) == []


def test_a_juror_who_is_appointed_late_finds_their_conflicts_recorded() -> None:
    competition = a_competition()
    team = a_team(competition=competition, confirmed=True)
    person = a_person(department=team.captain.department)

    appoint(person=person, competition=competition, kind="juror", by=an_organiser(competition), at=JUDGING)

    assert set(Conflict.objects.values_list("juror", "team", "kind")) == {(person.pk, team.pk, "same_department")}


def test_a_juror_who_moves_to_a_members_department_loses_that_teams_project() -> None:
    assignment = an_assignment()
    team, juror = assignment.entry.team, assignment.juror

    introduce(person=juror, department=team.captain.department, by=juror, at=JUDGING)

    assignment.refresh_from_db()
    assert assignment.closed_because == "conflict"
    assert Conflict.objects.barring().between(juror, team).get().source == "automatic"


def test_a_member_who_moves_to_a_jurors_department_takes_the_project_from_that_juror() -> None:
    assignment = an_assignment()
    member = assignment.entry.team.members().last()

    introduce(person=member, department=assignment.juror.department, by=member, at=JUDGING)

    assignment.refresh_from_db()
    assert assignment.closed_because == "conflict"


def test_the_president_has_conflicts_too() -> None:
    competition = a_competition()
    team = a_team(competition=competition, confirmed=True)
    person = a_person(department=team.captain.department)

    appoint(person=person, competition=competition, kind="president", by=an_organiser(competition), at=JUDGING)

    assert Conflict.objects.barring().between(person, team).exists()


def test_a_project_given_before_the_round_opens_is_taken_back_as_well() -> None:
    round = a_round(opened=False)
    collect(round=round, by=an_organiser(round.competition), at=OPENING)
    assignment = an_assignment(entry=round.entries.get())

    declare(juror=assignment.juror, team=assignment.entry.team, reason="جار", by=assignment.juror, at=JUDGING)

    assignment.refresh_from_db()
    assert assignment.closed_because == "conflict"
