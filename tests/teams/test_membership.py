"""Inside a team: agreeing, leaving, removing, deputising, handing over, ending."""

from typing import Any

import pytest

from competitions.models import Competition, Message
from teams.consequences import member_left, team_withdrawn
from teams.domain.accompaniment import assign_mentor
from teams.domain.authority import OnlyCaptain
from teams.domain.invitations import invite
from teams.domain.membership import (
    CaptainIsNoDeputy,
    CaptainMustHandOver,
    NoLongerMember,
    NotAMember,
    NotYourMembership,
    OnlyOrganiserRemoves,
    WhyMissing,
    agree,
    dissolve,
    hand_over,
    leave,
    name_deputy,
    remove,
)
from teams.domain.windows import TeamIsFixed
from teams.models import LateAccess, Membership, Team, User
from tests.builders.competitions import NOW, the_phase
from tests.builders.teams import a_member, a_participant, a_role
from tests.harness.clock import days, seconds


def place(team: Team, person: User) -> Membership:
    return Membership.objects.active().of(person).get(team=team)


def after_submitting(edition: Competition) -> Any:
    return the_phase(edition, "submission").closes_at


def test_each_member_agrees_with_a_click_of_their_own(team: Team, edition: Competition) -> None:
    newcomer = a_participant(edition)
    membership = a_member(team, newcomer)
    Membership.objects.filter(pk=membership.pk).update(agreed_at=None)

    with pytest.raises(NotYourMembership):
        agree(membership=membership, by=team.captain, at=NOW)
    agree(membership=membership, by=newcomer, at=NOW)
    agree(membership=membership, by=newcomer, at=NOW + days(1))

    membership.refresh_from_db()
    assert membership.agreed_at == NOW


def test_nobody_agrees_after_the_last_submission(team: Team, member: User) -> None:
    membership = place(team, member)
    Membership.objects.filter(pk=membership.pk).update(agreed_at=None)

    with pytest.raises(TeamIsFixed):
        agree(membership=membership, by=member, at=after_submitting(team.competition))


def test_who_leaves_says_why_and_the_captain_reads_it(team: Team, member: User) -> None:
    left: list[Any] = []
    member_left.connect(receiver := lambda **sent: left.append(sent["membership"]), weak=False)

    try:
        membership = leave(membership=place(team, member), reason="Moved to Oujda", by=member, at=NOW)
    finally:
        member_left.disconnect(receiver)

    assert left == [membership]
    assert (membership.left_at, membership.left_because) == (NOW, "Moved to Oujda")
    assert member not in team.members()
    [message] = Message.objects.of(team.captain)
    assert (message.kind, "Moved to Oujda" in message.text) == ("member_left", True)


def test_leaving_needs_a_reason_and_is_nobody_else_s_to_do(team: Team, captain: User, member: User) -> None:
    with pytest.raises(WhyMissing):
        leave(membership=place(team, member), reason="  ", by=member, at=NOW)
    with pytest.raises(NotYourMembership):
        leave(membership=place(team, member), reason="Out", by=captain, at=NOW)


def test_one_may_leave_even_after_the_last_submission(team: Team, member: User) -> None:
    at = after_submitting(team.competition)

    assert leave(membership=place(team, member), reason="Retired", by=member, at=at).left_at == at


def test_nobody_leaves_twice(team: Team, member: User) -> None:
    membership = leave(membership=place(team, member), reason="Out", by=member, at=NOW)

    with pytest.raises(NoLongerMember):
        leave(membership=membership, reason="Out again", by=member, at=NOW)


def test_the_captain_hands_over_before_leaving(team: Team, captain: User, member: User) -> None:
    with pytest.raises(CaptainMustHandOver):
        leave(membership=place(team, captain), reason="Out", by=captain, at=NOW)

    hand_over(team=team, to=member, by=captain, at=NOW)
    leave(membership=place(team, captain), reason="Out", by=captain, at=NOW)

    team.refresh_from_db()
    assert team.captain == member
    assert [m.kind for m in Message.objects.of(member).order_by("pk")] == ["captain_changed", "member_left"]


def test_a_deputy_who_leaves_is_deputy_no_more(team: Team, captain: User, member: User) -> None:
    name_deputy(team=team, deputy=member, by=captain, at=NOW)

    leave(membership=place(team, member), reason="Out", by=member, at=NOW)

    team.refresh_from_db()
    assert team.deputy is None


def test_the_captain_removes_a_member_who_reads_why(team: Team, captain: User, member: User) -> None:
    membership = remove(membership=place(team, member), reason="Never answers", by=captain, at=NOW)

    assert membership.left_because == "Never answers"
    [message] = Message.objects.of(member)
    assert (message.kind, "Never answers" in message.text) == ("member_removed", True)
    assert not Message.objects.of(captain).exists()


def test_members_deputies_and_rivals_remove_nobody(
    team: Team, captain: User, member: User, other_member: User, rival: User
) -> None:
    name_deputy(team=team, deputy=member, by=captain, at=NOW)

    for by in (member, other_member, rival):
        with pytest.raises(OnlyCaptain):
            remove(membership=place(team, other_member), reason="Out", by=by, at=NOW)


def test_an_organiser_may_remove_but_nobody_removes_the_captain(
    team: Team, captain: User, member: User, organiser: User
) -> None:
    with pytest.raises(CaptainMustHandOver):
        remove(membership=place(team, captain), reason="Out", by=organiser, at=NOW)
    assert remove(membership=place(team, member), reason="Fraud", by=organiser, at=NOW)


