"""Who is given a part to play, and what goes with what."""

from itertools import product

import pytest

from competitions.models import Competition, Department, Message
from teams.domain.accompaniment import assign_mentor
from teams.domain.authority import OnlyOrganiser
from teams.domain.exclusions import MemberOfTeam, RoleBarsMembership, RolesExclude
from teams.domain.founding import found_team
from teams.domain.roles import (
    DepartmentMissing,
    DepartmentNotEnrolled,
    DepartmentNotWanted,
    LastOrganiser,
    RoleAlreadyHeld,
    appoint,
    dismiss,
)
from teams.models import Role, Team, User
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.teams import a_person, a_role, the_theme
from tests.harness.clock import days

KINDS = tuple(Role.Kind.values)
# Every pair that one person may hold at once; all others exclude each other.
TOGETHER = {
    frozenset(pair)
    for pair in (
        ("organiser", "focal_point"),
        ("organiser", "mentor"),
        ("focal_point", "mentor"),
        ("juror", "president"),
        ("juror", "deputy_president"),
    )
}


def given_role(kind: str, person: User, edition: Competition, department: Department, by: User) -> Role:
    only = department if kind == "focal_point" else None
    return appoint(person=person, competition=edition, kind=kind, department=only, by=by, at=NOW)


@pytest.mark.parametrize(("first", "second"), [pair for pair in product(KINDS, KINDS) if pair[0] != pair[1]])
def test_two_roles_of_one_person_go_together_or_not_whichever_comes_first(
    first: str, second: str, edition: Competition, department: Department, organiser: User
) -> None:
    person = a_person()
    given_role(first, person, edition, department, organiser)

    if {first, second} in TOGETHER:
        given_role(second, person, edition, department, organiser)
    else:
        with pytest.raises(RolesExclude):
            given_role(second, person, edition, department, organiser)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "focal_point"])
def test_a_member_of_a_team_is_given_no_role_that_excludes_it(kind: str, team: Team, organiser: User) -> None:
    with pytest.raises(MemberOfTeam):
        appoint(person=team.captain, competition=team.competition, kind=kind, by=organiser, at=NOW)

    assert not team.captain.roles.exists()


def test_a_member_of_a_team_may_be_a_focal_point(team: Team, department: Department, organiser: User) -> None:
    role = given_role("focal_point", team.captain, team.competition, department, organiser)

    assert role.department == department


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "focal_point"])
def test_whoever_holds_such_a_role_founds_no_team(
    kind: str, person: User, edition: Competition, organiser: User
) -> None:
    appoint(person=person, competition=edition, kind=kind, by=organiser, at=NOW)
    theme = the_theme(edition)

    with pytest.raises(RoleBarsMembership, match=str(Role.Kind(kind).label)):
        found_team(competition=edition, by=person, name_ar="فريق", name_latin="", theme=theme, received_at=NOW)


def test_roles_of_another_edition_bar_nothing(person: User, edition: Competition, organiser: User) -> None:
    elsewhere = a_competition()
    a_role("juror", competition=elsewhere, person=person)

    appoint(person=person, competition=edition, kind="mentor", by=organiser, at=NOW)

    assert {(role.competition, role.kind) for role in person.roles.all()} == {(elsewhere, "juror"), (edition, "mentor")}


def test_a_role_that_has_ended_bars_nothing(person: User, edition: Competition, organiser: User) -> None:
    dismiss(appoint(person=person, competition=edition, kind="juror", by=organiser, at=NOW), by=organiser, at=NOW)

    appoint(person=person, competition=edition, kind="mentor", by=organiser, at=NOW + days(1))

    assert person.roles.active(at=NOW + days(1)).get().kind == "mentor"


def test_only_organisers_of_that_edition_appoint(person: User, edition: Competition, focal_point: User) -> None:
    organiser_elsewhere = a_role("organiser", competition=a_competition())

    for by in (focal_point, organiser_elsewhere, person):
        with pytest.raises(OnlyOrganiser):
            appoint(person=person, competition=edition, kind="mentor", by=by, at=NOW)


def test_a_superuser_appoints_the_first_organiser_who_may_then_enter_the_administration(edition: Competition) -> None:
    superuser = a_person(is_superuser=True, is_staff=True)

    role = appoint(person=a_person(), competition=edition, kind="organiser", by=superuser, at=NOW)

    role.person.refresh_from_db()
    assert role.person.is_staff
    assert role.appointed_by == superuser


def test_the_way_into_the_administration_ends_with_the_last_organiser_role(
    edition: Competition, organiser: User
) -> None:
    other, person = a_competition(), a_person()
    superuser = a_person(is_superuser=True, is_staff=True)
    roles = [
        appoint(person=person, competition=one, kind="organiser", by=superuser, at=NOW) for one in (edition, other)
    ]

    dismiss(roles[0], by=superuser, at=NOW)
    person.refresh_from_db()
    assert person.is_staff
    dismiss(roles[1], by=superuser, at=NOW)
    person.refresh_from_db()

    assert not person.is_staff


def test_the_only_organiser_cannot_end_their_own_role(edition: Competition, organiser: User) -> None:
    with pytest.raises(LastOrganiser):
        dismiss(organiser.roles.get(), by=organiser, at=NOW)


def test_a_focal_point_is_one_of_an_enrolled_department(edition: Competition, organiser: User, person: User) -> None:
    with pytest.raises(DepartmentMissing):
        appoint(person=person, competition=edition, kind="focal_point", by=organiser, at=NOW)
    with pytest.raises(DepartmentNotEnrolled):
        appoint(person=person, competition=edition, kind="focal_point", department=a_department(), by=organiser, at=NOW)
    with pytest.raises(DepartmentNotWanted):
        appoint(person=person, competition=edition, kind="mentor", department=person.department, by=organiser, at=NOW)


def test_a_role_is_held_once_but_a_focal_point_may_have_several_departments(
    edition: Competition, department: Department, organiser: User
) -> None:
    person = a_person()
    given_role("focal_point", person, edition, department, organiser)
    given_role("focal_point", person, edition, a_department(enrolled_in=edition), organiser)

    with pytest.raises(RoleAlreadyHeld):
        given_role("focal_point", person, edition, department, organiser)


def test_who_is_no_mentor_any_more_accompanies_nobody(team: Team, organiser: User) -> None:
    mentor = a_role("mentor", competition=team.competition)
    mentorship = assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW)

    dismiss(mentor.roles.get(), by=organiser, at=NOW + days(1))

    mentorship.refresh_from_db()
    assert mentorship.ended_at == NOW + days(1)


def test_the_person_is_told_and_the_history_says_who_did_it(edition: Competition, organiser: User) -> None:
    person = a_person(language="en")

    role = appoint(person=person, competition=edition, kind="mentor", by=organiser, at=NOW)
    dismiss(role, by=organiser, at=NOW + days(1))
    dismiss(role, by=organiser, at=NOW + days(2))

    assert [message.kind for message in Message.objects.of(person).order_by("pk")] == ["role_given", "role_ended"]
    assert [record.history_user for record in role.history.all()] == [organiser, organiser]
    role.refresh_from_db()
    assert role.until == NOW + days(1)
