"""Two people, one moment: with threads and PostgreSQL's row locks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from competitions.refusals import Refusal
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.domain.confirmation import NotReady, confirm
from teams.domain.eligibility import vouch
from teams.domain.exclusions import MemberOfTeam, RoleBarsMembership
from teams.domain.founding import NameTaken, found_team
from teams.domain.invitations import accept, invite
from teams.domain.joining import AlreadyInATeam, TeamIsFull
from teams.domain.membership import NotAMember, dissolve, leave, name_deputy, remove
from teams.domain.requests import MOST_WAITING, RequestOver, TooManyRequests, accept_request, request_to_join
from teams.domain.roles import appoint
from teams.models import EligibilityDecision, Invitation, JoinRequest, Membership, Role, Team, User
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.teams import a_member, a_participant, a_role, a_team, eligible, the_theme

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROUNDS = 3


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do `acts` at the same moment, each in a thread of its own; what each returned, or how it was refused."""
    together = Barrier(len(acts))

    def do(act: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            together.wait()
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def refused(outcomes: list[object]) -> list[type]:
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Refusal)]


def invited(team: Team, person: User) -> Invitation:
    return invite(team=team, email=person.email, by=team.captain, received_at=NOW)


def accepting(invitation: Invitation, person: User) -> Callable[[], object]:
    return lambda: accept(invitation=invitation, by=person, received_at=NOW)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_people_accept_the_last_seat_and_one_gets_it(_round: int) -> None:
    edition = a_competition(team_size_max=4)
    team = a_team(competition=edition, with_members=2)
    people = [a_participant(edition) for _number in range(2)]
    invitations = [invited(team, person) for person in people]

    outcomes = at_once(*map(accepting, invitations, people))

    assert refused(outcomes) == [TeamIsFull]
    assert team.members().count() == 4


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_one_person_accepts_two_teams_and_is_in_one(_round: int) -> None:
    edition = a_competition()
    teams = [a_team(competition=edition) for _number in range(2)]
    person = a_participant(edition)
    invitations = [invited(team, person) for team in teams]

    outcomes = at_once(*(accepting(invitation, person) for invitation in invitations))

    assert refused(outcomes) == [AlreadyInATeam]
    assert Membership.objects.active().of(person).count() == 1


def a_request(team: Team, person: User) -> JoinRequest:
    return request_to_join(team=team, word="Me", by=person, received_at=NOW)


def admitting(request: JoinRequest) -> Callable[[], object]:
    return lambda: accept_request(request=request, answer="", by=request.team.captain, received_at=NOW)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_the_last_seat_goes_to_who_was_invited_or_to_who_asked(_round: int) -> None:
    edition = a_competition(team_size_max=4)
    team = a_team(competition=edition, with_members=2, is_open=True)
    invited_one, asker = a_participant(edition), a_participant(edition)
    invitation, request = invited(team, invited_one), a_request(team, asker)

    outcomes = at_once(accepting(invitation, invited_one), admitting(request))

    request.refresh_from_db()
    assert refused(outcomes) in ([TeamIsFull], [RequestOver])
    assert team.members().count() == 4
    assert request.accepted == (asker in team.members())
    assert request.answered_at is not None, "who asked has an answer either way"


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_teams_accept_one_person_at_once_and_one_gets_them(_round: int) -> None:
    edition = a_competition()
    teams = [a_team(competition=edition, is_open=True) for _number in range(2)]
    person = a_participant(edition)
    requests = [a_request(team, person) for team in teams]

    outcomes = at_once(*map(admitting, requests))

    assert refused(outcomes) == [RequestOver]
    assert Membership.objects.active().of(person).count() == 1
    assert sorted(JoinRequest.objects.values_list("accepted", flat=True), key=bool) == [None, True]


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_team_ends_while_it_accepts_somebody_and_nobody_is_left_in_it(_round: int) -> None:
    edition = a_competition()
    team = a_team(competition=edition, is_open=True)
    person = a_participant(edition)
    request = a_request(team, person)

    outcomes = at_once(admitting(request), lambda: dissolve(team=team, reason="Out", by=team.captain, at=NOW))

    request.refresh_from_db()
    assert refused(outcomes) in ([], [OnlyCaptainOrDeputy])
    assert team.members().count() == 0
    assert request.answered_at is not None


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_six_requests_of_one_person_at_once_are_five_at_most(_round: int) -> None:
    edition = a_competition()
    teams = [a_team(competition=edition, is_open=True, with_members=0) for _number in range(MOST_WAITING + 1)]
    person = a_participant(edition)

    outcomes = at_once(*(lambda team=team: a_request(team, person) for team in teams))

    assert refused(outcomes) == [TooManyRequests]
    assert JoinRequest.objects.waiting().count() == MOST_WAITING