def test_the_captain_removes_while_registration_is_open_for_the_team(
    team: Team, captain: User, member: User, other_member: User
) -> None:
    phase = the_phase(team.competition, "registration")

    with pytest.raises(OnlyOrganiserRemoves):
        remove(membership=place(team, member), reason="Out", by=captain, at=phase.closes_at)
    assert remove(membership=place(team, member), reason="Out", by=captain, at=phase.closes_at - seconds(1))

    LateAccess.objects.create(
        team=team, phase=phase, until=phase.closes_at + days(1), reason="Storm", granted_by=captain, granted_at=NOW
    )
    assert remove(membership=place(team, other_member), reason="Out", by=captain, at=phase.closes_at)


def test_an_organiser_removes_until_the_last_submission(
    team: Team, captain: User, member: User, organiser: User
) -> None:
    at = after_submitting(team.competition)

    for by in (captain, organiser):
        with pytest.raises(TeamIsFixed):
            remove(membership=place(team, member), reason="Out", by=by, at=at)
    assert remove(membership=place(team, member), reason="Out", by=organiser, at=at - seconds(1))


def test_one_leaves_even_after_the_last_submission(team: Team, member: User) -> None:
    at = after_submitting(team.competition) + days(30)

    left = leave(membership=place(team, member), reason="انتقال", by=member, at=at)

    assert (left.left_at, left.left_because) == (at, "انتقال")


def test_the_captain_names_a_deputy_who_is_told_and_may_take_it_back(team: Team, captain: User, member: User) -> None:
    name_deputy(team=team, deputy=member, by=captain, at=NOW)
    name_deputy(team=team, deputy=member, by=captain, at=NOW)
    assert [m.kind for m in Message.objects.of(member)] == ["deputy_named"]

    assert name_deputy(team=team, deputy=None, by=captain, at=NOW).deputy is None


def test_a_deputy_is_another_member(team: Team, captain: User, member: User, rival: User) -> None:
    with pytest.raises(CaptainIsNoDeputy):
        name_deputy(team=team, deputy=captain, by=captain, at=NOW)
    with pytest.raises(NotAMember):
        name_deputy(team=team, deputy=rival, by=captain, at=NOW)
    with pytest.raises(OnlyCaptain):
        name_deputy(team=team, deputy=member, by=member, at=NOW)


def test_a_team_is_handed_over_to_a_member(
    team: Team, captain: User, member: User, rival: User, organiser: User
) -> None:
    name_deputy(team=team, deputy=member, by=captain, at=NOW)

    for by in (member, rival, organiser):
        with pytest.raises(OnlyCaptain):
            hand_over(team=team, to=member, by=by, at=NOW)
    with pytest.raises(NotAMember):
        hand_over(team=team, to=rival, by=captain, at=NOW)
    changed = hand_over(team=team, to=member, by=captain, at=NOW)

    assert (changed.captain, changed.deputy) == (member, None)


def test_a_dissolved_team_frees_everybody_and_everything(
    team: Team, captain: User, member: User, other_member: User, organiser: User
) -> None:
    mentor = a_role("mentor", competition=team.competition)
    mentorship = assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW)
    invitation = invite(team=team, email="new@elsewhere.example", by=captain, received_at=NOW)
    withdrawn: list[Any] = []
    team_withdrawn.connect(receiver := lambda **sent: withdrawn.append(sent["team"]), weak=False)

    try:
        dissolve(team=team, reason="Too few of us", by=captain, at=NOW + days(1))
        dissolve(team=team, reason="Again", by=captain, at=NOW + days(2))
    finally:
        team_withdrawn.disconnect(receiver)

    team.refresh_from_db()
    mentorship.refresh_from_db()
    invitation.refresh_from_db()
    assert withdrawn == [team]
    assert (team.dissolved_at, team.dissolved_because) == (NOW + days(1), "Too few of us")
    assert not team.members().exists()
    assert (mentorship.ended_at, invitation.withdrawn_at) == (NOW + days(1), NOW + days(1))
    told = Message.objects.filter(kind="team_dissolved").values_list("recipient", flat=True)
    assert set(told) == {captain.pk, member.pk, other_member.pk}


def test_only_the_captain_or_an_organiser_ends_a_team(team: Team, member: User, rival: User, organiser: User) -> None:
    for by in (member, rival):
        with pytest.raises(OnlyCaptain):
            dissolve(team=team, reason="Out", by=by, at=NOW)
    with pytest.raises(WhyMissing):
        dissolve(team=team, reason="", by=organiser, at=NOW)
    assert dissolve(team=team, reason="Fraud", by=organiser, at=NOW).dissolved_at == NOW


def test_a_receiver_that_refuses_keeps_everything_as_it_was(team: Team, captain: User) -> None:
    def refuse(**_sent: Any) -> None:
        raise TeamIsFixed("The jury has begun.")

    team_withdrawn.connect(refuse)
    try:
        with pytest.raises(TeamIsFixed, match="The jury has begun"):
            dissolve(team=team, reason="Out", by=captain, at=NOW)
    finally:
        team_withdrawn.disconnect(refuse)

    team.refresh_from_db()
    assert team.dissolved_at is None
    assert team.members().count() == 3
    assert not Message.objects.exists()


def test_nothing_is_done_with_a_team_that_is_gone(team: Team, captain: User, member: User) -> None:
    membership = place(team, member)
    dissolve(team=team, reason="Out", by=captain, at=NOW)

    with pytest.raises(NoLongerMember):
        agree(membership=membership, by=member, at=NOW)
    with pytest.raises(OnlyCaptain):
        name_deputy(team=team, deputy=member, by=captain, at=NOW)
