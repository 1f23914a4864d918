"""Without captain and deputy: a member submits in the last hours, when all the others who were here agree."""

from datetime import datetime
from typing import Any

import pytest

from competitions.models import Message, Phase
from competitions.refusals import Refusal
from submissions.domain.last_resort import (
    NotAsMember,
    NotLastResort,
    ask,
    last_resort_state,
    withdraw_sign_off,
)
from submissions.domain.submitting import IncompleteProject, MayNotSubmit, TeamNotConfirmed
from submissions.domain.windows import Window
from submissions.models import Project, SignOff
from teams.domain.visits import EXACT_TO
from teams.models import LateAccess, Team, User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_project
from tests.builders.teams import a_team
from tests.harness.clock import days, minutes, seconds
from tests.submissions.last_hours import agrees, newcomer, seen, submits, told


class TestWhen:
    def test_in_the_last_24_hours_and_neither_before_nor_after(
        self, project: Project, phase: Phase, member: User, since: datetime
    ) -> None:
        for at in (since - seconds(1), phase.closes_at):
            with pytest.raises(MayNotSubmit):
                submits(project, phase, member, at)

        assert submits(project, phase, member, since).without_captain
        assert submits(project, phase, member, phase.closes_at - seconds(1)).without_captain

    def test_the_technical_grace_counts_as_for_the_captain(
        self, project: Project, phase: Phase, member: User, since: datetime
    ) -> None:
        Phase.objects.filter(pk=phase.pk).update(grace_seconds=30)
        phase.refresh_from_db()

        with pytest.raises(MayNotSubmit):
            submits(project, phase, member, phase.closes_at + seconds(30))

        assert submits(project, phase, member, phase.closes_at + seconds(29)).without_captain

    def test_late_access_moves_the_last_hours(
        self, project: Project, phase: Phase, team: Team, member: User, captain: User, at: datetime
    ) -> None:
        end = phase.closes_at + days(2)
        LateAccess.objects.create(
            team=team, phase=phase, until=end, reason_kind="outage", reason="Storm", granted_by=captain, granted_at=NOW
        )

        with pytest.raises(MayNotSubmit):
            submits(project, phase, member, at)

        assert submits(project, phase, member, end - seconds(1)).without_captain

    @pytest.mark.parametrize("who", ["captain", "deputy"])
    def test_when_captain_or_deputy_has_been_here_the_ordinary_rule_holds(
        self,
        who: str,
        project: Project,
        phase: Phase,
        member: User,
        since: datetime,
        at: datetime,
        request: pytest.FixtureRequest,
    ) -> None:
        leader = request.getfixturevalue(who)
        # A visit is noted to within ten minutes, so one of just before may stand for one of just after.
        seen(leader, since - EXACT_TO + seconds(1))
        with pytest.raises(MayNotSubmit):
            submits(project, phase, member, at)

        seen(leader, since - EXACT_TO)

        assert submits(project, phase, member, at).without_captain

    def test_a_captain_who_comes_back_ends_it_though_all_had_agreed(
        self, project: Project, phase: Phase, captain: User, member: User, colleague: User, at: datetime
    ) -> None:
        agrees(project, phase, colleague, member, at)
        seen(captain, at)

        with pytest.raises(MayNotSubmit):
            submits(project, phase, member, at + minutes(1))
        with pytest.raises(NotLastResort):
            agrees(project, phase, member, colleague, at + minutes(1))

        assert not submits(project, phase, captain, at + minutes(1)).without_captain

    def test_captain_and_deputy_submit_as_always(
        self, project: Project, phase: Phase, captain: User, deputy: User, colleague: User, at: datetime
    ) -> None:
        for leader in (captain, deputy):
            version = submits(project, phase, leader, at)
            assert (version.submitted_by, version.without_captain) == (leader, False)

    def test_a_team_without_a_deputy_has_one_less_to_wait_for(
        self, phase: Phase, project: Project, team: Team, deputy: User, member: User, at: datetime
    ) -> None:
        Team.objects.filter(pk=team.pk).update(deputy=None)
        seen(deputy, NOW)

        assert submits(project, phase, member, at).without_captain