def test_many_people_find_many_teams_at_once_and_nobody_waits_in_a_circle() -> None:
    edition = a_competition(team_size_max=4)
    teams = [a_team(competition=edition, is_open=True) for _number in range(3)]
    people = [a_participant(edition) for _number in range(3)]
    requests = {(team, person): a_request(team, person) for team in teams for person in people}

    outcomes = at_once(*(admitting(requests[teams[number], people[number]]) for number in range(3)))

    assert set(refused(outcomes)) <= {RequestOver}
    assert (
        not JoinRequest.objects.waiting()
        .filter(person__memberships__left_at=None)
        .exclude(person__memberships=None)
        .exists()
    )
    assert all(team.members().count() <= 4 for team in teams)


def test_a_double_click_on_accepting_gives_one_place() -> None:
    edition = a_competition()
    team, person = a_team(competition=edition), a_participant(edition)
    invitation = invited(team, person)

    first, second = at_once(accepting(invitation, person), accepting(invitation, person))

    assert first == second
    assert Membership.objects.of(person).count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_team_is_confirmed_before_a_member_is_removed_or_not_at_all(_round: int) -> None:
    edition = a_competition()
    team = a_team(competition=edition, with_members=2)
    member = Membership.objects.active().filter(team=team).last()
    assert member is not None

    outcomes = at_once(
        lambda: confirm(team=team, by=team.captain, received_at=NOW),
        lambda: remove(membership=member, reason="Out", by=team.captain, at=NOW),
    )

    team.refresh_from_db()
    member.refresh_from_db()
    assert team.members().count() == 2
    assert refused(outcomes) == ([] if team.confirmed_at else [NotReady])
    assert bool(team.confirmed_at) == bool(member.department_id), "whoever is confirmed was there"


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_who_founds_a_team_and_is_appointed_at_once_is_one_of_both(_round: int) -> None:
    edition = a_competition()
    person, organiser = a_participant(edition), a_role("organiser", competition=edition)
    theme = the_theme(edition)

    outcomes = at_once(
        lambda: found_team(competition=edition, by=person, name_ar="فريق", name_latin="", theme=theme, received_at=NOW),
        lambda: appoint(person=person, competition=edition, kind="juror", by=organiser, at=NOW),
    )

    assert refused(outcomes) in ([MemberOfTeam], [RoleBarsMembership])
    assert Team.objects.count() + Role.objects.filter(person=person).count() == 1


def test_one_person_is_given_two_roles_that_exclude_each_other_and_gets_one() -> None:
    edition = a_competition()
    person, organiser = a_participant(edition), a_role("organiser", competition=edition)

    outcomes = at_once(
        *(
            lambda kind=kind: appoint(person=person, competition=edition, kind=kind, by=organiser, at=NOW)
            for kind in ("juror", "auditor")
        )
    )

    assert len(refused(outcomes)) == 1
    assert Role.objects.filter(person=person).count() == 1


def test_two_teams_take_one_name_and_one_gets_it() -> None:
    edition = a_competition()
    theme = the_theme(edition)
    founders = [a_participant(edition) for _number in range(2)]

    outcomes = at_once(
        *(
            lambda founder=founder: found_team(
                competition=edition, by=founder, name_ar="الأفق", name_latin="", theme=theme, received_at=NOW
            )
            for founder in founders
        )
    )

    assert refused(outcomes) == [NameTaken]
    assert Team.objects.count() == 1
    assert Membership.objects.count() == 1


def test_who_leaves_while_being_named_deputy_is_not_deputy() -> None:
    edition = a_competition()
    team = a_team(competition=edition)
    member = team.members().last()
    assert member is not None
    place = Membership.objects.of(member).get()

    outcomes = at_once(
        lambda: name_deputy(team=team, deputy=member, by=team.captain, at=NOW),
        lambda: leave(membership=place, reason="Out", by=member, at=NOW),
    )

    team.refresh_from_db()
    assert team.deputy is None
    assert refused(outcomes) in ([], [NotAMember])


def test_two_focal_points_vouch_at_once_and_one_decision_is_made() -> None:
    edition = a_competition()
    department = a_department(enrolled_in=edition)
    person = a_participant(edition, department=department)
    contacts = [a_role("focal_point", competition=edition, department=department) for _number in range(2)]

    outcomes = at_once(*(lambda by=by: vouch(person=person, competition=edition, by=by, at=NOW) for by in contacts))

    assert outcomes[0] == outcomes[1]
    assert EligibilityDecision.objects.count() == 1


def test_members_who_act_on_one_team_in_all_directions_never_block_each_other() -> None:
    edition = a_competition(team_size_max=9)
    team = a_team(competition=edition, with_members=3)
    newcomers = [eligible(a_participant(edition), edition) for _number in range(3)]
    invitations = [invited(team, person) for person in newcomers]
    leaving = Membership.objects.active().filter(team=team).exclude(person=team.captain_id)[:2]

    outcomes = at_once(
        *map(accepting, invitations, newcomers),
        *(
            lambda place=place: leave(membership=place, reason="Out", by=place.person, at=NOW)
            for place in leaving.select_related("person")
        ),
        lambda: confirm(team=team, by=team.captain, received_at=NOW),
    )

    assert [kind for kind in refused(outcomes) if kind is not NotReady] == []
    assert team.members().count() == 5
    assert a_member(team, a_participant(edition))
