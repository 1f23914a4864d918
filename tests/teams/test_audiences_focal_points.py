"""Focal points are reminded of those for whose word a team waits."""

import pytest
from django.utils.translation import override

from competitions.domain.reminders import send_due
from competitions.models import Competition, Department, Message, Phase
from competitions.registries import audiences
from competitions.registries.audiences import Owed
from teams.domain.eligibility import vouch
from teams.domain.late_access import grant_late_access
from teams.models import Membership, Team, User
from tests.builders.competitions import NOW, a_competition, a_department, a_reminder, the_phase
from tests.builders.teams import a_member, a_participant, a_role, a_team
from tests.harness.clock import days
from tests.harness.queries import Queries


@pytest.fixture
def registration(edition: Competition) -> Phase:
    return the_phase(edition, "registration")


@pytest.fixture
def blocking(edition: Competition, department: Department, team: Team) -> User:
    """Somebody of the department who waits for a word, in a team that is not confirmed."""
    person = a_participant(edition, department=department)
    a_member(team, person)
    return person


def owed(phase: Phase, person: User | None = None) -> list[Owed]:
    return list(audiences.get("teams.word_blocks_a_team").rows(phase, NOW, person))


def todo(row: Owed) -> str:
    with override("en"):
        return str(row.todo)


def test_the_focal_point_owes_a_word_to_who_blocks_a_team(
    blocking: User, focal_point: User, registration: Phase, edition: Competition
) -> None:
    a_role("focal_point", competition=edition, department=a_department(enrolled_in=edition))

    [row] = owed(registration)

    assert (row.person, row.deadline) == (focal_point, registration.closes_at)
    assert todo(row) == "1 person of your department waits for your word · 1 team cannot be confirmed without it"
    assert (row.url_name, row.url_kwargs) == ("teams:department", {"edition": "open"})
    assert row.since == Membership.objects.get(person=blocking).joined_at
    assert [one.person for one in owed(registration, focal_point)] == [focal_point]
    assert owed(registration, blocking) == []


@pytest.mark.parametrize(
    "how", ["vouched", "confirmed", "left", "dissolved", "no team", "no longer enrolled", "role ended", "elsewhere"]
)
def test_nothing_is_owed_once_nothing_waits(
    how: str, blocking: User, focal_point: User, team: Team, edition: Competition, registration: Phase
) -> None:
    match how:
        case "vouched":
            vouch(person=blocking, competition=edition, by=focal_point, at=NOW)
        case "confirmed":
            Team.objects.filter(pk=team.pk).update(confirmed_at=NOW, confirmed_by=team.captain)
        case "left" | "dissolved":
            Membership.objects.filter(team=team).update(left_at=NOW)
        case "no team":
            Membership.objects.of(blocking).delete()
        case "no longer enrolled":
            edition.enrolments.filter(department=blocking.department).update(ended_at=NOW)
        case "role ended":
            focal_point.roles.update(until=NOW)  # type: ignore[attr-defined]
        case "elsewhere":
            focal_point.roles.update(competition=a_competition())  # type: ignore[attr-defined]

    assert owed(registration) == []


def test_each_end_of_a_team_has_its_own_reminder(
    blocking: User,
    focal_point: User,
    edition: Competition,
    department: Department,
    registration: Phase,
    organiser: User,
) -> None:
    late_team, third = a_team(competition=edition), a_team(competition=edition)
    for team in (late_team, third):
        a_member(team, a_participant(edition, department=department))
    until = registration.closes_at + days(2)
    grant_late_access(
        team=late_team, phase=registration, until=until, reason_kind="other", reason="Storm", by=organiser, at=NOW
    )

    first, second = owed(registration)

    assert [first.deadline, second.deadline] == [registration.closes_at, until]
    assert todo(first).startswith("2 people of your department wait")
    assert todo(second).startswith("1 person of your department waits")


def test_a_focal_point_leaves_themselves_and_their_teammates_to_others(
    blocking: User, focal_point: User, team: Team, edition: Competition, department: Department, registration: Phase
) -> None:
    User.objects.filter(pk=focal_point.pk).update(department=department)
    a_member(team, focal_point)
    colleague = a_role("focal_point", competition=edition, department=department)

    [row] = owed(registration)

    assert row.person == colleague
    assert todo(row).startswith("2 people of your department wait")


def test_the_reminder_reaches_the_focal_point_with_the_way_to_the_page(
    blocking: User, focal_point: User, registration: Phase
) -> None:
    a_reminder(registration, days=3, audience="teams.word_blocks_a_team")

    send_due(at=registration.closes_at - days(2))

    [message] = Message.objects.filter(kind="reminder")
    assert message.recipient == focal_point
    assert "شخص واحد من قطاعكم ينتظر ردكم" in message.text
    assert "/ar/open/department/" in message.text


def test_many_cost_as_many_queries_as_one(edition: Competition, registration: Phase, queries: Queries) -> None:
    def grow_to(size: int) -> None:
        while Team.objects.count() < size:
            department = a_department(enrolled_in=edition)
            a_role("focal_point", competition=edition, department=department)
            a_member(a_team(competition=edition, with_members=0), a_participant(edition, department=department))

    def visit() -> None:
        assert owed(registration)

    queries.same_at(grow_to=grow_to, visit=visit)
