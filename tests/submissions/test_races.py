"""Two people, or one double click, at the same instant: tried with real threads on PostgreSQL's row locks."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections

from competitions.models import Message, Phase
from competitions.refusals import Refusal
from submissions.domain.attachments import MOST, attach
from submissions.domain.drafting import project_of, save_answers
from submissions.domain.feedback import mark_addressed
from submissions.domain.submitting import submit
from submissions.models import Attachment, Project
from teams.models import Team, User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_feedback, a_pdf, an_attachment, an_upload
from tests.builders.teams import a_team
from tests.harness.clock import seconds

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do them all in threads of their own, begun together; what each returned, or the refusal it met."""
    start = Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[place] = act()
        except Refusal as refusal:
            results[place] = refusal
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads)
    return results


def test_a_double_click_is_one_version_and_one_receipt_each(
    transactional_db: None, project: Project, phase: Phase, captain: User
) -> None:
    intent = uuid4()

    versions = at_once(
        *[
            lambda each=each: submit(
                project=project, phase=phase, by=captain, received_at=NOW + seconds(each), intent=intent
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
            lambda person=person: submit(project=project, phase=phase, by=person, received_at=NOW, intent=uuid4())
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
    assert answer.revision == answer.revisions.count() == 1
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
        lambda: submit(project=project, phase=phase, by=captain, received_at=NOW, intent=uuid4()),
        lambda: save_answers(
            project=project, section=section, values=values, revisions=revisions, by=deputy, received_at=NOW
        ),
    )

    assert ('"answer":"جديد"' in version.content) == ('"answer":"99"' in version.content)


def test_the_last_place_for_a_file_is_given_once(
    transactional_db: None, project: Project, captain: User, deputy: User
) -> None:
    for _each in range(MOST - 1):
        an_attachment(project)

    at_once(
        *[
            lambda person=person: attach(project=project, upload=an_upload(), by=person, received_at=NOW)
            for person in (captain, deputy)
        ]
    )

    assert Attachment.objects.of(project).present().count() == MOST


def test_the_same_file_sent_twice_is_attached_once(
    transactional_db: None, project: Project, captain: User, deputy: User
) -> None:
    content = a_pdf("twice")

    first, second = at_once(
        *[
            lambda person=person: attach(project=project, upload=an_upload(content=content), by=person, received_at=NOW)
            for person in (captain, deputy)
        ]
    )

    assert first == second


def test_a_note_is_marked_by_one(transactional_db: None, project: Project, captain: User, deputy: User) -> None:
    feedback = a_feedback(project)

    marked = at_once(
        lambda: mark_addressed(feedback=feedback, by=captain, at=NOW),
        lambda: mark_addressed(feedback=feedback, by=deputy, at=NOW),
    )

    assert len({each.addressed_by_id for each in marked}) == 1
    assert connection.vendor == "postgresql"
