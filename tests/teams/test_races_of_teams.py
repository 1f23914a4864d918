"""What two people do to one team at one moment has one consistent outcome, on SQLite as on PostgreSQL."""

from collections.abc import Callable

import pytest

from teams.domain.confirmation import NotReady, confirm
from teams.domain.invitations import InvitationOver
from teams.domain.joining import AlreadyInATeam, TeamIsFull
from teams.domain.membership import NoLongerMember, agree, dissolve, leave, remove
from teams.domain.organising import PersonCannotBeAdded, add_member_by_organiser
from teams.models import Membership, Team
from tests.builders.competitions import NOW, a_competition
from tests.builders.teams import a_participant, a_role, a_team
from tests.teams.test_races import accepting, at_once, invited, refused

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]


def test_two_people_accept_the_last_seat_and_one_gets_it() -> None:
    team = a_team(competition=a_competition(team_size_max=4), with_members=2)
    people = [a_participant(team.competition) for _number in range(2)]
    invitations = [invited(team, person) for person in people]

    outcomes = at_once(*map(accepting, invitations, people))

    assert refused(outcomes) == [TeamIsFull]
    assert team.members().count() == 4


def test_one_person_accepts_two_teams_and_is_in_one() -> None:
    edition = a_competition()
    person = a_participant(edition)
    invitations = [invited(a_team(competition=edition), person) for _number in range(2)]

    outcomes = at_once(*(accepting(invitation, person) for invitation in invitations))

    assert refused(outcomes) == [AlreadyInATeam]
    assert Membership.objects.active().of(person).count() == 1


def test_a_team_that_dissolves_while_somebody_joins_keeps_nobody() -> None:
    edition = a_competition()
    team, person = a_team(competition=edition), a_participant(edition)
    invitation = invited(team, person)

    outcomes = at_once(
        accepting(invitation, person), lambda: dissolve(team=team, reason="Over", by=team.captain, at=NOW)
    )

    team.refresh_from_db()
    assert team.dissolved_at == NOW
    assert refused(outcomes) in ([], [InvitationOver])
    assert not Membership.objects.active().filter(team=team).exists()
    # Whoever came in time was a member for that moment, and is free again.
    assert Membership.objects.of(person).count() == (0 if refused(outcomes) else 1)


def test_who_is_removed_while_agreeing_is_out_and_nothing_else_happens() -> None:
    team = a_team(competition=a_competition())
    place = Membership.objects.active().filter(team=team).exclude(person=team.captain_id)[0]
    Membership.objects.filter(pk=place.pk).update(agreed_at=None)

    outcomes = at_once(
        lambda: agree(membership=place, by=place.person, at=NOW),
        lambda: remove(membership=place, reason="Out", by=team.captain, at=NOW),
    )

    place.refresh_from_db()
    assert place.left_at == NOW
    assert refused(outcomes) == ([] if place.agreed_at else [NoLongerMember])


def test_who_is_removed_while_the_deputy_confirms_is_in_the_confirmed_team_or_not() -> None:
    team = a_team(competition=a_competition(), with_members=2)
    deputy, member = team.members().exclude(pk=team.captain_id)
    Team.objects.filter(pk=team.pk).update(deputy=deputy)
    place = Membership.objects.active().of(member).get()

    outcomes = at_once(
        lambda: confirm(team=team, by=deputy, received_at=NOW),
        lambda: remove(membership=place, reason="Out", by=team.captain, at=NOW),
    )

    team.refresh_from_db()
    place.refresh_from_db()
    assert refused(outcomes) == ([] if team.confirmed_at else [NotReady])
    assert bool(team.confirmed_at) == bool(place.department_id)


def test_a_member_who_leaves_while_being_removed_leaves_once() -> None:
    team = a_team(competition=a_competition())
    place = Membership.objects.active().filter(team=team).exclude(person=team.captain_id)[0]
    records = place.history.count()

    outcomes = at_once(
        lambda: leave(membership=place, reason="Moved", by=place.person, at=NOW),
        lambda: remove(membership=place, reason="Out", by=team.captain, at=NOW),
    )

    assert refused(outcomes) == [NoLongerMember]
    assert place.history.count() == records + 1


def test_whom_an_organiser_adds_while_they_accept_elsewhere_is_in_one_team() -> None:
    edition = a_competition()
    person, organiser = a_participant(edition), a_role("organiser", competition=edition)
    invitation, other = invited(a_team(competition=edition), person), a_team(competition=edition)

    outcomes = at_once(
        accepting(invitation, person),
        lambda: add_member_by_organiser(team=other, person=person, reason="Help", by=organiser, at=NOW),
    )

    assert refused(outcomes) in ([AlreadyInATeam], [PersonCannotBeAdded])
    assert Membership.objects.active().of(person).count() == 1
