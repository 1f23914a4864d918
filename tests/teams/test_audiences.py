"""Whom reminders address, and by when."""

import pytest
from allauth.account.models import EmailAddress
from django.utils.translation import override

from competitions.models import Competition, Phase
from competitions.registries import audiences
from competitions.registries.audiences import Owed
from teams.domain.confirmation import confirm
from teams.domain.invitations import accept, decline_invitation, invite
from teams.domain.late_access import grant_late_access
from teams.domain.membership import dissolve, name_deputy
from teams.domain.requests import decline_request, request_to_join, withdraw_request
from teams.models import Membership, Team, User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.teams import a_participant, a_team
from tests.harness.clock import days
from tests.harness.queries import Queries


@pytest.fixture
def registration(edition: Competition) -> Phase:
    return the_phase(edition, "registration")


def owed(audience: str, phase: Phase, person: User | None = None) -> list[Owed]:
    return list(audiences.get(f"teams.{audience}").rows(phase, NOW, person))


def test_captain_and_deputy_of_teams_that_are_not_confirmed(
    team: Team, captain: User, member: User, rival: User, edition: Competition, registration: Phase, organiser: User
) -> None:
    name_deputy(team=team, deputy=member, by=captain, at=NOW)
    a_team(competition=edition, confirmed=True)
    a_team(competition=a_competition())
    dissolve(team=a_team(competition=edition), reason="Out", by=organiser, at=NOW)

    rows = owed("team_not_confirmed", registration)

    assert [row.person for row in rows] == [captain, member, rival]
    assert {row.deadline for row in rows} == {registration.closes_at}
    assert rows[0].since == team.founded_at
    assert [row.person for row in owed("team_not_confirmed", registration, member)] == [member]


def test_the_deadline_is_the_team_s_own(team: Team, captain: User, organiser: User, registration: Phase) -> None:
    late = registration.closes_at + days(2)
    for until in (late, late - days(1)):
        grant_late_access(
            team=team, phase=registration, until=until, reason_kind="other", reason="Storm", by=organiser, at=NOW
        )

    [row] = owed("team_not_confirmed", registration, captain)

    assert row.deadline == late


def test_what_is_left_is_said_in_the_reader_s_language(
    team: Team, captain: User, member: User, registration: Phase
) -> None:
    Membership.objects.of(member).update(agreed_at=None)
    [row] = owed("team_not_confirmed", registration, captain)

    with override("en"):
        english = str(row.todo)
    with override("ar"):
        arabic = str(row.todo)

    assert member.name_latin in english
    assert member.name_ar in arabic


def test_whoever_confirms_owes_nothing_more(team: Team, captain: User, registration: Phase) -> None:
    confirm(team=team, by=captain, received_at=NOW)

    assert owed("team_not_confirmed", registration, captain) == []


def test_people_with_an_account_who_have_not_answered(
    team: Team, captain: User, edition: Competition, registration: Phase, person: User
) -> None:
    waiting = invite(team=team, email=person.email, by=captain, received_at=NOW)
    others = [a_participant(edition, department=person.department) for _number in range(3)]
    accepted, declined, unverified = others
    EmailAddress.objects.filter(user=unverified).update(verified=False)
    invitations = [invite(team=team, email=one.email, by=captain, received_at=NOW) for one in others]
    accept(invitation=invitations[0], by=accepted, received_at=NOW)
    decline_invitation(invitation=invitations[1], by=declined, received_at=NOW)
    invite(team=team, email="nobody@elsewhere.example", by=captain, received_at=NOW)

    [row] = owed("invitation_not_answered", registration)

    assert row.person == person
    assert row.deadline == registration.closes_at
    assert row.url_kwargs == {"edition": "open", "invitation_id": waiting.pk}
    assert team.name_ar in str(row.todo)
    assert owed("invitation_not_answered", registration, accepted) == []


def test_an_invitation_may_expire_before_registration_closes(
    team: Team, captain: User, registration: Phase, person: User
) -> None:
    invitation = invite(team=team, email=person.email, by=captain, received_at=NOW - days(10))

    [row] = owed("invitation_not_answered", registration)

    assert row.deadline == invitation.expires_at == NOW + days(4)


def test_many_teams_cost_as_many_queries_as_one(edition: Competition, registration: Phase, queries: Queries) -> None:
    def grow_to(size: int) -> None:
        while Team.objects.count() < size:
            team = a_team(competition=edition)
            invite(team=team, email=a_participant(edition).email, by=team.captain, received_at=NOW)

    def visit() -> None:
        assert owed("team_not_confirmed", registration)
        assert owed("invitation_not_answered", registration)

    queries.same_at(grow_to=grow_to, visit=visit)


def test_captain_and_deputy_of_teams_that_people_have_asked(
    team: Team, captain: User, member: User, person: User, edition: Competition, registration: Phase
) -> None:
    name_deputy(team=team, deputy=member, by=captain, at=NOW)
    Team.objects.filter(pk=team.pk).update(is_open=True)
    askers = [person, a_participant(edition), a_participant(edition)]
    requests = [request_to_join(team=team, word="Me", by=one, received_at=NOW) for one in askers]
    withdraw_request(request=requests[2], by=askers[2], at=NOW)

    rows = owed("request_not_answered", registration)

    assert [(row.person, row.deadline) for row in rows] == [(one, registration.closes_at) for one in (captain, member)]
    with override("en"):
        assert "2 requests" in str(rows[0].todo)
    assert [row.person for row in owed("request_not_answered", registration, member)] == [member]
    for request in requests[:2]:
        decline_request(request=request, answer="No", by=captain, at=NOW)
    assert owed("request_not_answered", registration) == []
