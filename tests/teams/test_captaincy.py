"""The captain who has disappeared: when members may say so, what it causes, and how it ends."""

from typing import Any

import pytest

from competitions.models import Competition
from competitions.refusals import Refusal
from teams.domain.authority import OnlyOrganiser
from teams.domain.captaincy import (
    AbsenceOver,
    AlreadyReported,
    AnswerMissing,
    CaptainAlready,
    CaptainWasHere,
    OnlyOtherMembers,
    WordToOrganisersMissing,
    appoint_captain,
    report_absent_captain,
    settle_without_change,
)
from teams.domain.membership import NotAMember, WhyMissing, dissolve, hand_over, name_deputy
from teams.domain.names import TooLong
from teams.domain.visits import note_visit
from teams.models import CaptainAbsence, Team, User
from tests.builders.competitions import NOW
from tests.builders.teams import a_team
from tests.harness.clock import days, seconds
from tests.harness.mailbox import Mailbox

LATER = NOW + days(1)


@pytest.fixture
def missing(captain: User) -> User:
    """The captain, who was last here just so long ago that members may say so."""
    User.objects.filter(pk=captain.pk).update(seen_at=NOW - days(7))
    return User.objects.get(pk=captain.pk)


@pytest.fixture
def absence(team: Team, missing: User, member: User) -> CaptainAbsence:
    Team.objects.filter(pk=team.pk).update(founded_at=NOW - days(10))
    return report_absent_captain(team=team, word="No answer for a week", by=member, at=NOW)


def waiting() -> set[CaptainAbsence]:
    return set(CaptainAbsence.objects.waiting())


class TestReporting:
    def test_after_the_days_of_the_edition_a_member_may_and_not_a_second_earlier(
        self, team: Team, missing: User, member: User
    ) -> None:
        Team.objects.filter(pk=team.pk).update(founded_at=NOW - days(10))

        with pytest.raises(CaptainWasHere):
            report_absent_captain(team=team, word="Where?", by=member, at=NOW - seconds(1))
        absence = report_absent_captain(team=team, word=" Where? ", by=member, at=NOW)

        assert (absence.team, absence.captain, absence.reported_by) == (team, missing, member)
        assert (absence.word, absence.reported_at, absence.settled_at) == ("Where?", NOW, None)

    def test_the_edition_says_how_many_days(self, team: Team, missing: User, member: User) -> None:
        Competition.objects.filter(pk=team.competition_id).update(captain_absence_days=9)
        Team.objects.filter(pk=team.pk).update(founded_at=NOW - days(10))

        with pytest.raises(CaptainWasHere):
            report_absent_captain(team=team, word="Where?", by=member, at=NOW + days(2) - seconds(1))

        assert report_absent_captain(team=team, word="Where?", by=member, at=NOW + days(2))

    def test_who_never_visited_counts_from_the_founding(self, team: Team, captain: User, member: User) -> None:
        User.objects.filter(pk=captain.pk).update(seen_at=None)
        end = team.founded_at + days(7)

        with pytest.raises(CaptainWasHere):
            report_absent_captain(team=team, word="Where?", by=member, at=end - seconds(1))

        assert report_absent_captain(team=team, word="Where?", by=member, at=end)

    def test_only_other_members_of_the_team_do(
        self, team: Team, missing: User, rival: User, organiser: User, person: User
    ) -> None:
        for by in (missing, rival, organiser, person):
            with pytest.raises(OnlyOtherMembers):
                report_absent_captain(team=team, word="Where?", by=by, at=LATER)

        assert not CaptainAbsence.objects.exists()

    def test_a_word_is_needed_and_no_book(self, team: Team, missing: User, member: User) -> None:
        with pytest.raises(WordToOrganisersMissing):
            report_absent_captain(team=team, word="  ", by=member, at=LATER)
        with pytest.raises(TooLong):
            report_absent_captain(team=team, word="a" * 501, by=member, at=LATER)

    def test_the_captain_is_told_and_the_report_is_one(
        self, organiser: User, absence: CaptainAbsence, other_member: User, missing: User, mailbox: Mailbox
    ) -> None:
        with pytest.raises(AlreadyReported):
            report_absent_captain(team=absence.team, word="Me too", by=other_member, at=LATER)

        assert mailbox.latest(missing.email).subject
        assert CaptainAbsence.objects.count() == 1
        told = str(mailbox.latest(organiser.email).body)
        assert absence.word in told
        assert f"/captainabsence/{absence.pk}/change/" in told