class TestWhoAgrees:
    def test_all_others_who_were_here_and_nobody_else(
        self, project: Project, phase: Phase, team: Team, member: User, colleague: User, since: datetime, at: datetime
    ) -> None:
        away, other = newcomer(team), seen(newcomer(team), at)
        for person in (colleague, other):
            with pytest.raises(MayNotSubmit) as refused:
                submits(project, phase, member, at)
            assert person.display_name in str(refused.value)
            assert away.display_name not in str(refused.value)
            agrees(project, phase, person, member, at)

        version = submits(project, phase, member, at)

        assert {each.person for each in version.sign_offs.all()} == {colleague, other}
        assert (version.submitted_by, version.without_captain) == (member, True)

    def test_who_comes_later_has_to_agree_too(
        self, project: Project, phase: Phase, team: Team, member: User, at: datetime
    ) -> None:
        late = newcomer(team)
        assert submits(project, phase, member, at)
        seen(late, at + minutes(5))

        with pytest.raises(MayNotSubmit):
            submits(project, phase, member, at + minutes(6))

    def test_an_agreement_is_for_one_submitter_and_can_be_taken_back(
        self, project: Project, phase: Phase, member: User, colleague: User, at: datetime
    ) -> None:
        member = seen(member, at)
        agrees(project, phase, colleague, member, at)
        with pytest.raises(MayNotSubmit):
            submits(project, phase, colleague, at)

        withdraw_sign_off(project=project, phase=phase, submitter=member, by=colleague, at=at)

        with pytest.raises(MayNotSubmit):
            submits(project, phase, member, at)

    def test_agreeing_twice_keeps_the_first_date(
        self, project: Project, phase: Phase, member: User, colleague: User, at: datetime
    ) -> None:
        first = agrees(project, phase, colleague, member, at)
        again = agrees(project, phase, colleague, member, at + minutes(1))

        assert (first, at) == (again, again.signed_at)

    def test_it_is_between_members_who_are_neither_captain_nor_deputy(
        self,
        project: Project,
        phase: Phase,
        captain: User,
        deputy: User,
        member: User,
        rival: User,
        organiser: User,
        at: datetime,
    ) -> None:
        for by, submitter in (
            *((person, member) for person in (captain, deputy, rival, organiser, member)),
            *((member, person) for person in (captain, deputy, rival, organiser)),
        ):
            with pytest.raises(NotAsMember):
                agrees(project, phase, by, submitter, at)
        for person in (captain, deputy, rival, organiser):
            with pytest.raises(NotAsMember):
                ask(project=project, phase=phase, by=person, at=at)

        assert not SignOff.objects.exists()

    def test_nobody_outside_submits(
        self, project: Project, phase: Phase, rival: User, organiser: User, mentor: User, at: datetime
    ) -> None:
        for person in (rival, organiser, mentor):
            with pytest.raises(MayNotSubmit):
                submits(project, phase, person, at)

    def test_what_else_submitting_needs_it_needs_here_too(
        self, phase: Phase, project: Project, team: Team, member: User, at: datetime
    ) -> None:
        Team.objects.filter(pk=team.pk).update(confirmed_at=None, confirmed_by=None)
        empty = a_project(a_team(competition=team.competition, confirmed=True), complete=False)
        somebody = empty.team.members().exclude(pk=empty.team.captain_id)[0]
        refusals: list[tuple[type[Refusal], Project, User]] = [
            (TeamNotConfirmed, project, member),
            (IncompleteProject, empty, somebody),
        ]

        for refusal, each, by in refusals:
            with pytest.raises(refusal):
                submits(each, phase, by, at)


class TestAsking:
    def test_those_who_were_here_are_told_once_each(
        self, project: Project, phase: Phase, team: Team, member: User, colleague: User, at: datetime
    ) -> None:
        away = newcomer(team)

        ask(project=project, phase=phase, by=member, at=at)
        seen(away, at)
        again = ask(project=project, phase=phase, by=member, at=at + minutes(1))

        assert {each.person for each in again} == {away}
        assert Message.objects.filter(kind="submissions.sign_off_asked").count() == 2
        assert member.display_name in told(colleague)

    def test_who_agrees_last_tells_the_submitter(
        self, project: Project, phase: Phase, team: Team, member: User, colleague: User, at: datetime
    ) -> None:
        other = seen(newcomer(team), at)
        ask(project=project, phase=phase, by=member, at=at)
        told = Message.objects.of(member).filter(kind="submissions.sign_off_complete")

        agrees(project, phase, colleague, member, at)
        assert not told.exists()
        agrees(project, phase, other, member, at)

        assert told.count() == 1

    def test_before_the_last_hours_there_is_nothing_to_ask(
        self, project: Project, phase: Phase, member: User, since: datetime
    ) -> None:
        with pytest.raises(NotLastResort):
            ask(project=project, phase=phase, by=member, at=since - seconds(1))


def test_looking_before_the_last_hours_costs_nothing(
    project: Project, phase: Phase, since: datetime, at: datetime, queries: Any
) -> None:
    project = Project.objects.select_related("team").get(pk=project.pk)

    with queries.at_most(0):
        assert not last_resort_state(project, Window(phase), at=since - seconds(1)).is_on
    with queries.at_most(2):
        assert last_resort_state(project, Window(phase), at=at).is_on
