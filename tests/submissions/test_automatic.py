"""Submitting at the deadline by itself: only what was received in time, once, and every member is told of it."""

import json

import pytest

from competitions.domain.calendar import PhaseClosed
from competitions.models import Message, Phase
from submissions.domain import automatic
from submissions.domain.automatic import AlreadySettled, MayNotAskForIt, ask_for_it, ask_no_longer, settle_due
from submissions.domain.drafting import save_answers
from submissions.models import AutomaticSubmission, Project, Version
from teams.models import Team, User
from tests.builders.competitions import NOW
from tests.builders.submissions import (
    a_project,
    a_sign_off,
    a_version,
    a_withdrawal,
    write,
)
from tests.builders.teams import a_team
from tests.harness.clock import days, minutes
from tests.harness.mailbox import Mailbox
from tests.submissions.at_the_deadline import done, later, outcome

Outcome = AutomaticSubmission.Outcome


class TestWhatComesOfIt:
    def test_a_complete_draft_becomes_a_version_that_counts_received_at_the_last_instant(
        self, asked: AutomaticSubmission, project: Project, phase: Phase, captain: User
    ) -> None:
        assert settle_due(at=done(phase)) == 1

        version = project.versions.get()
        assert outcome(asked) == Outcome.SUBMITTED
        assert (asked.version, asked.settled_at) == (version, done(phase))
        assert (version.automatic, version.submitted_by, version.reason) == (True, captain, "")
        assert version.received_at == phase.closes_at - automatic.INSTANT
        assert Version.objects.counting().get() == version
        assert version.content
        assert json.loads(version.content)["automatic"] is True

    def test_it_is_newer_than_what_was_received_in_the_last_instant(
        self, asked: AutomaticSubmission, project: Project, phase: Phase
    ) -> None:
        a_version(project, received_at=phase.closes_at - automatic.INSTANT)
        write(project, at=phase.closes_at - automatic.INSTANT)

        settle_due(at=done(phase))

        assert Version.objects.counting().get().number == 2

    def test_an_incomplete_one_is_not_submitted_and_what_counted_goes_on_counting(
        self, asked: AutomaticSubmission, project: Project, phase: Phase, captain: User, mailbox: Mailbox
    ) -> None:
        first = a_version(project)
        section = phase.sections.get(key="training")  # type: ignore[attr-defined]
        save_answers(
            project=project, section=section, values={"staff": ""}, revisions={"staff": 1}, by=captain,
            received_at=NOW + minutes(1),
        )  # fmt: skip

        settle_due(at=done(phase))

        assert outcome(asked) == Outcome.INCOMPLETE
        assert Version.objects.counting().get() == first
        message = Message.objects.filter(kind="submissions.automatic_outcome", recipient=captain).get()
        assert section.questions.get(key="staff").label_ar in message.text

    def test_an_unchanged_one_makes_no_other_version(
        self, asked: AutomaticSubmission, project: Project, phase: Phase
    ) -> None:
        first = a_version(project)

        settle_due(at=done(phase))

        assert outcome(asked) == Outcome.UNCHANGED
        assert asked.version == first
        assert project.versions.count() == 1

    def test_a_text_that_was_taken_back_to_what_was_submitted_is_unchanged(
        self, asked: AutomaticSubmission, project: Project, phase: Phase, captain: User
    ) -> None:
        before = project.answers.get(question__key="staff").value
        a_version(project)
        section = phase.sections.get(key="training")  # type: ignore[attr-defined]
        for revision, text in ((1, "نص آخر"), (2, before)):
            save_answers(
                project=project, section=section, values={"staff": text}, revisions={"staff": revision}, by=captain,
                received_at=NOW + minutes(revision),
            )  # fmt: skip

        settle_due(at=done(phase))

        assert outcome(asked) == Outcome.UNCHANGED

    def test_after_a_withdrawal_before_it_was_asked_the_draft_is_submitted_though_nothing_changed(
        self, project: Project, phase: Phase, captain: User
    ) -> None:
        a_version(project)
        a_withdrawal(project, at=NOW + minutes(1))
        row = ask_for_it(project=project, phase=phase, by=captain, received_at=NOW + minutes(2))

        settle_due(at=done(phase))

        assert outcome(row) == Outcome.SUBMITTED
        assert Version.objects.counting().get().number == 2

    def test_a_team_that_is_not_confirmed_submits_nothing(
        self, asked: AutomaticSubmission, project: Project, phase: Phase
    ) -> None:
        Team.objects.filter(pk=project.team.pk).update(confirmed_at=None, confirmed_by=None)

        settle_due(at=done(phase))

        assert outcome(asked) == Outcome.NOT_CONFIRMED

    def test_a_team_that_has_withdrawn_is_left_alone(
        self, asked: AutomaticSubmission, project: Project, phase: Phase
    ) -> None:
        Team.objects.filter(pk=project.team.pk).update(dissolved_at=NOW)

        assert settle_due(at=done(phase)) == 0
        assert not Message.objects.filter(kind__startswith="submissions.").exists()

    @pytest.mark.parametrize("case", ["submitted", "unchanged", "incomplete", "not_confirmed"])
    def test_every_member_is_told_in_each_case_and_nobody_else(
        self, case: str, asked: AutomaticSubmission, project: Project, phase: Phase, rival: User
    ) -> None:
        if case == "unchanged":
            a_version(project)
            Message.objects.all().delete()
        if case == "incomplete":
            project.answers.filter(question__key="staff").update(value="")
        if case == "not_confirmed":
            Team.objects.filter(pk=project.team.pk).update(confirmed_at=None, confirmed_by=None)

        settle_due(at=done(phase))

        assert outcome(asked) == case
        assert {message.recipient for message in Message.objects.all()} == set(project.team.members())
        assert Message.objects.count() == project.team.members().count()

    def test_the_version_says_who_had_signed_off_and_asks_for_no_reason(
        self, asked: AutomaticSubmission, project: Project, phase: Phase, captain: User, member: User
    ) -> None:
        a_sign_off(project, member, at=NOW + minutes(1))

        settle_due(at=done(phase))

        dates = {each.person: each.approved_at for each in project.versions.get().people.all()}
        assert dates[member] == NOW + minutes(1)
        assert dates[captain] is None


