"""Withdrawing a submission: who, until when, what counts afterwards, who is told, and that it is kept."""

from uuid import uuid4

import pytest

from competitions.domain.calendar import PhaseClosed
from competitions.models import Message, Phase
from competitions.registries import audiences
from judging.domain.rounds import NothingToJudge, open_round
from submissions.domain.automatic import ask_for_it
from submissions.domain.drafting import OtherEdition
from submissions.domain.withdrawing import MayNotWithdraw, NothingToWithdraw, WithdrawalReasonMissing, withdraw
from submissions.models import AutomaticSubmission, Project, Version, Withdrawal, newest
from teams.models import User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.judging import a_round
from tests.builders.submissions import a_version, a_withdrawal
from tests.harness.clock import days, minutes, seconds
from tests.harness.mailbox import Mailbox


def counting(project: Project) -> list[int]:
    return [version.number for version in Version.objects.of(project).counting()]


class TestWhatCounts:
    def test_nothing_received_before_counts_any_more_until_the_project_is_submitted_again(
        self, project: Project
    ) -> None:
        a_version(project, received_at=NOW)
        a_version(project, received_at=NOW + minutes(1))

        a_withdrawal(project, at=NOW + minutes(2))
        assert counting(project) == []
        assert newest(Version.objects.of(project).with_withdrawal()) is None

        a_version(project, received_at=NOW + minutes(3))
        assert counting(project) == [3]

    def test_all_versions_are_kept_as_they_were(self, project: Project) -> None:
        version = a_version(project)

        a_withdrawal(project, at=NOW + minutes(1))

        assert Version.objects.get(pk=version.pk).content == version.content
        assert Version.objects.of(project).with_withdrawal().get().withdrawn_at == NOW + minutes(1)

    def test_a_version_that_was_received_later_is_untouched_though_it_was_written_first(self, project: Project) -> None:
        a_version(project, received_at=NOW)
        a_version(project, received_at=NOW + minutes(5))

        a_withdrawal(project, at=NOW + minutes(2))

        assert counting(project) == [2]

    def test_what_was_received_before_and_written_after_is_withdrawn_too(self, project: Project) -> None:
        a_version(project, received_at=NOW)
        a_withdrawal(project, at=NOW + minutes(2))

        a_version(project, received_at=NOW + minutes(1))

        assert counting(project) == []

    def test_another_phase_is_untouched(self, project: Project, phase: Phase) -> None:
        a_version(project)
        first = Phase.objects.create(
            competition=phase.competition, key="first", kind="submission", name_ar="الأولى", opens_at=phase.opens_at,
            closes_at=phase.closes_at,
        )  # fmt: skip
        Withdrawal.objects.create(
            project=project, phase=first, intent=uuid4(), withdrawn_by=project.team.captain,
            received_at=NOW + minutes(1),
        )  # fmt: skip

        assert counting(project) == [1]

    def test_the_reminders_address_the_team_again(self, project: Project, phase: Phase, captain: User) -> None:
        def owed() -> list[str]:
            rows = audiences.get("submissions.project_not_submitted").rows(phase, NOW, captain)
            return [str(row.todo) for row in rows]

        a_version(project)
        assert owed() == []

        a_withdrawal(project, at=NOW + minutes(1))
        assert len(owed()) == 1

    def test_a_round_does_not_take_it_in(self, project: Project, phase: Phase, organiser: User) -> None:
        a_version(project)
        a_withdrawal(project, at=NOW + minutes(1))
        round = a_round(competition=phase.competition, entries=0, opened=False)

        with pytest.raises(NothingToJudge):
            open_round(round=round, by=organiser, at=phase.closes_at + days(1))


class TestWho:
    def test_captain_and_deputy(self, project: Project, captain: User, deputy: User) -> None:
        for moment, person in enumerate((captain, deputy)):
            a_version(project, received_at=NOW + minutes(2 * moment))
            assert a_withdrawal(project, by=person, at=NOW + minutes(2 * moment + 1)).withdrawn_by == person

    def test_nobody_else(
        self, project: Project, member: User, rival: User, mentor: User, organiser: User, stranger: User
    ) -> None:
        a_version(project)

        for person in (member, rival, mentor, organiser, stranger):
            with pytest.raises(MayNotWithdraw):
                a_withdrawal(project, by=person, at=NOW + minutes(1))

        assert counting(project) == [1]


class TestWhen:
    def test_until_the_end_and_not_after_it(self, project: Project, phase: Phase) -> None:
        a_version(project)

        with pytest.raises(PhaseClosed):
            a_withdrawal(project, at=phase.closes_at)
        assert counting(project) == [1]

        a_withdrawal(project, at=phase.closes_at - seconds(1))
        assert counting(project) == []

    def test_only_what_counts_is_withdrawn(self, project: Project) -> None:
        with pytest.raises(NothingToWithdraw):
            a_withdrawal(project)

        a_version(project, received_at=NOW)
        a_withdrawal(project, at=NOW + minutes(1))
        with pytest.raises(NothingToWithdraw):
            a_withdrawal(project, at=NOW + minutes(2))

    def test_in_the_phases_of_the_own_edition(self, project: Project, captain: User) -> None:
        with pytest.raises(OtherEdition):
            withdraw(
                project=project, phase=the_phase(a_competition(), "submission"), reason="سبب", by=captain,
                received_at=NOW, intent=uuid4(),
            )  # fmt: skip

    def test_the_reason_is_needed(self, project: Project, phase: Phase, captain: User) -> None:
        a_version(project)

        with pytest.raises(WithdrawalReasonMissing):
            withdraw(project=project, phase=phase, reason=" \n", by=captain, received_at=NOW, intent=uuid4())

    def test_the_same_intent_is_one_withdrawal_also_after_the_end(
        self, project: Project, phase: Phase, captain: User
    ) -> None:
        a_version(project)
        intent = uuid4()

        first, again = (
            withdraw(project=project, phase=phase, reason="سبب", by=captain, received_at=at, intent=intent)
            for at in (NOW + minutes(1), phase.closes_at)
        )

        assert first == again
        assert Message.objects.filter(kind="submissions.withdrawn").count() == project.team.members().count()


class TestTold:
    def test_every_member_is_told_why_and_nobody_else(self, project: Project, mailbox: Mailbox) -> None:
        a_version(project)
        receipts = len(mailbox.all())

        withdrawal = a_withdrawal(project)

        for person in project.team.members():
            assert withdrawal.reason in str(mailbox.latest(person.email).body)
        addresses = {address for mail in mailbox.all()[receipts:] for address in mail.to}
        assert addresses == {person.email for person in project.team.members()}

    @pytest.mark.parametrize("was_asked", [True, False])
    def test_what_was_to_be_done_at_the_deadline_is_turned_off_and_that_is_said(
        self, was_asked: bool, project: Project, phase: Phase, captain: User
    ) -> None:
        User.objects.filter(pk=captain.pk).update(language="en")
        a_version(project)
        if was_asked:
            ask_for_it(project=project, phase=phase, by=captain, received_at=NOW)

        a_withdrawal(project)

        assert not AutomaticSubmission.objects.exists()
        message = Message.objects.filter(kind="submissions.withdrawn", recipient=captain).get()
        assert ("turned off with the withdrawal" in message.text) is was_asked
