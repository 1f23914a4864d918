"""Two people, or one double click, at the same instant: tried with real threads on PostgreSQL's row locks."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from competitions.models import Message, Phase
from submissions.domain.drafting import project_of, save_answers
from submissions.domain.feedback import mark_addressed
from submissions.domain.submitting import submit
from submissions.models import Project
from teams.models import Team, User
from tests.builders.competitions import NOW
from tests.builders.submissions import WHY_NOT_ALL, a_feedback
from tests.builders.teams import a_team
from tests.harness.clock import seconds
from tests.harness.threads import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_a_double_click_is_one_version_and_one_receipt_each(
    transactional_db: None, project: Project, phase: Phase, captain: User
) -> None:
    intent = uuid4()

    versions = at_once(
        *[
            lambda each=each: submit(
                project=project,
                phase=phase,
                by=captain,
                received_at=NOW + seconds(each),
                intent=intent,
                reason=WHY_NOT_ALL,
            )
            for each in range(6)
        ]
    )

    assert len({version.pk for version in versions}) == 1
    assert project.versions.count() == 1
    assert Message.objects.filter(kind="submissions.receipt").count() == project.team.members().count()


def test_captain_and_deputy_at_once_make_two_versions_with_two_numbers(
    transactional_db: None, project: Project, phase: Phase, captain: User, deputy: User
) -> None:
    versions = at_once(
        *[
            lambda person=person: submit(
                project=project, phase=phase, by=person, received_at=NOW, intent=uuid4(), reason=WHY_NOT_ALL
            )
            for person in (captain, deputy) * 3
        ]
    )

    assert sorted(version.number for version in versions) == [1, 2, 3, 4, 5, 6]


def test_of_two_first_texts_one_stands_and_the_other_is_handed_back(
    transactional_db: None, team: Team, phase: Phase, captain: User, deputy: User
) -> None:
    project = project_of(team, at=NOW)
    section = phase.sections.get(key="training")  # type: ignore[attr-defined]

    def save(person: User) -> Any:
        text = {"staff": f"نص {person.pk}"}
        return save_answers(project=project, section=section, values=text, revisions={}, by=person, received_at=NOW)

    results = at_once(lambda: save(captain), lambda: save(deputy))

    [loser] = [result for result in results if result.conflicts]
    answer = project.answers.get()
    # The first text, the one that was handed back, and the first again: the newest save is the answer.
    assert answer.revision == answer.revisions.count() == 3
    assert loser.conflicts["staff"].theirs.value == answer.value
    assert loser.conflicts["staff"].mine != answer.value


def test_two_members_begin_one_project(transactional_db: None, phase: Phase) -> None:
    team = a_team(competition=phase.competition)

    projects = at_once(*[lambda: project_of(team, at=NOW)] * 4)

    assert len({project.pk for project in projects}) == 1


def test_a_submission_beside_a_save_freezes_one_state_or_the_other(
    transactional_db: None, project: Project, phase: Phase, captain: User, deputy: User
) -> None:
    section = phase.sections.get(key="solution")  # type: ignore[attr-defined]
    values, revisions = {"change": "جديد", "people": "99"}, {"change": 1, "people": 1}

    version, _saved = at_once(
        lambda: submit(project=project, phase=phase, by=captain, received_at=NOW, intent=uuid4(), reason=WHY_NOT_ALL),
        lambda: save_answers(
            project=project, section=section, values=values, revisions=revisions, by=deputy, received_at=NOW
        ),
    )

    assert ('"answer":"جديد"' in version.content) == ('"answer":"99"' in version.content)


def test_a_note_is_marked_by_one(transactional_db: None, project: Project, captain: User, deputy: User) -> None:
    feedback = a_feedback(project)

    marked = at_once(
        lambda: mark_addressed(feedback=feedback, by=captain, at=NOW),
        lambda: mark_addressed(feedback=feedback, by=deputy, at=NOW),
    )

    assert len({each.addressed_by_id for each in marked}) == 1
    assert connection.vendor == "postgresql"
