"""Open teams: asking for a place, and being answered."""

from typing import Any

import pytest

from competitions.domain.calendar import PhaseClosed
from competitions.models import Competition, Message
from teams.consequences import member_joined
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.domain.exclusions import RoleBarsMembership
from teams.domain.invitations import accept, invite
from teams.domain.joining import AlreadyInATeam, ProfileIncomplete, TeamIsFull
from teams.domain.matchmaking import show_card
from teams.domain.membership import dissolve, name_deputy
from teams.domain.names import TooLong
from teams.domain.requests import (
    MOST_WAITING,
    AlreadyAsked,
    AnswerMissing,
    InvitedAlready,
    NotYourRequest,
    PersonMayNotJoin,
    RequestOver,
    TeamNotOpen,
    TooManyRequests,
    WordMissing,
    accept_request,
    close_to_requests,
    decline_request,
    open_to_requests,
    request_to_join,
    withdraw_request,
)
from teams.domain.roles import appoint
from teams.models import JoinRequest, Membership, SeekerCard, Team, User
from tests.builders.competitions import NOW, a_discipline, the_phase
from tests.builders.teams import a_member, a_participant, a_person, a_role, a_team
from tests.harness.clock import days, seconds
from tests.harness.mailbox import Mailbox


@pytest.fixture
def open_team(team: Team) -> Team:
    team.is_open = True
    team.save()
    return team


@pytest.fixture
def request_(open_team: Team, person: User) -> JoinRequest:
    """Of `person`, a day ago."""
    return asked(open_team, person, at=NOW - days(1))


def asked(team: Team, by: User, at: Any = NOW) -> JoinRequest:
    return request_to_join(team=team, word="أود الانضمام", by=by, received_at=at)


def accepted(request: JoinRequest, by: User, at: Any = NOW) -> Membership:
    return accept_request(request=request, answer="", by=by, received_at=at)


def told(person: User) -> list[str]:
    return list(Message.objects.of(person).order_by("pk").values_list("kind", flat=True))


def test_a_team_opens_says_whom_it_looks_for_and_may_say_it_anew(team: Team, captain: User, member: User) -> None:
    first, second = a_discipline(), a_discipline()

    open_to_requests(team=team, wanted=[first], note=" Somebody who draws ", by=captain, received_at=NOW)
    open_to_requests(team=team, wanted=[second], note="", by=captain, received_at=NOW)

    team.refresh_from_db()
    assert (team.is_open, team.wanted_note, list(team.wanted_disciplines.all())) == (True, "", [second])
    with pytest.raises(OnlyCaptainOrDeputy):
        open_to_requests(team=team, wanted=[], note="", by=member, received_at=NOW)
    with pytest.raises(TooLong):
        open_to_requests(team=team, wanted=[], note="x" * 301, by=captain, received_at=NOW)


def test_a_full_team_or_one_after_registration_does_not_open(team: Team, captain: User, edition: Competition) -> None:
    with pytest.raises(PhaseClosed):
        open_to_requests(
            team=team, wanted=[], note="", by=captain, received_at=the_phase(edition, "registration").closes_at
        )
    Competition.objects.filter(pk=edition.pk).update(team_size_max=3)
    with pytest.raises(TeamIsFull):
        open_to_requests(team=team, wanted=[], note="", by=captain, received_at=NOW)


def test_who_asks_is_heard_by_captain_and_deputy(open_team: Team, captain: User, member: User, person: User) -> None:
    name_deputy(team=open_team, deputy=member, by=captain, at=NOW)

    request = asked(open_team, person)

    assert (request.person, request.word, request.requested_at) == (person, "أود الانضمام", NOW)
    assert told(captain)[-1] == told(member)[-1] == "join_requested"
    message = Message.objects.filter(kind="join_requested").latest("pk")
    assert "أود الانضمام" in message.text
    assert person.email not in message.text


def test_the_team_is_not_told_of_a_request_withdrawn_meanwhile(
    request_: JoinRequest, captain: User, person: User, mailbox: Mailbox
) -> None:
    withdraw_request(request=request_, by=person, at=NOW)

    assert mailbox.to(captain.email) == []


def test_a_request_needs_a_word_and_an_open_team(open_team: Team, captain: User, person: User) -> None:
    with pytest.raises(WordMissing):
        request_to_join(team=open_team, word="  ", by=person, received_at=NOW)
    with pytest.raises(TooLong):
        request_to_join(team=open_team, word="x" * 501, by=person, received_at=NOW)
    close_to_requests(team=open_team, by=captain, at=NOW)
    with pytest.raises(TeamNotOpen):
        asked(open_team, person)


def test_what_bars_from_founding_bars_from_asking(
    open_team: Team, person: User, edition: Competition, rival: User
) -> None:
    incomplete = a_person(complete=False)
    juror = a_role("juror", competition=edition, person=a_participant(edition))

    with pytest.raises(ProfileIncomplete):
        asked(open_team, incomplete)
    with pytest.raises(RoleBarsMembership):
        asked(open_team, juror)
    a_member(Team.objects.of(rival).get(), person)
    with pytest.raises(AlreadyInATeam):
        asked(open_team, person)


def test_one_asks_a_team_once_and_five_teams_at_most(
    open_team: Team, request_: JoinRequest, person: User, edition: Competition
) -> None:
    with pytest.raises(AlreadyAsked):
        asked(open_team, person)
    for _number in range(MOST_WAITING - 1):
        asked(a_team(competition=edition, is_open=True), person)
    with pytest.raises(TooManyRequests):
        asked(a_team(competition=edition, is_open=True), person)

    withdraw_request(request=request_, by=person, at=NOW)

    assert asked(open_team, person)