class TestAsking:
    def test_asking_twice_is_one_request(self, asked: AutomaticSubmission, project: Project, deputy: User) -> None:
        again = ask_for_it(project=project, phase=asked.phase, by=deputy, received_at=NOW + minutes(1))

        assert (again, again.asked_by_id) == (asked, asked.asked_by_id)

    def test_taken_back_nothing_is_done(
        self, asked: AutomaticSubmission, project: Project, phase: Phase, deputy: User
    ) -> None:
        for _each in range(2):
            ask_no_longer(project=project, phase=phase, by=deputy, received_at=NOW)

        assert settle_due(at=done(phase)) == 0
        assert not project.versions.exists()

    def test_nobody_but_captain_and_deputy_decides(
        self, asked: AutomaticSubmission, project: Project, phase: Phase, member: User, rival: User, organiser: User
    ) -> None:
        for person in (member, rival, organiser):
            for verb in (ask_for_it, ask_no_longer):
                with pytest.raises(MayNotAskForIt):
                    verb(project=project, phase=phase, by=person, received_at=NOW)

    def test_not_after_the_end(self, project: Project, phase: Phase, captain: User) -> None:
        for verb in (ask_for_it, ask_no_longer):
            with pytest.raises(PhaseClosed):
                verb(project=project, phase=phase, by=captain, received_at=phase.closes_at)

    def test_once_done_it_cannot_be_asked_again_and_the_team_submits_itself(
        self, asked: AutomaticSubmission, project: Project, phase: Phase, captain: User, organiser: User
    ) -> None:
        settle_due(at=done(phase))
        until = phase.closes_at + days(1)
        later(project, until, organiser, phase)

        for verb in (ask_for_it, ask_no_longer):
            with pytest.raises(AlreadySettled):
                verb(project=project, phase=phase, by=captain, received_at=until - minutes(1))
        write(project, at=until - minutes(2))
        again = a_version(project, received_at=until - minutes(1))

        assert Version.objects.counting().get() == again


def test_many_teams_are_each_done_by_themselves(phase: Phase) -> None:
    for _each in range(3):
        project = a_project(a_team(competition=phase.competition, confirmed=True))
        ask_for_it(project=project, phase=phase, by=project.team.captain, received_at=NOW)

    assert settle_due(at=done(phase)) == 3
    assert Version.objects.counting().count() == 3
