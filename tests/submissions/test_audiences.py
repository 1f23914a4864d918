"""Whom the reminders about submitting address, by when, and with which words."""

from typing import Any

import pytest
from django.utils.translation import override

from competitions.models import Phase
from competitions.registries import audiences
from competitions.registries.audiences import Owed
from submissions.domain.drafting import project_of
from submissions.models import Project
from teams.models import LateAccess, Team, User
from tests.builders.competitions import NOW, a_competition
from tests.builders.submissions import a_project, a_questionnaire, a_version
from tests.builders.teams import a_team
from tests.harness.clock import days, seconds
from tests.harness.queries import Queries


def owed(phase: Phase, person: Any = None, at: Any = NOW) -> list[Owed]:
    return list(audiences.get("submissions.project_not_submitted").rows(phase, at, person))


def todo(row: Owed, language: str = "en") -> str:
    with override(language):
        return str(row.todo)


def test_members_of_teams_without_a_version_are_addressed_and_no_others(
    project: Project, phase: Phase, rival: User, mentor: User, organiser: User
) -> None:
    a_version(Project.objects.get(team__captain=rival))
    a_project(a_team(competition=a_competition()))

    rows = owed(phase)

    assert {row.person for row in rows} == set(project.team.members())


def test_each_is_told_what_their_team_has_left(project: Project, phase: Phase) -> None:
    half = project_of(a_team(competition=phase.competition, confirmed=False), at=NOW)
    untouched = a_team(competition=phase.competition, confirmed=True)

    words = {row.person.pk: todo(row) for row in owed(phase)}

    assert words[project.team.captain_id] == "the project to submit"
    assert words[half.team.captain_id] == "3 sections to complete · the team to confirm · the project to submit"
    assert words[untouched.captain_id] == "3 sections to complete · the project to submit"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_words_are_spoken_in_the_persons_language(language: str, project: Project, phase: Phase) -> None:
    row = owed(phase)[0]

    assert todo(row, language) != todo(row, "en")


def test_late_access_gives_its_team_another_deadline(
    project: Project, phase: Phase, rival: User, organiser: User
) -> None:
    until = phase.closes_at + days(1)
    LateAccess.objects.create(
        team=project.team, phase=phase, until=until, reason_kind="outage", reason="عطل", granted_by=organiser,
        granted_at=NOW,
    )  # fmt: skip

    before = {row.person.pk: row.deadline for row in owed(phase)}
    after = {row.person for row in owed(phase, at=phase.closes_at)}

    assert before[project.team.captain_id] == until
    assert before[rival.pk] == phase.closes_at
    assert after == set(project.team.members())
    assert owed(phase, at=until) == []


def test_one_person_is_asked_about_alone(project: Project, phase: Phase, member: User, rival: User) -> None:
    [row] = owed(phase, member)

    assert row.person == member
    assert (row.url_name, row.url_kwargs) == ("submissions:project", {"edition": phase.competition.slug})
    assert row.since == member.memberships.get().joined_at
    a_version(project)
    assert owed(phase, member) == []


def test_dissolved_teams_and_those_who_left_are_not_addressed(project: Project, phase: Phase, member: User) -> None:
    member.memberships.update(left_at=NOW + seconds(1))
    assert member not in {row.person for row in owed(phase)}

    Team.objects.filter(pk=project.team.pk).update(dissolved_at=NOW)

    assert owed(phase) == []


def test_a_version_of_another_phase_does_not_count(project: Project, phase: Phase) -> None:
    a_version(project)
    final = Phase.objects.create(
        competition=phase.competition, key="final", kind="submission", name_ar="النهائي", opens_at=phase.closes_at,
        closes_at=phase.closes_at + days(9),
    )  # fmt: skip
    a_questionnaire(final)

    assert {row.person for row in owed(final)} == set(project.team.members())
    assert owed(phase) == []


def test_thirty_teams_cost_as_many_queries_as_one(phase: Phase, queries: Queries) -> None:
    def grow_to(size: int) -> None:
        for _each in range(size - Team.objects.count()):
            a_project(a_team(competition=phase.competition, confirmed=True))

    queries.same_at(grow_to=grow_to, visit=lambda: owed(phase))
