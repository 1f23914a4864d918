"""What an organiser changes once registration has closed, what it causes, and that it can be read afterwards."""

from datetime import datetime
from typing import Any

import pytest

from competitions.models import Competition, Message
from competitions.refusals import Refusal
from competitions.registries import personal_data
from teams.domain.accompaniment import TeamIsGone
from teams.domain.authority import OnlyOrganiser
from teams.domain.composition import below_the_rules
from teams.domain.confirmation import NotReady, confirm, what_blocks
from teams.domain.invitations import invite
from teams.domain.joining import TeamIsFull
from teams.domain.membership import CaptainMustHandOver, NoLongerMember, NotAMember, WhyMissing, agree, dissolve, leave
from teams.domain.organising import PersonCannotBeAdded, add_member_by_organiser, swap_members
from teams.domain.windows import TeamIsFixed
from teams.models import EligibilityDecision, Membership, Team, User
from tests.builders.competitions import NOW, a_department, the_phase
from tests.builders.teams import a_member, a_participant, a_role, a_team, eligible
from tests.harness.clock import days, seconds


@pytest.fixture
def frozen(edition: Competition) -> datetime:
    """Registration has closed, submitting has not."""
    return the_phase(edition, "registration").closes_at + days(1)


@pytest.fixture
def confirmed(edition: Competition) -> Team:
    return a_team(competition=edition, confirmed=True)


def place(team: Team, person: User) -> Membership:
    return Membership.objects.active().of(person).get(team=team)


def the_other(team: Team) -> User:
    person = team.members().exclude(pk=team.captain_id).first()
    assert person is not None
    return person


def add(team: Team, person: User, by: User, at: datetime, reason: str = "تعويض") -> Membership:
    return add_member_by_organiser(team=team, person=person, reason=reason, by=by, at=at)


def kinds_to(person: User) -> list[str]:
    return [message.kind for message in Message.objects.of(person).order_by("pk")]


class TestAdding:
    def test_the_place_says_who_gave_it_and_why(
        self, confirmed: Team, person: User, organiser: User, frozen: datetime
    ) -> None:
        membership = add(confirmed, person, organiser, frozen)

        assert (membership.added_by, membership.added_because) == (organiser, "تعويض")
        assert (membership.joined_at, membership.agreed_at) == (frozen, None)
        record = membership.history.first()
        assert record is not None
        assert (record.history_user, record.history_change_reason) == (organiser, "تعويض")

    def test_the_team_is_confirmed_again_by_its_captain_once_the_newcomer_agrees(
        self, confirmed: Team, person: User, organiser: User, frozen: datetime, edition: Competition
    ) -> None:
        eligible(person, edition)
        membership = add(confirmed, person, organiser, frozen)
        with pytest.raises(NotReady):
            confirm(team=confirmed, by=confirmed.captain, received_at=frozen)
        agree(membership=membership, by=person, at=frozen)

        again = confirm(team=confirmed, by=confirmed.captain, received_at=frozen)

        assert (again.confirmed_at, again.confirmed_by) == (frozen, confirmed.captain)

    def test_the_person_the_captain_and_the_deputy_are_told(
        self, confirmed: Team, person: User, organiser: User, frozen: datetime
    ) -> None:
        add(confirmed, person, organiser, frozen)

        assert kinds_to(person) == ["member_added"]
        assert set(kinds_to(confirmed.captain)) == {"confirmation_lapsed", "team_has_member"}

    def test_an_invitation_of_the_team_has_nothing_left_to_offer(
        self, confirmed: Team, person: User, organiser: User, frozen: datetime
    ) -> None:
        invitation = invite(team=confirmed, email=person.email, by=confirmed.captain, received_at=NOW)

        add(confirmed, person, organiser, frozen)

        invitation.refresh_from_db()
        assert invitation.withdrawn_at == frozen

    def test_who_may_not_join_is_not_added_and_the_organiser_reads_why(
        self, team: Team, edition: Competition, organiser: User, frozen: datetime, mentor: User
    ) -> None:
        closed = a_participant(edition, is_active=False)
        foreign = a_participant(edition, department=a_department())
        declined = a_participant(edition)
        assert declined.department is not None
        EligibilityDecision.objects.create(
            person=declined, competition=edition, department=declined.department, outcome="declined", basis="organiser",
            reason="No", decided_by=organiser, decided_at=NOW,
        )  # fmt: skip
        nameless = a_participant(edition, gender="")
        taken = a_participant(edition)
        a_member(a_team(competition=edition), taken)

        sentences = set()
        for person in (taken, mentor, closed, foreign, declined, nameless):
            with pytest.raises(PersonCannotBeAdded) as refused:
                add(team, person, organiser, frozen)
            assert refused.value.field == "person"
            sentences.add(str(refused.value))

        assert len(sentences) == 6
        assert team.members().count() == 3

    def test_what_else_it_needs(
        self, team: Team, person: User, organiser: User, captain: User, frozen: datetime, edition: Competition
    ) -> None:
        end = the_phase(edition, "submission").closes_at
        refusals: list[tuple[type[Refusal], dict[str, Any]]] = [
            (OnlyOrganiser, {"by": captain}),
            (OnlyOrganiser, {"by": a_role("auditor", competition=edition)}),
            (WhyMissing, {"reason": "  "}),
            (TeamIsFixed, {"at": end}),
        ]
        for refusal, changed in refusals:
            with pytest.raises(refusal):
                add(**{"team": team, "person": person, "by": organiser, "at": frozen, **changed})

        assert add(team, person, organiser, end - seconds(1))

    def test_a_full_team_and_one_that_has_withdrawn_take_nobody(
        self, team: Team, person: User, organiser: User, frozen: datetime, edition: Competition
    ) -> None:
        for _seat in range(3):
            a_member(team, a_participant(edition))
        with pytest.raises(TeamIsFull):
            add(team, person, organiser, frozen)
        dissolve(team=team, reason="Over", by=organiser, at=frozen)

        with pytest.raises(TeamIsGone):
            add(team, person, organiser, frozen)