class TestComingBack:
    def test_a_visit_closes_it_by_itself(self, absence: CaptainAbsence, missing: User, organiser: User) -> None:
        assert waiting() == {absence}

        note_visit(missing, at=LATER)

        assert waiting() == set()
        with pytest.raises(AbsenceOver):
            settle_without_change(absence=absence, answer="Patience", by=organiser, at=LATER)

    def test_who_disappears_again_can_be_reported_again(
        self, absence: CaptainAbsence, missing: User, member: User
    ) -> None:
        note_visit(missing, at=LATER)
        at = LATER + days(7)

        again = report_absent_captain(team=Team.objects.get(), word="Again", by=member, at=at)

        absence.refresh_from_db()
        assert (absence.settled_at, absence.settled_by) == (at, None)
        assert waiting() == {again}

    def test_a_captain_who_hands_over_is_missed_no_longer(
        self, absence: CaptainAbsence, missing: User, member: User
    ) -> None:
        hand_over(team=absence.team, to=member, by=missing, at=LATER)

        assert waiting() == set()

    def test_a_team_that_has_withdrawn_misses_nobody(self, absence: CaptainAbsence, organiser: User) -> None:
        dissolve(team=absence.team, reason="Over", by=organiser, at=LATER)

        assert waiting() == set()


class TestAppointing:
    def test_all_are_told_and_the_report_is_settled(
        self, absence: CaptainAbsence, member: User, other_member: User, missing: User, organiser: User, mailbox: Any
    ) -> None:
        name_deputy(team=absence.team, deputy=member, by=missing, at=NOW)

        team = appoint_captain(team=absence.team, to=member, reason="لا يجيب", by=organiser, at=LATER)

        assert (team.captain, team.deputy) == (member, None)
        absence.refresh_from_db()
        assert (absence.settled_at, absence.settled_by, absence.new_captain) == (LATER, organiser, member)
        assert absence.answer == "لا يجيب"
        for person in (missing, member, other_member):
            assert "لا يجيب" in str(mailbox.latest(person.email).body)
        assert set(team.members()) == {missing, member, other_member}

    def test_who_did_it_and_why_stand_in_the_history(self, team: Team, member: User, organiser: User) -> None:
        reason = "لا يجيب " * 30

        appoint_captain(team=team, to=member, reason=reason, by=organiser, at=NOW)

        record = team.history.first()
        assert record is not None
        assert (record.history_user, record.history_change_reason) == (organiser, reason.strip())

    def test_it_needs_an_organiser_a_reason_and_another_member(
        self, team: Team, captain: User, member: User, rival: User, organiser: User
    ) -> None:
        refusals: list[tuple[type[Refusal], dict[str, Any]]] = [
            (OnlyOrganiser, {"by": member}),
            (OnlyOrganiser, {"by": captain}),
            (WhyMissing, {"reason": " "}),
            (TooLong, {"reason": "a" * 501}),
            (NotAMember, {"to": rival}),
            (CaptainAlready, {"to": captain}),
        ]
        for refusal, given in refusals:
            with pytest.raises(refusal):
                appoint_captain(**{"team": team, "to": member, "reason": "Gone", "by": organiser, "at": NOW, **given})

        team.refresh_from_db()
        assert team.captain == captain

    def test_the_organiser_of_another_edition_does_not(self, member: User, team: Team) -> None:
        foreign = a_team().captain

        with pytest.raises(OnlyOrganiser):
            appoint_captain(team=team, to=member, reason="Gone", by=foreign, at=NOW)


class TestAnswering:
    def test_who_reported_reads_the_answer_and_the_captain_stays(
        self, absence: CaptainAbsence, member: User, missing: User, organiser: User, mailbox: Mailbox
    ) -> None:
        settle_without_change(absence=absence, answer="في عطلة إلى الخميس", by=organiser, at=LATER)

        assert "في عطلة إلى الخميس" in str(mailbox.latest(member.email).body)
        assert Team.objects.get().captain == missing
        assert waiting() == set()

    def test_it_needs_an_organiser_an_answer_and_an_open_report(
        self, absence: CaptainAbsence, member: User, organiser: User
    ) -> None:
        with pytest.raises(OnlyOrganiser):
            settle_without_change(absence=absence, answer="Patience", by=member, at=LATER)
        with pytest.raises(AnswerMissing):
            settle_without_change(absence=absence, answer="", by=organiser, at=LATER)
        settle_without_change(absence=absence, answer="Patience", by=organiser, at=LATER)

        with pytest.raises(AbsenceOver):
            settle_without_change(absence=absence, answer="Patience", by=organiser, at=LATER)
