"""Submitting: who, when, what is needed, what is told, and that one press of the button is one version."""

from uuid import uuid4

import pytest

from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from competitions.models import Message, Phase
from submissions.domain.drafting import OtherEdition, save_answers
from submissions.domain.submitting import IncompleteProject, MayNotSubmit, TeamNotConfirmed, submit
from submissions.models import Project, Question, Version
from teams.models import LateAccess, Team, User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import WHY_NOT_ALL, a_project, a_question, a_version, an_attachment, write
from tests.builders.teams import a_member, a_person, a_team, eligible
from tests.harness.clock import minutes, seconds
from tests.harness.mailbox import Mailbox
from tests.harness.queries import Queries


def test_the_captain_submits_and_the_version_says_what_was_submitted(
    project: Project, phase: Phase, captain: User
) -> None:
    version = a_version(project, received_at=NOW + minutes(1))

    assert (version.project, version.phase, version.number) == (project, phase, 1)
    assert (version.submitted_by, version.received_at, version.frozen_at) == (captain, NOW + minutes(1), NOW)
    assert (version.title, version.theme) == (project.title, project.team.theme)
    assert {each.person for each in version.people.all()} == set(project.team.members())


def test_the_deputy_submits_when_the_captain_cannot(project: Project, deputy: User) -> None:
    assert a_version(project, by=deputy).submitted_by == deputy


def test_nobody_else_submits(
    project: Project, member: User, rival: User, mentor: User, organiser: User, stranger: User
) -> None:
    for person in (member, rival, mentor, organiser, stranger):
        with pytest.raises(MayNotSubmit):
            a_version(project, by=person)

    assert not project.versions.exists()


def test_a_superuser_is_nobodys_captain(project: Project) -> None:
    with pytest.raises(MayNotSubmit):
        a_version(project, by=a_person(is_superuser=True))


class TestTime:
    def test_a_project_received_in_the_last_second_counts_though_the_queue_was_long(
        self, project: Project, phase: Phase, time_machine: object
    ) -> None:
        time_machine.move_to(phase.closes_at + minutes(2), tick=False)  # type: ignore[attr-defined]

        version = a_version(project, received_at=phase.closes_at - seconds(1))

        assert version.received_at == phase.closes_at - seconds(1)
        assert version.frozen_at == phase.closes_at + minutes(2)

    def test_what_is_received_at_the_end_is_late(self, project: Project, phase: Phase) -> None:
        with pytest.raises(PhaseClosed):
            a_version(project, received_at=phase.closes_at)

        assert not project.versions.exists()

    def test_what_is_received_before_the_phase_opens_is_early(self, project: Project, phase: Phase) -> None:
        with pytest.raises(PhaseNotOpen):
            a_version(project, received_at=phase.opens_at - seconds(1))

    def test_the_technical_grace_counts_after_the_end(self, project: Project, phase: Phase) -> None:
        Phase.objects.filter(pk=phase.pk).update(grace_seconds=30)

        a_version(project, received_at=phase.closes_at + seconds(29))
        with pytest.raises(PhaseClosed):
            a_version(project, received_at=phase.closes_at + seconds(30))

        assert project.versions.count() == 1

    def test_late_access_is_the_end_for_its_team_alone(
        self, project: Project, phase: Phase, rival: User, organiser: User
    ) -> None:
        until = phase.closes_at + minutes(60)
        LateAccess.objects.create(
            team=project.team, phase=phase, until=until, reason_kind="illness", reason="مرض",
            granted_by=organiser, granted_at=NOW,
        )  # fmt: skip

        assert a_version(project, received_at=until - seconds(1)).number == 1
        with pytest.raises(PhaseClosed):
            a_version(project, received_at=until)
        with pytest.raises(PhaseClosed):
            a_version(Project.objects.get(team__captain=rival), received_at=until - seconds(1))

    def test_an_earlier_late_access_takes_nothing_away(self, project: Project, phase: Phase, organiser: User) -> None:
        LateAccess.objects.create(
            team=project.team, phase=phase, until=phase.closes_at - minutes(60), reason_kind="other", reason="خطأ",
            granted_by=organiser, granted_at=NOW,
        )  # fmt: skip

        assert a_version(project, received_at=phase.closes_at - seconds(1)).number == 1


