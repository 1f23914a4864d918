"""The page for when a page breaks: what was typed comes back, and nothing of it that nobody may read."""

from collections.abc import Callable
from unittest import mock

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse

from submissions.models import Project
from teams.models import User
from tests.builders.submissions import a_project

pytestmark = pytest.mark.django_db
TYPED = 'جملة طويلة <script>alert("1")</script>'


@pytest.fixture
def project() -> Project:
    return a_project()


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    def signed_in(person: User) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def post(client: Client, project: Project, *, error: Exception, language: str = "fr", **fields: str) -> str:
    """Post a section while saving raises `error`; the page, and its status in front."""
    address = reverse("submissions:section", args=[project.team.competition.slug, "presentation"])
    address = address.replace("/ar/", f"/{language}/", 1)
    with mock.patch("submissions.views.sections.save_answers", side_effect=error):
        response = client.post(address, {"phase": "submission", "q-summary": TYPED, "r-summary": "1", **fields})
    return f"{response.status_code} {response.content.decode()}"


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_the_typed_text_comes_back_when_the_database_is_away(
    project: Project, client_of: Callable[[User], Client], error: Exception
) -> None:
    page = post(client_of(project.team.captain), project, error=error)

    assert page.startswith("503 ")
    assert "Notre base de données n’a pas répondu" in page
    assert "readonly>جملة طويلة &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</textarea>" in page
    assert '<input type="hidden" name="r-summary" value="1">' in page


def test_it_speaks_the_language_of_the_page(project: Project, client_of: Callable[[User], Client]) -> None:
    page = post(client_of(project.team.captain), project, error=OperationalError(), language="ar")

    assert 'dir="rtl"' in page
    assert "لم تجب قاعدة بياناتنا" in page


def test_any_other_fault_gives_it_back_too(project: Project, client_of: Callable[[User], Client]) -> None:
    page = post(client_of(project.team.captain), project, error=OSError(28, "No space left on device"))

    assert page.startswith("500 ")
    assert "جملة طويلة" in page


def test_the_operator_reads_what_to_look_at_and_nothing_that_was_typed(
    project: Project, client_of: Callable[[User], Client], caplog: pytest.LogCaptureFixture
) -> None:
    post(client_of(project.team.captain), project, error=OperationalError("gone"))

    lines = [record for record in caplog.records if record.name == "idarathon.broken"]
    assert [("DATABASE_URL" in line.getMessage(), line.typed_text_given_back) for line in lines] == [(True, True)]  # type: ignore[attr-defined]
    assert "جملة" not in caplog.text


@pytest.mark.parametrize("name", ["password", "new_password1", "payroll_number", "recovery_code"])
def test_a_form_with_a_secret_is_not_put_into_a_page(
    project: Project, client_of: Callable[[User], Client], name: str
) -> None:
    page = post(client_of(project.team.captain), project, error=OperationalError(), **{name: "hunter2 hunter2"})

    assert page.startswith("503 ")
    assert "hunter2" not in page
    assert "جملة" not in page


def test_what_another_site_has_posted_is_not_shown(project: Project) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    address = reverse("submissions:section", args=[project.team.competition.slug, "presentation"])
    with mock.patch("django.contrib.sessions.backends.db.SessionStore.load", side_effect=OperationalError("gone")):
        client.cookies["sessionid"] = "a" * 32
        response = client.post(address, {"q-summary": "من موقع آخر"})

    assert response.status_code in (403, 503)
    assert "من موقع آخر" not in response.content.decode()


def test_a_page_that_was_only_looked_at_says_it_in_three_languages(
    project: Project, client_of: Callable[[User], Client]
) -> None:
    client = client_of(project.team.captain)
    with mock.patch("submissions.views.sections.read_draft", side_effect=OperationalError("gone")):
        response = client.get(reverse("submissions:section", args=[project.team.competition.slug, "presentation"]))

    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert [f'lang="{code}"' in response.content.decode() for code in ("ar", "fr", "en")] == [True, True, True]
