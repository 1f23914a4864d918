"""Inviting a colleague, and answering."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.utils.translation import override

from competitions.domain.calendar import PhaseClosed
from competitions.models import Competition, Message
from teams.consequences import member_joined
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.domain.exclusions import RoleBarsMembership
from teams.domain.invitations import (
    LIFETIME,
    MOST_OPEN,
    AddressWrong,
    AlreadyInvited,
    AlreadyMember,
    InvitationForAnotherAddress,
    InvitationOver,
    SentJustNow,
    TooManyInvitations,
    accept,
    decline_invitation,
    invite,
    resend,
    withdraw_invitation,
)
from teams.domain.joining import AlreadyInATeam, ProfileIncomplete, TeamIsFull
from teams.domain.late_access import grant_late_access
from teams.domain.membership import dissolve, leave, name_deputy
from teams.models import Invitation, Membership, Team, User
from teams.models.invitation import token_hash
from tests.builders.competitions import NOW, the_phase
from tests.builders.teams import a_member, a_participant, a_person, a_role, enrol_department_of
from tests.harness.clock import days, minutes, seconds
from tests.teams.reading import token_in


@pytest.fixture
def invitation(team: Team, captain: User, person: User) -> Invitation:
    """To `person`, three days ago."""
    return invite(team=team, email=person.email, by=captain, received_at=NOW - days(3))


def invited(team: Team, by: User, email: str = "new@elsewhere.example", at: Any = NOW) -> Invitation:
    return invite(team=team, email=email, by=by, received_at=at)


def test_an_invitation_goes_out_as_a_secret_that_nothing_else_knows(team: Team, captain: User) -> None:
    invitation = invited(team, captain, email=" New@Elsewhere.Example ")

    [message] = Message.objects.filter(kind="invitation")
    token = token_in(message)
    assert (invitation.email, message.address) == ("new@elsewhere.example", "new@elsewhere.example")
    assert (message.secret, message.text, message.html, message.recipient) == (True, "", "", None)
    assert message.expires_at == invitation.expires_at == NOW + LIFETIME
    assert invitation.token_hash == token_hash(token)
    assert Invitation.objects.with_token(token).get() == invitation


def test_a_person_with_an_account_is_written_to_in_their_language(team: Team, captain: User) -> None:
    reader = a_person(language="fr")

    invited(team, captain, email=reader.email)

    message = Message.objects.get(kind="invitation")
    assert (message.recipient, message.language) == (reader, "fr")
    assert "/fr/open/invitations/" in message.sealed_text


def test_captain_and_deputy_invite_and_others_do_not(
    team: Team, captain: User, member: User, other_member: User
) -> None:
    name_deputy(team=team, deputy=member, by=captain, at=NOW)

    assert invited(team, member).invited_by == member
    with pytest.raises(OnlyCaptainOrDeputy):
        invited(team, other_member, email="b@elsewhere.example")


@pytest.mark.parametrize("email", ["", "souad", "souad@", "a b@c.example", "souad@finances,example"])
def test_an_invitation_needs_an_address(email: str, team: Team, captain: User) -> None:
    with pytest.raises(AddressWrong):
        invited(team, captain, email=email)


def test_members_are_not_invited_again_under_any_of_their_addresses(team: Team, captain: User, member: User) -> None:
    EmailAddress.objects.create(user=member, email="Second@Elsewhere.example", verified=True)

    for email in (captain.email, member.email.upper(), "second@elsewhere.example"):
        with pytest.raises(AlreadyMember):
            invited(team, captain, email=email)


def test_one_open_invitation_per_address(team: Team, captain: User, invitation: Invitation) -> None:
    with pytest.raises(AlreadyInvited):
        invited(team, captain, email=invitation.email)


def test_an_address_whose_invitation_has_expired_is_invited_anew(
    team: Team, captain: User, invitation: Invitation
) -> None:
    edition = team.competition
    edition.phases.filter(kind="registration").update(closes_at=NOW + days(14))

    again = invited(team, captain, email=invitation.email, at=invitation.expires_at)

    assert again != invitation
    invitation.refresh_from_db()
    assert invitation.withdrawn_at == again.invited_at


def test_a_team_does_not_flood_the_world_with_invitations(team: Team, captain: User) -> None:
    for number in range(MOST_OPEN):
        invited(team, captain, email=f"{number}@elsewhere.example")

    with pytest.raises(TooManyInvitations):
        invited(team, captain)


def test_a_full_team_invites_nobody(team: Team, captain: User) -> None:
    team.competition.team_size_max = 3
    team.competition.save()

    with pytest.raises(TeamIsFull, match="3"):
        invited(team, captain)


def test_nobody_is_invited_after_registration_but_with_late_access(team: Team, captain: User, organiser: User) -> None:
    phase = the_phase(team.competition, "registration")
    late = phase.closes_at + days(1)
    with pytest.raises(PhaseClosed):
        invited(team, captain, at=phase.closes_at)

    grant_late_access(team=team, phase=phase, until=late, reason_kind="outage", reason="Down", by=organiser, at=NOW)

    assert invited(team, captain, at=late - seconds(1))
    with pytest.raises(PhaseClosed):
        invited(team, captain, at=late)


def test_who_accepts_is_in_and_the_team_is_told(invitation: Invitation, team: Team, person: User) -> None:
    joined: list[Any] = []
    member_joined.connect(receiver := lambda **sent: joined.append(sent["membership"]), weak=False)

    try:
        membership = accept(invitation=invitation, by=person, received_at=NOW)
    finally:
        member_joined.disconnect(receiver)

    invitation.refresh_from_db()
    assert joined == [membership]
    assert (membership.person, membership.team, membership.agreed_at) == (person, team, None)
    assert (invitation.accepted_by, invitation.accepted_at) == (person, NOW)
    assert [m.kind for m in Message.objects.of(team.captain)] == ["invitation_accepted"]


def test_accepting_twice_gives_the_same_place(invitation: Invitation, person: User) -> None:
    first = accept(invitation=invitation, by=person, received_at=NOW)

    assert accept(invitation=invitation, by=person, received_at=NOW + minutes(1)) == first
    assert Membership.objects.of(person).count() == 1


def test_who_left_does_not_come_back_by_the_old_link(invitation: Invitation, person: User) -> None:
    membership = accept(invitation=invitation, by=person, received_at=NOW)
    leave(membership=membership, reason="No time", by=person, at=NOW)

    with pytest.raises(InvitationOver):
        accept(invitation=invitation, by=person, received_at=NOW)


def test_an_invitation_is_for_its_address_alone(invitation: Invitation, edition: Competition, person: User) -> None:
    other = a_participant(edition, department=person.department)

    with pytest.raises(InvitationForAnotherAddress):
        accept(invitation=invitation, by=other, received_at=NOW)
    with pytest.raises(InvitationForAnotherAddress):
        decline_invitation(invitation=invitation, by=other, received_at=NOW)


def test_the_address_must_be_verified_and_may_be_a_second_one(team: Team, captain: User, person: User) -> None:
    invitation = invited(team, captain)
    address = EmailAddress.objects.create(user=person, email="NEW@elsewhere.example", verified=False)
    with pytest.raises(InvitationForAnotherAddress):
        accept(invitation=invitation, by=person, received_at=NOW)

    address.verified = True
    address.save()

    assert accept(invitation=invitation, by=person, received_at=NOW)


def test_an_underscore_is_no_wildcard(team: Team, captain: User, person: User) -> None:
    EmailAddress.objects.create(user=person, email="axb@elsewhere.example", verified=True)

    with pytest.raises(InvitationForAnotherAddress):
        accept(invitation=invited(team, captain, email="a_b@elsewhere.example"), by=person, received_at=NOW)


def test_an_invitation_that_is_over_says_why(team: Team, captain: User, person: User, invitation: Invitation) -> None:
    team.competition.phases.filter(kind="registration").update(closes_at=NOW + days(14))
    with override("en"), pytest.raises(InvitationOver, match="expired"):
        accept(invitation=invitation, by=person, received_at=invitation.expires_at)
    withdraw_invitation(invitation=invitation, by=captain, at=NOW)
    with override("en"), pytest.raises(InvitationOver, match="withdrawn"):
        accept(invitation=invitation, by=person, received_at=NOW)
    declined = invited(team, captain, email=person.email)
    decline_invitation(invitation=declined, by=person, received_at=NOW)
    with pytest.raises(InvitationOver):
        accept(invitation=declined, by=person, received_at=NOW)
    with pytest.raises(InvitationOver):
        withdraw_invitation(invitation=declined, by=captain, at=NOW)


def test_nobody_joins_a_team_that_is_gone(invitation: Invitation, team: Team, captain: User, person: User) -> None:
    dissolve(team=team, reason="Too few", by=captain, at=NOW)

    with pytest.raises(InvitationOver):
        accept(invitation=invitation, by=person, received_at=NOW)


def test_joining_after_registration_is_refused_with_the_date(invitation: Invitation, person: User) -> None:
    end = the_phase(invitation.team.competition, "registration").closes_at

    with pytest.raises(PhaseClosed, match="2020"):
        accept(invitation=invitation, by=person, received_at=end)
    assert accept(invitation=invitation, by=person, received_at=end - seconds(1))


def test_the_last_seat_may_be_gone(invitation: Invitation, team: Team, edition: Competition, person: User) -> None:
    for _number in range(3):
        a_member(team, a_participant(edition, department=person.department))

    with pytest.raises(TeamIsFull):
        accept(invitation=invitation, by=person, received_at=NOW)


def test_what_bars_from_founding_bars_from_joining(
    invitation: Invitation, team: Team, captain: User, edition: Competition, person: User, rival: User
) -> None:
    incomplete = a_person(complete=False)
    mentor = a_role("mentor", competition=edition, person=a_participant(edition))
    expected = {incomplete: ProfileIncomplete, mentor: RoleBarsMembership, rival: AlreadyInATeam}
    enrol_department_of(rival, edition)

    for one, refusal in expected.items():
        with pytest.raises(refusal):
            accept(invitation=invited(team, captain, email=one.email), by=one, received_at=NOW)


def test_who_declines_tells_the_team(invitation: Invitation, team: Team, person: User) -> None:
    decline_invitation(invitation=invitation, by=person, received_at=NOW)

    [message] = Message.objects.of(team.captain)
    assert message.kind == "invitation_declined"
    assert person.email in message.text


def test_sending_again_makes_a_new_link_and_kills_the_old_one(
    invitation: Invitation, team: Team, captain: User, person: User
) -> None:
    resend(invitation=invitation, by=captain, received_at=NOW)

    old, new = [token_in(message) for message in Message.objects.filter(kind="invitation").order_by("pk")]
    assert not Invitation.objects.with_token(old).exists()
    assert Invitation.objects.with_token(new).get().expires_at == NOW + LIFETIME


def test_an_invitation_is_not_sent_again_within_minutes(invitation: Invitation, captain: User, member: User) -> None:
    resend(invitation=invitation, by=captain, received_at=NOW)

    with pytest.raises(SentJustNow):
        resend(invitation=invitation, by=captain, received_at=NOW + minutes(4))
    with pytest.raises(OnlyCaptainOrDeputy):
        resend(invitation=invitation, by=member, received_at=NOW + minutes(9))
    assert resend(invitation=invitation, by=captain, received_at=NOW + minutes(5))


def test_only_captain_and_deputy_withdraw(invitation: Invitation, member: User, person: User) -> None:
    for one in (member, person):
        with pytest.raises(OnlyCaptainOrDeputy):
            withdraw_invitation(invitation=invitation, by=one, at=NOW)
