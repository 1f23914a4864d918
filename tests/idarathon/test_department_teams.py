"""The teams of a department as its focal point sees them, and its figures against the edition's."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competitions.models import Competition, Department
from submissions.domain.drafting import project_of
from teams.models import Membership, User
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.submissions import a_version
from tests.builders.teams import a_member, a_participant, a_role, a_team, eligible
from tests.idarathon.conftest import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]
PAGE = "/en/open/department/teams/"


@pytest.fixture
def edition() -> Competition:
    return a_competition(slug="open")


@pytest.fixture
def department(edition: Competition) -> Department:
    return a_department(enrolled_in=edition)


@pytest.fixture
def focal_point(edition: Competition, department: Department) -> User:
    return a_role("focal_point", competition=edition, department=department)


def staff(edition: Competition, department: Department, number: int = 1, **fields: Any) -> list[User]:
    return [eligible(a_participant(edition, department=department, **fields), edition) for _number in range(number)]


def texts(rows: Any) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def figures(page: Any) -> dict[str, tuple[str, ...]]:
    return {label: tuple(numbers) for label, *numbers in texts(page.figures)}


def test_each_team_says_how_far_it_is(
    edition: Competition, department: Department, focal_point: User, visit: Visit
) -> None:
    begun = a_team(competition=edition, captain=staff(edition, department)[0], name_latin="Begun")
    project_of(begun, at=NOW)
    submitted = a_team(competition=edition, captain=staff(edition, department)[0], confirmed=True, name_latin="Done")
    a_version(project_of(submitted, at=NOW), received_at=NOW)
    small = a_team(competition=edition, captain=staff(edition, department)[0], with_members=1, name_latin="Small")
    a_team(competition=edition, name_latin="Of others")

    answer = visit(PAGE, focal_point)

    rows = {row[0]: row[1:] for row in texts(answer.context["shown"].rows)}
    assert set(rows) == {"Begun", "Done", "Small"}
    assert rows["Begun"] == [
        *("3 members, 1 of them yours", "Not confirmed yet"),
        *("As the rules ask", "Begun on 23 November 2020"),
    ]
    assert rows["Done"][1] == "Confirmed"
    assert rows["Done"][3] == "Submitted on Monday 23 November 2020, 10:00"
    assert rows["Small"][2:] == ["From 3 to 6 members (2 members today)", "Not begun"]
    assert small.name_latin in answer.content.decode()


def test_no_other_department_and_nobody_of_another_is_named(
    edition: Competition, department: Department, focal_point: User, visit: Visit
) -> None:
    team = a_team(competition=edition, captain=staff(edition, department)[0])
    others = [member for member in team.members() if member.department != department]

    page = visit(PAGE, focal_point).content.decode()

    assert len(others) == 2
    for member in others:
        assert str(member.department) not in page
        assert member.name_latin not in page


def test_the_figures_stand_beside_those_of_the_edition(
    edition: Competition, department: Department, focal_point: User, visit: Visit
) -> None:
    captain, colleague, _alone = staff(edition, department, 3)
    a_participant(edition, department=department)
    team = a_team(competition=edition, captain=captain, confirmed=True)
    a_member(team, colleague)
    a_version(project_of(team, at=NOW), received_at=NOW)
    elsewhere = a_department(enrolled_in=edition)
    a_team(competition=edition, captain=staff(edition, elsewhere)[0], with_members=0)
    a_team(competition=a_competition())

    shown = visit(PAGE, focal_point).context["shown"]

    assert figures(shown) == {
        "People with a complete profile": ("4", "5"),
        "Women among them": ("fewer than 5", "fewer than 5"),
        "Recognised as eligible": ("3", "4"),
        "In a team": ("2", "3"),
        "Teams": ("1", "2"),
        "Confirmed teams": ("1", "1"),
        "Teams that have submitted": ("1", "1"),
    }
    assert shown.words == (
        "People of your department who have registered: 4, of whom in a team: 2. "
        "Teams with its staff: 1, of which confirmed: 1, and submitted: 1."
    )


def test_women_are_counted_from_five_on(
    edition: Competition, department: Department, focal_point: User, visit: Visit
) -> None:
    staff(edition, department, 4, gender="woman")
    before = figures(visit(PAGE, focal_point).context["shown"])["Women among them"]
    staff(edition, department, 1, gender="woman")
    staff(edition, a_department(enrolled_in=edition), 2, gender="woman")

    after = figures(visit(PAGE, focal_point).context["shown"])["Women among them"]

    assert (before, after) == (("fewer than 5", "fewer than 5"), ("5", "7"))


def test_an_organiser_sees_all_teams_and_the_edition_s_figures(
    edition: Competition, department: Department, visit: Visit
) -> None:
    organiser = a_role("organiser", competition=edition)
    a_team(competition=edition, captain=staff(edition, department)[0])
    a_team(competition=edition, captain=staff(edition, a_department(enrolled_in=edition))[0])

    shown = visit(PAGE, organiser).context["shown"]

    assert len(shown.rows) == 2
    assert figures(shown)["Teams"] == ("2",)
    assert shown.words == ""


def test_a_withdrawn_department_is_told_so(
    edition: Competition, department: Department, focal_point: User, visit: Visit
) -> None:
    a_team(competition=edition, captain=staff(edition, department)[0])
    department.enrolments.update(ended_at=NOW)

    shown = visit(PAGE, focal_point).context["shown"]

    assert shown.notice is not None
    assert len(shown.rows) == 1, "its teams stand"


def test_who_speaks_for_no_department_finds_nothing(edition: Competition, visit: Visit) -> None:
    assert visit(PAGE, a_role("juror", competition=edition)).status_code == 404
    assert visit(PAGE, a_participant(edition)).status_code == 404


def test_the_page_costs_the_same_for_fifty_teams_and_three_hundred_people(
    edition: Competition, department: Department, focal_point: User, visit: Visit
) -> None:
    costs = []
    for teams, people in ((1, 1), (50, 300)):
        while Membership.objects.count() < teams * 3:
            a_team(competition=edition, captain=staff(edition, department)[0])
        template = staff(edition, department)[0]
        missing = people - User.objects.filter(department=department).count()
        User.objects.bulk_create(_copy(template, number) for number in range(max(missing, 0)))
        visit(PAGE, focal_point)
        with CaptureQueriesContext(connection) as captured:
            answer = visit(PAGE, focal_point)
        assert len(answer.context["shown"].rows) == teams
        costs.append(len(captured))

    assert costs[0] == costs[1] <= 12, costs


def _copy(person: User, number: int) -> User:
    fields = ("name_ar", "name_latin", "department", "service_level", "discipline", "entity", "service_role", "gender")
    return User(email=f"copy{number}@idarathon.example", **{name: getattr(person, name) for name in fields})