def test_who_has_been_invited_accepts_instead_of_asking(open_team: Team, captain: User, person: User) -> None:
    invite(team=open_team, email=person.email, by=captain, received_at=NOW)

    with pytest.raises(InvitedAlready):
        asked(open_team, person)


def test_accepting_gives_the_place_and_tells_everybody_concerned(
    request_: JoinRequest, open_team: Team, captain: User, member: User, person: User
) -> None:
    name_deputy(team=open_team, deputy=member, by=captain, at=NOW)
    joined: list[Any] = []
    member_joined.connect(receiver := lambda **sent: joined.append(sent["membership"]), weak=False)

    try:
        membership = accept_request(request=request_, answer="أهلا", by=member, received_at=NOW)
    finally:
        member_joined.disconnect(receiver)

    request_.refresh_from_db()
    assert joined == [membership]
    assert person in open_team.members()
    assert (request_.accepted, request_.answer, request_.answered_by) == (True, "أهلا", member)
    assert "request_accepted" in told(person)
    assert "أهلا" in Message.objects.get(kind="request_accepted").text
    assert "member_admitted" in told(captain)
    assert "member_admitted" not in told(member)


def test_a_confirmed_team_that_accepts_must_be_confirmed_again(edition: Competition, person: User) -> None:
    team = a_team(competition=edition, confirmed=True, is_open=True)

    accepted(asked(team, person), team.captain)

    team.refresh_from_db()
    assert team.confirmed_at is None


def test_who_has_found_a_place_asks_and_looks_no_longer(
    request_: JoinRequest, captain: User, person: User, edition: Competition
) -> None:
    other = asked(a_team(competition=edition, is_open=True), person)
    show_card(competition=edition, themes=[], region="", brings="تصميم", by=person, received_at=NOW)

    accepted(request_, captain)

    other.refresh_from_db()
    assert other.withdrawn_at == NOW
    assert not SeekerCard.objects.shown().exists()
    with pytest.raises(RequestOver):
        accepted(other, other.team.captain)


def test_an_invitation_accepted_elsewhere_withdraws_the_requests(
    request_: JoinRequest, rival: User, captain: User, person: User
) -> None:
    invitation = invite(team=Team.objects.of(rival).get(), email=person.email, by=rival, received_at=NOW)

    accept(invitation=invitation, by=person, received_at=NOW)

    with pytest.raises(RequestOver):
        accepted(request_, captain)


def test_who_may_join_no_longer_is_not_accepted_and_the_team_does_not_learn_why(
    request_: JoinRequest, captain: User, person: User, organiser: User, edition: Competition
) -> None:
    appoint(person=person, competition=edition, kind="juror", by=organiser, at=NOW)

    with pytest.raises(PersonMayNotJoin) as refusal:
        accepted(request_, captain)

    assert "juror" not in str(refusal.value)
    request_.refresh_from_db()
    assert request_.answered_at is None


def test_requests_are_answered_while_registration_is_open(
    request_: JoinRequest, captain: User, edition: Competition
) -> None:
    end = the_phase(edition, "registration").closes_at

    with pytest.raises(PhaseClosed):
        accepted(request_, captain, at=end)
    assert accepted(request_, captain, at=end - seconds(1))


def test_the_last_seat_declines_those_who_still_wait(
    request_: JoinRequest, open_team: Team, captain: User, edition: Competition
) -> None:
    late = asked(open_team, a_participant(edition, language="fr"))
    Competition.objects.filter(pk=edition.pk).update(team_size_max=4)

    accepted(request_, captain)

    late.refresh_from_db()
    assert (late.accepted, late.answered_by) == (False, captain)
    assert late.answer
    assert late.answer in Message.objects.filter(kind="request_declined").get().text
    assert told(late.person) == ["request_declined"]


def test_declining_needs_a_word_and_brings_it_to_the_person(
    request_: JoinRequest, captain: User, member: User, person: User
) -> None:
    with pytest.raises(AnswerMissing):
        decline_request(request=request_, answer=" ", by=captain, at=NOW)
    with pytest.raises(OnlyCaptainOrDeputy):
        decline_request(request=request_, answer="لا", by=member, at=NOW)

    decline_request(request=request_, answer="اكتمل الفريق", by=captain, at=NOW)

    request_.refresh_from_db()
    assert (request_.accepted, request_.answer) == (False, "اكتمل الفريق")
    assert "اكتمل الفريق" in Message.objects.of(person).get().text
    for again in (lambda: accepted(request_, captain), lambda: withdraw_request(request=request_, by=person, at=NOW)):
        with pytest.raises(RequestOver):
            again()


def test_only_the_person_withdraws_and_only_those_who_act_accept(
    request_: JoinRequest, captain: User, member: User, rival: User
) -> None:
    with pytest.raises(NotYourRequest):
        withdraw_request(request=request_, by=captain, at=NOW)
    for one in (member, rival):
        with pytest.raises(OnlyCaptainOrDeputy):
            accepted(request_, one)


@pytest.mark.parametrize("ending", ["close", "dissolve"])
def test_a_team_that_closes_or_ends_declines_with_a_sentence_in_the_language_of_each(
    ending: str, open_team: Team, captain: User, edition: Competition
) -> None:
    requests = [asked(open_team, a_participant(edition, language=language)) for language in ("ar", "fr")]

    if ending == "close":
        close_to_requests(team=open_team, by=captain, at=NOW)
    else:
        dissolve(team=open_team, reason="Alone", by=captain, at=NOW)

    for request in requests:
        request.refresh_from_db()
        assert (request.accepted, told(request.person)) == (False, ["request_declined"])
    assert requests[0].answer != requests[1].answer
    assert not JoinRequest.objects.waiting().exists()
