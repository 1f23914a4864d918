"""What the organiser asks himself never reaches the jury: not the answer, nor its files, nor their pages."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from judging.models import Assignment
from submissions.models import Project
from teams.models import User
from tests.builders.competitions import a_competition, the_phase
from tests.builders.judging import a_juror, a_round, an_assignment
from tests.builders.submissions import a_project, a_question, a_version, an_attachment, the_questionnaire
from tests.builders.teams import a_team

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("at_work")


@pytest.fixture
def project(db: None) -> Project:
    """With a file for everybody who reads it, and one for the organiser alone."""
    competition = a_competition()
    phase = the_phase(competition, "submission")
    the_questionnaire(phase)
    section = phase.sections.get(key="training")  # type: ignore[attr-defined]
    own = a_question(section, kind="file", key="own", required=False, for_jury=False)
    shown = a_question(section, kind="file", key="shown", required=False)
    project = a_project(a_team(competition=competition, confirmed=True))
    an_attachment(project, name="سري.pdf", question=own)
    an_attachment(project, name="معروض.pdf", question=shown)
    a_version(project)
    return project


@pytest.fixture
def assignment(project: Project) -> Assignment:
    competition = project.team.competition
    round = a_round(competition=competition, entries=0)
    return an_assignment(entry=round.entries.get(), juror=a_juror(competition))


def address(assignment: Assignment, name: str, **kwargs: object) -> str:
    own = {"edition": assignment.entry.round.phase.competition.slug, "assignment_id": assignment.pk}
    return reverse(f"judging:{name}", kwargs={**own, **kwargs})


def test_the_page_lists_what_is_shown_under_its_question_and_nothing_else(
    assignment: Assignment, signed_in: SignIn
) -> None:
    page = signed_in(assignment.juror).get(address(assignment, "evaluation"))

    assert page.status_code == 200
    assert "معروض.pdf" in page.text
    assert "سري.pdf" not in page.text


@pytest.mark.parametrize(("name", "status"), [("معروض.pdf", 200), ("سري.pdf", 404)])
def test_only_what_is_shown_is_handed_out(
    name: str, status: int, project: Project, assignment: Assignment, signed_in: SignIn
) -> None:
    file = project.attachments.get(name=name)
    client = signed_in(assignment.juror)

    for page in ("evaluation_file", "evaluation_file_pages"):
        answer = client.get(address(assignment, page, attachment_id=file.pk))
        # A file that is handed out must be read to its end, else it stays open.
        list(getattr(answer, "streaming_content", ()))
        assert answer.status_code == status
