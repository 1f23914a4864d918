"""Erasing and merging while others act: one consistent outcome each, with PostgreSQL's row locks."""

from collections.abc import Callable
from functools import wraps

import pytest

from idarathon.erasure import erase_account
from idarathon.exports import ask_for_export
from teams.domain.farewell import CaptainOfOthers
from teams.domain.invitations import accept, invite
from teams.domain.membership import hand_over, remove
from teams.domain.merging import MergeIsOver, answer_merge
from teams.models import Membership, Team, User
from tests.builders.competitions import NOW, a_competition
from tests.builders.teams import a_member, a_participant, a_team, eligible
from tests.idarathon.traces import places_that_name
from tests.teams.test_races import at_once, refused
from tests.teams.two_accounts import asked, two_accounts

ROUNDS = 3
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def rounds(scene: Callable[[], None]) -> Callable[[], None]:
    """Play `scene` several times in one test: to empty the tables in between takes longer than to act."""

    @wraps(scene)
    def test() -> None:
        for _round in range(ROUNDS):
            scene()

    return test


def erasing(person: User) -> Callable[[], object]:
    return lambda: erase_account(person=person, keep_name_on_work=False, at=NOW)


@rounds
def test_erased_twice_at_once_somebody_leaves_once() -> None:
    team = a_team()
    member = team.members().exclude(pk=team.captain_id)[0]

    outcomes = at_once(erasing(member), erasing(member))

    assert refused(outcomes) == []
    assert Membership.objects.get(person=member).history.filter(left_at__isnull=False).count() == 1


@rounds
def test_whoever_accepts_an_invitation_while_being_erased_is_in_no_team() -> None:
    edition = a_competition()
    team, person = a_team(competition=edition), a_participant(edition)
    address = person.email
    invitation = invite(team=team, email=address, by=team.captain, received_at=NOW)

    at_once(erasing(person), lambda: accept(invitation=invitation, by=person, received_at=NOW))

    assert User.objects.get(pk=person.pk).erased_at == NOW
    assert not Membership.objects.active().of(person).exists()
    assert places_that_name(address) == set()


@rounds
def test_a_captaincy_handed_to_somebody_who_is_being_erased_leaves_a_captain_who_is_there() -> None:
    team = a_team()
    captain, heir = team.captain, team.members().exclude(pk=team.captain_id)[0]

    outcomes = at_once(erasing(heir), lambda: hand_over(team=team, to=heir, by=captain, at=NOW))

    team = Team.objects.get(pk=team.pk)
    assert team.dissolved_at is None
    assert Membership.objects.active().filter(team=team, person=team.captain).exists()
    gone = User.objects.get(pk=heir.pk).erased_at is not None
    assert gone == (team.captain != heir), outcomes


def test_a_yes_given_twice_at_once_merges_once() -> None:
    first, second = two_accounts()
    request, _token = asked(second)
    yes = lambda: answer_merge(request=request, accept=True, by=first, at=NOW)  # noqa: E731

    outcomes = at_once(yes, yes)

    assert refused(outcomes) == [MergeIsOver]
    assert User.objects.get(pk=second.pk).merged_into == first


def test_a_member_removed_while_their_accounts_become_one_is_out_and_belongs_to_the_first() -> None:
    first, second = two_accounts()
    edition = a_competition()
    team = a_team(competition=edition)
    place = a_member(team, eligible(second, edition))
    request, _token = asked(second)

    outcomes = at_once(
        lambda: remove(membership=place, reason="انتقل", by=team.captain, at=NOW),
        lambda: answer_merge(request=request, accept=True, by=first, at=NOW),
    )

    place.refresh_from_db()
    assert refused(outcomes) == []
    assert (place.person, place.left_at) == (first, NOW)


@rounds
def test_two_exports_asked_for_at_once_are_one() -> None:
    person = a_participant(a_competition())
    ask = lambda: ask_for_export(by=person, language="ar", at=NOW).pk  # noqa: E731

    assert len(set(at_once(ask, ask))) == 1


def test_a_captain_of_others_is_refused_under_the_lock_too() -> None:
    team = a_team()

    assert refused(at_once(erasing(team.captain), erasing(team.captain))) == [CaptainOfOthers, CaptainOfOthers]