class TestWhatIsNeeded:
    def test_a_team_that_is_not_confirmed_does_not_submit(self, phase: Phase) -> None:
        project = a_project(a_team(competition=phase.competition, confirmed=False))

        with pytest.raises(TeamNotConfirmed):
            a_version(project)

    def test_an_incomplete_project_is_refused_with_every_problem(
        self, project: Project, phase: Phase, captain: User
    ) -> None:
        for section, key in (("presentation", "summary"), ("training", "staff")):
            stored = phase.sections.get(key=section)  # type: ignore[attr-defined]
            save_answers(
                project=project, section=stored, values={key: ""}, revisions={key: 1}, by=captain, received_at=NOW
            )

        with pytest.raises(IncompleteProject) as refused:
            a_version(project)

        assert [problem.field for problem in refused.value.problems] == ["summary", "staff"]
        assert not project.versions.exists()
        assert not Message.objects.filter(kind="submissions.receipt").exists()

    def test_one_submits_in_the_phases_of_the_own_edition(self, project: Project) -> None:
        with pytest.raises(OtherEdition):
            a_version(project, phase=the_phase(a_competition(), "submission"))

    def test_a_dissolved_team_submits_no_more(self, project: Project) -> None:
        Team.objects.filter(pk=project.team.pk).update(dissolved_at=NOW)

        with pytest.raises(MayNotSubmit):
            a_version(project)

    def test_without_a_question_for_the_title_the_team_gives_its_name(self, project: Project) -> None:
        Question.objects.filter(purpose="title").update(retired_at=NOW)

        assert a_version(project).title == project.team.display_name


class TestOnce:
    def test_the_same_intent_returns_the_same_version(self, project: Project, phase: Phase, captain: User) -> None:
        intent = uuid4()

        first, again = (
            submit(
                project=project,
                phase=phase,
                by=captain,
                received_at=NOW + seconds(each),
                intent=intent,
                reason=WHY_NOT_ALL,
            )
            for each in (0, 1)
        )

        assert first == again
        assert again.received_at == NOW
        assert project.versions.count() == 1

    def test_a_replay_after_the_deadline_still_finds_its_version(
        self, project: Project, phase: Phase, captain: User
    ) -> None:
        intent = uuid4()
        first = submit(project=project, phase=phase, by=captain, received_at=NOW, intent=intent, reason=WHY_NOT_ALL)

        again = submit(
            project=project, phase=phase, by=captain, received_at=phase.closes_at, intent=intent, reason=WHY_NOT_ALL
        )

        assert again == first

    def test_the_same_intent_in_another_project_is_another_version(
        self, project: Project, phase: Phase, captain: User, rival: User
    ) -> None:
        other, intent = Project.objects.get(team__captain=rival), uuid4()

        submit(project=project, phase=phase, by=captain, received_at=NOW, intent=intent, reason=WHY_NOT_ALL)
        submit(project=other, phase=phase, by=rival, received_at=NOW, intent=intent, reason=WHY_NOT_ALL)

        assert [project.versions.count(), other.versions.count()] == [1, 1]

    def test_submitting_again_makes_the_next_version_and_the_last_counts(self, project: Project) -> None:
        first = a_version(project, received_at=NOW)
        write(project, at=NOW + minutes(1))

        second = a_version(project, received_at=NOW + minutes(2))

        assert [first.number, second.number] == [1, 2]
        assert set(Version.objects.counting()) == {second}


class TestReceipt:
    def test_every_member_gets_a_receipt_in_their_language(
        self, project: Project, member: User, mailbox: Mailbox
    ) -> None:
        User.objects.filter(pk=member.pk).update(language="fr")

        version = a_version(project)

        for person in project.team.members():
            mail = mailbox.latest(person.email)
            assert version.sha256 in str(mail.body)
            assert project.title in str(mail.body)
            assert ":00:00" in str(mail.body)
        assert "/fr/" in mailbox.link(member.email, containing=f"/project/versions/{version.number}/")
        assert "23 novembre 2020" in str(mailbox.latest(member.email).body)
        assert "نونبر" in str(mailbox.latest(project.team.captain.email).body)

    def test_nobody_else_is_told(self, project: Project, rival: User, mentor: User, mailbox: Mailbox) -> None:
        a_version(project)

        addresses = {address for mail in mailbox.all() for address in mail.to}
        assert addresses == {person.email for person in project.team.members()}

    def test_no_version_no_receipt_and_no_receipt_twice(self, project: Project, phase: Phase, captain: User) -> None:
        intent = uuid4()
        for each in range(3):
            submit(
                project=project,
                phase=phase,
                by=captain,
                received_at=NOW + seconds(each),
                intent=intent,
                reason=WHY_NOT_ALL,
            )

        assert Message.objects.filter(kind="submissions.receipt").count() == project.team.members().count()


def test_submitting_costs_at_most_twenty_queries_for_one_and_for_thirty_of_everything(
    phase: Phase, queries: Queries
) -> None:
    project = a_project(a_team(competition=phase.competition, with_members=0, confirmed=True))
    training = phase.sections.get(key="training")  # type: ignore[attr-defined]

    def grow_to(size: int) -> None:
        for _each in range(size - training.questions.count()):
            a_question(training)
        for _each in range(size - project.team.members().count()):
            a_member(project.team, eligible(a_person(), phase.competition), copied=True)
        for _each in range(min(size, 10) - project.attachments.count()):
            an_attachment(project)
        write(project)

    def visit() -> None:
        with queries.at_most(20):
            a_version(project)

    queries.same_at(grow_to=grow_to, visit=visit)
