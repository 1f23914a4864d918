"""The team's own pages, as each kind of person finds them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Competition
from submissions.models import Project
from teams.models import User
from tests.builders.submissions import a_feedback, a_version, an_attachment

SignIn = Callable[[User], Client]


def url(name: str, competition: Competition, **kwargs: object) -> str:
    return reverse(f"submissions:{name}", kwargs={"edition": competition.slug, **kwargs})


def own_pages(project: Project) -> list[str]:
    competition = project.team.competition
    version, attachment = project.versions.first(), project.attachments.first()
    return [
        url("project", competition),
        url("section", competition, key="solution"),
        url("files", competition),
        url("download", competition, pk=attachment.pk),
        url("remove_file", competition, pk=attachment.pk),
        url("check", competition),
        url("submit", competition),
        url("version", competition, number=version.number),
    ]


def status(client: Client, page: str) -> int:
    response = client.get(page)
    response.getvalue()  # a file is closed once it has been read
    return response.status_code


@pytest.fixture
def submitted(project: Project) -> Project:
    """With a file, a note of a mentor and a version."""
    an_attachment(project)
    a_feedback(project)
    a_version(project)
    return project


@pytest.mark.parametrize("who", ["captain", "deputy", "member"])
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_members_reach_every_page_of_their_project(
    who: str, language: str, submitted: Project, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))

    answers = {page: status(client, page.replace("/ar/", f"/{language}/", 1)) for page in own_pages(submitted)}

    assert set(answers.values()) == {200}, answers
