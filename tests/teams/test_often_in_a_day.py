"""Inviting and asking write to people: whoever withdraws and begins anew does not do so without end."""

import pytest

from competitions.models import Competition, Message
from teams.domain.invitations import (
    MOST_A_DAY,
    MOST_A_DAY_TO_ONE,
    InvitedOftenToday,
    ManyInvitationsToday,
    invite,
    withdraw_invitation,
)
from teams.domain.inviting import invite_many
from teams.domain.matchmaking import invite_seeker, show_card
from teams.domain.requests import MOST_A_DAY as MOST_REQUESTS_A_DAY
from teams.domain.requests import AskedOftenToday, open_to_requests, request_to_join, withdraw_request
from teams.models import Team, User
from tests.builders.competitions import NOW
from tests.builders.teams import a_team
from tests.harness.clock import days, seconds

ADDRESS = "somebody@elsewhere.example"


def invited_and_withdrawn(team: Team, *, email: str = ADDRESS) -> None:
    invitation = invite(team=team, email=email, by=team.captain, received_at=NOW)
    withdraw_invitation(invitation=invitation, by=team.captain, at=NOW)


def asked_and_withdrawn(team: Team, person: User) -> None:
    request = request_to_join(team=team, word="أشارككم", by=person, received_at=NOW)
    withdraw_request(request=request, by=person, at=NOW)


def test_one_address_is_invited_a_few_times_a_day_whatever_is_withdrawn(team: Team, captain: User) -> None:
    for _time in range(MOST_A_DAY_TO_ONE):
        invited_and_withdrawn(team)

    with pytest.raises(InvitedOftenToday):
        invite(team=team, email=ADDRESS.upper(), by=captain, received_at=NOW + days(1) - seconds(1))
    outcome = invite_many(team=team, text=f"{ADDRESS} other@elsewhere.example", by=captain, received_at=NOW)

    assert [refused.typed for refused in outcome.refused] == [ADDRESS]
    assert Message.objects.filter(address=ADDRESS).count() == MOST_A_DAY_TO_ONE
    assert invite(team=team, email=ADDRESS, by=captain, received_at=NOW + days(1))


def test_what_one_team_has_sent_keeps_no_other_from_inviting(team: Team, edition: Competition) -> None:
    for _time in range(MOST_A_DAY_TO_ONE):
        invited_and_withdrawn(team)

    invited_and_withdrawn(a_team(competition=edition))


def test_a_team_invites_only_so_many_in_a_day(team: Team, captain: User, person: User, edition: Competition) -> None:
    card = show_card(competition=edition, themes=[], region="", brings="التصميم", by=person, received_at=NOW)
    for number in range(MOST_A_DAY):
        invited_and_withdrawn(team, email=f"{number}@elsewhere.example")

    with pytest.raises(ManyInvitationsToday):
        invite(team=team, email=ADDRESS, by=captain, received_at=NOW)
    with pytest.raises(ManyInvitationsToday):
        invite_seeker(card=card, team=team, by=captain, received_at=NOW)

    assert invite(team=team, email=ADDRESS, by=captain, received_at=NOW + days(1))


def test_one_team_is_asked_a_few_times_a_day_whatever_is_withdrawn(team: Team, captain: User, person: User) -> None:
    open_to_requests(team=team, wanted=[], note="", by=captain, received_at=NOW)
    for _time in range(MOST_REQUESTS_A_DAY):
        asked_and_withdrawn(team, person)

    with pytest.raises(AskedOftenToday):
        request_to_join(team=team, word="أشارككم", by=person, received_at=NOW)

    assert request_to_join(team=team, word="أشارككم", by=person, received_at=NOW + days(1))
