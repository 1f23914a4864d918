"""The card of somebody who looks for a team, suggestions, and inviting by the card."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competitions.models import Competition, Message
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.domain.invitations import (
    MOST_OPEN,
    InvitationForAnotherAddress,
    TooManyInvitations,
    accept,
    decline_invitation,
    invite,
    is_for,
    resend,
)
from teams.domain.joining import AlreadyInATeam, TeamIsFull
from teams.domain.matchmaking import (
    BringsMissing,
    CardWithdrawn,
    HasAskedYou,
    HasDeclined,
    InvitedByCard,
    NotYourCard,
    RegionUnknown,
    ThemesOfAnotherEdition,
    invite_seeker,
    show_card,
    withdraw_card,
)
from teams.domain.names import TooLong
from teams.domain.requests import request_to_join
from teams.domain.suggestions import Opening, Reason, Seeker, rank_openings, rank_seekers, suit
from teams.models import Invitation, SeekerCard, Team, User
from tests.builders.competitions import NOW, a_competition
from tests.builders.teams import a_participant, a_person, a_team, the_theme
from tests.harness.clock import days

KEYS = st.sampled_from(["", "law", "statistics", "design"])
SOME = st.frozensets(st.sampled_from(["law", "statistics", "design"]))
REGIONS = st.sampled_from(["", "fes-meknes", "souss-massa"])
LEVELS = st.sampled_from(["", "central", "deconcentrated"])
SEEKERS = st.builds(
    Seeker,
    key=st.integers(1, 50),
    discipline=KEYS,
    themes=st.frozensets(st.integers(1, 3)),
    region=REGIONS,
    service_level=LEVELS,
    is_woman=st.booleans(),
)
OPENINGS = st.builds(
    Opening,
    key=st.integers(1, 50),
    theme=st.integers(1, 3),
    wanted=SOME,
    disciplines=SOME,
    disciplines_min=st.integers(1, 4),
    regions=st.frozensets(st.sampled_from(["fes-meknes", "souss-massa"])),
    service_levels=st.frozensets(st.sampled_from(["central", "deconcentrated"])),
    lacks_women=st.booleans(),
)


def by_key(one: Any) -> int:
    return int(one.key)


@given(SEEKERS, st.lists(OPENINGS, max_size=8, unique_by=by_key), st.randoms())
def test_teams_are_suggested_in_one_order_whatever_order_they_came_in(seeker: Any, openings: Any, random: Any) -> None:
    shuffled = random.sample(openings, len(openings))

    ranked = rank_openings(seeker, openings)

    assert ranked == rank_openings(seeker, shuffled)
    assert sorted(match.key for match in ranked) == sorted(map(by_key, openings))
    assert [match.score for match in ranked] == sorted((match.score for match in ranked), reverse=True)


@given(OPENINGS, st.lists(SEEKERS, max_size=8, unique_by=by_key), SEEKERS, st.randoms())
def test_who_comes_first_stays_so_when_somebody_comes_who_suits_less(
    opening: Any, seekers: Any, newcomer: Any, random: Any
) -> None:
    ranked = rank_seekers(opening, random.sample(seekers, len(seekers)))
    others = [seeker for seeker in seekers if seeker.key != newcomer.key]

    with_newcomer = [match.key for match in rank_seekers(opening, [*others, newcomer])]

    before = [match.key for match in ranked if match.key != newcomer.key]
    assert [key for key in with_newcomer if key != newcomer.key] == before


@given(SEEKERS, OPENINGS)
def test_both_sides_are_given_the_same_reasons_the_weightiest_first(seeker: Any, opening: Any) -> None:
    reasons = suit(seeker, opening)

    assert rank_openings(seeker, [opening])[0].reasons == rank_seekers(opening, [seeker])[0].reasons == reasons
    assert list(reasons) == sorted(reasons, reverse=True)
    assert not {Reason.LACKING, Reason.NEW_DISCIPLINE} <= set(reasons)


def test_a_discipline_that_is_wanted_outweighs_a_theme_and_both_come_first() -> None:
    seeker = Seeker(key=1, discipline="statistics", themes=frozenset({2}))
    wanted = Opening(key=3, theme=1, wanted=frozenset({"statistics"}), disciplines=frozenset({"statistics"}))
    theme = Opening(key=2, theme=2, disciplines=frozenset({"statistics"}))
    both = Opening(key=4, theme=2, wanted=frozenset({"statistics"}), disciplines=frozenset({"statistics"}))

    assert [match.key for match in rank_openings(seeker, [theme, wanted, both])] == [4, 3, 2]
    assert suit(seeker, both) == (Reason.WANTED, Reason.THEME)


def test_gender_and_service_are_one_reason_that_names_neither() -> None:
    lacking = Opening(key=1, theme=1, service_levels=frozenset({"central"}), lacks_women=True)

    woman = suit(Seeker(key=1, is_woman=True, service_level="central"), lacking)
    from_a_region = suit(Seeker(key=2, service_level="deconcentrated"), lacking)

    assert woman == from_a_region == (Reason.BALANCE,)


def shown(person: User, edition: Competition, **fields: Any) -> SeekerCard:
    said: dict[str, Any] = {"themes": [], "region": "", "brings": "تصميم الخدمات", "received_at": NOW, **fields}
    return show_card(competition=edition, by=person, **said)


def invited(card: SeekerCard, team: Team, *, by: User | None = None, at: Any = NOW) -> Invitation:
    return invite_seeker(card=card, team=team, by=by or team.captain, received_at=at)


@pytest.fixture
def card(person: User, edition: Competition) -> SeekerCard:
    return shown(person, edition)


def test_a_card_is_shown_once_changed_and_withdrawn(person: User, edition: Competition) -> None:
    theme = the_theme(edition)
    first = shown(person, edition, themes=[theme])

    again = shown(person, edition, region="fes-meknes", brings=" Statistics ", received_at=NOW + days(1))

    assert again == first
    assert (again.region, again.brings, again.shown_at, list(again.themes.all())) == (
        "fes-meknes",
        "Statistics",
        NOW,
        [],
    )
    withdraw_card(card=again, by=person, at=NOW)
    assert withdraw_card(card=again, by=person, at=NOW + days(1)).withdrawn_at == NOW
    assert shown(person, edition) != first


def test_what_a_card_may_not_say(person: User, edition: Competition, card: SeekerCard, captain: User) -> None:
    with pytest.raises(BringsMissing):
        shown(person, edition, brings=" ")
    with pytest.raises(TooLong):
        shown(person, edition, brings="x" * 501)
    with pytest.raises(RegionUnknown):
        shown(person, edition, region="atlantis")
    with pytest.raises(ThemesOfAnotherEdition):
        shown(person, edition, themes=[the_theme(a_competition())])
    with pytest.raises(NotYourCard):
        withdraw_card(card=card, by=captain, at=NOW)


def test_who_is_in_a_team_shows_no_card(member: User, edition: Competition) -> None:
    Competition.objects.filter(pk=edition.pk).update(team_size_max=9)
    member.department = a_participant(edition).department
    member.save()

    with pytest.raises(AlreadyInATeam):
        shown(member, edition)


def test_an_invitation_by_a_card_keeps_no_address_and_reaches_the_person(
    card: SeekerCard, team: Team, person: User
) -> None:
    invitation = invited(card, team)

    assert (invitation.person, invitation.email, invitation.addressee) == (person, "", person.display_name)
    message = Message.objects.get(kind="invitation")
    assert (message.address, message.recipient, message.secret) == (person.email, person, True)
    assert accept(invitation=invitation, by=person, received_at=NOW).team == team
    assert not SeekerCard.objects.shown().exists()


def test_only_the_person_of_the_card_answers_whatever_their_address_is_by_then(
    card: SeekerCard, team: Team, person: User
) -> None:
    invitation = invited(card, team)
    User.objects.filter(pk=person.pk).update(email="moved@elsewhere.example")
    namesake = a_person(email="other@elsewhere.example")

    assert is_for(invitation, person)
    assert list(Invitation.objects.all().to(person)) == [invitation]
    assert not Invitation.objects.all().to(namesake).exists()
    with pytest.raises(InvitationForAnotherAddress):
        accept(invitation=invitation, by=namesake, received_at=NOW)


def test_the_card_does_not_tell_whose_address_was_invited(card: SeekerCard, team: Team, person: User) -> None:
    by_address = invite(team=team, email=person.email, by=team.captain, received_at=NOW)

    by_card = invited(card, team)

    accept(invitation=by_card, by=person, received_at=NOW)
    by_address.refresh_from_db()
    assert by_address.withdrawn_at == NOW


def test_by_a_card_as_by_an_address_only_within_the_rules(
    card: SeekerCard, team: Team, member: User, rival: User, person: User
) -> None:
    with pytest.raises(OnlyCaptainOrDeputy):
        invited(card, team, by=member)
    invitation = invited(card, team)
    with pytest.raises(InvitedByCard):
        invited(card, team)
    assert resend(invitation=invitation, by=team.captain, received_at=NOW + days(1)).email == ""
    assert invited(card, Team.objects.of(rival).get())
    decline_invitation(invitation=invitation, by=person, received_at=NOW + days(1))
    assert person.email not in Message.objects.of(team.captain).latest("pk").text
    with pytest.raises(HasDeclined):
        invited(card, team)
    Competition.objects.filter(pk=team.competition_id).update(team_size_max=3)
    with pytest.raises(TeamIsFull):
        invited(card, team)


def test_twelve_open_invitations_at_most_by_card_too(card: SeekerCard, team: Team) -> None:
    for number in range(MOST_OPEN):
        invite(team=team, email=f"{number}@elsewhere.example", by=team.captain, received_at=NOW)

    with pytest.raises(TooManyInvitations):
        invited(card, team)


def test_who_has_asked_is_answered_not_invited_and_a_card_withdrawn_invites_nobody(
    card: SeekerCard, team: Team, person: User, edition: Competition
) -> None:
    team.is_open = True
    team.save()
    request_to_join(team=team, word="أود الانضمام", by=person, received_at=NOW)
    with pytest.raises(HasAskedYou):
        invited(card, team)
    withdraw_card(card=card, by=person, at=NOW)
    with pytest.raises(CardWithdrawn):
        invited(card, a_team(competition=edition))