class TestSwapping:
    def test_one_goes_and_one_comes_in_a_full_team_too(
        self, team: Team, person: User, member: User, organiser: User, frozen: datetime, edition: Competition
    ) -> None:
        for _seat in range(3):
            a_member(team, a_participant(edition))
        left = place(team, member)

        came = swap_members(team=team, leaving=left, joining=person, reason="نقل", by=organiser, at=frozen)

        left.refresh_from_db()
        assert (left.left_at, left.left_because) == (frozen, "نقل")
        assert (came.person, came.added_by, came.added_because) == (person, organiser, "نقل")
        assert (kinds_to(member), kinds_to(person)) == (["member_removed"], ["member_added"])
        for membership in (left, came):
            record = membership.history.first()
            assert record is not None
            assert (record.history_user, record.history_change_reason) == (organiser, "نقل")

    def test_both_or_neither(self, team: Team, member: User, rival: User, organiser: User, frozen: datetime) -> None:
        left = place(team, member)

        with pytest.raises(PersonCannotBeAdded):
            swap_members(team=team, leaving=left, joining=rival, reason="نقل", by=organiser, at=frozen)

        left.refresh_from_db()
        assert left.left_at is None
        assert kinds_to(member) == []

    def test_the_captain_somebody_gone_and_somebody_elsewhere_are_not_swapped(
        self, team: Team, person: User, member: User, rival: User, captain: User, organiser: User, frozen: datetime
    ) -> None:
        gone = leave(membership=place(team, member), reason="Out", by=member, at=NOW)
        elsewhere = Membership.objects.active().of(rival).get()
        refusals = [(CaptainMustHandOver, place(team, captain)), (NoLongerMember, gone), (NotAMember, elsewhere)]

        for refusal, leaving in refusals:
            with pytest.raises(refusal):
                swap_members(team=team, leaving=leaving, joining=person, reason="نقل", by=organiser, at=frozen)

        assert not Membership.objects.of(person).exists()


def test_the_reasons_given_about_somebody_go_with_their_account(
    team: Team, person: User, member: User, organiser: User, frozen: datetime
) -> None:
    add(team, person, organiser, frozen)
    leave(membership=place(team, member), reason="ظروف صحية", by=member, at=frozen)

    for each in (person, member):
        personal_data.erase(each)

    reasons = Membership.history.filter(person__in=(person, member)).values_list("history_change_reason", flat=True)  # type: ignore[attr-defined]
    assert set(reasons) == {None}


class TestFallingBelow:
    def test_a_confirmed_team_that_loses_members_stays_confirmed_and_is_found(
        self, confirmed: Team, organiser: User, frozen: datetime
    ) -> None:
        a_team(competition=confirmed.competition, confirmed=True)
        before = confirmed.confirmed_at
        leaver = the_other(confirmed)

        leave(membership=place(confirmed, leaver), reason="نقل", by=leaver, at=frozen)

        confirmed.refresh_from_db()
        assert confirmed.confirmed_at == before
        assert what_blocks(confirmed)
        assert below_the_rules(Team.objects.all()) == {confirmed.pk: confirmed.competition_id}

    def test_teams_that_are_not_confirmed_or_have_withdrawn_are_not_meant(
        self, edition: Competition, confirmed: Team, organiser: User
    ) -> None:
        a_team(competition=edition, with_members=0)
        alone = a_team(competition=edition, with_members=0, confirmed=True)
        dissolve(team=alone, reason="Over", by=organiser, at=NOW)

        assert below_the_rules(Team.objects.all()) == {}
