"""A web worker is killed and the database cut off in mid-request: whole or not there, the person told, their text kept.

Real processes on PostgreSQL: a lock held by the test stops each request where it would otherwise be over too soon. The
server of the machine is everybody's and cannot be restarted here; that is what a restart does to a request all the
same: its session with the database ends, and the next one is answered.
"""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from competitions.models import Message
from submissions.models import Answer, AnswerRevision, Project, Version, VersionPerson
from tests.builders.submissions import a_project
from tests.harness.processes import WebServer, wait_until

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TYPED = "جملة كتبت قبل أن ينقطع كل شيء"
TOKEN = "a" * 32
WAITING = (
    "SELECT pid FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()"
)


@dataclass
class Answered:
    """What a person got; status 0: the line went dead."""

    status: int
    text: str = ""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


@dataclass
class Visitor:
    """The captain at a browser, on a server of its own process."""

    server: WebServer
    project: Project
    session: str

    def post(self, name: str, *arguments: str, **fields: str) -> Answered:
        path = reverse(f"submissions:{name}", args=[self.project.team.competition.slug, *arguments])
        body = urllib.parse.urlencode({"phase": "submission", "csrfmiddlewaretoken": TOKEN, **fields}).encode()
        cookies = f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        request = urllib.request.Request(self.server.url + path, data=body, headers={"Cookie": cookies})
        try:
            with urllib.request.build_opener(NoRedirect).open(request, timeout=60) as answer:
                return Answered(answer.status, answer.read().decode())
        except urllib.error.HTTPError as error:
            return Answered(error.code, error.read().decode())
        except OSError:
            return Answered(0)

    def save(self, text: str, *, revision: int) -> Answered:
        return self.post("section", "presentation", **{"q-summary": text, "r-summary": str(revision)})

    def submit(self, intent: str) -> Answered:
        return self.post("submit", intent=intent, declared="on", reason="في عطلة")


@pytest.fixture
def project(transactional_db: None) -> Project:
    """Open by the real clock, which the server's process goes by."""
    project = a_project()
    now = timezone.now()
    for phase in project.team.competition.phases.all():
        phase.opens_at, phase.closes_at = now - timedelta(days=60), now + timedelta(days=9)
        phase.save()
    return project


@pytest.fixture
def visitor(web_server: WebServer, project: Project) -> Visitor:
    client = Client()
    client.force_login(project.team.captain, backend="django.contrib.auth.backends.ModelBackend")
    web_server.start()
    return Visitor(web_server, project, client.cookies[settings.SESSION_COOKIE_NAME].value)


@contextmanager
def held_back(statement: str) -> Iterator[None]:
    """Inside, whoever needs what `statement` locks waits for the test."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)
        yield


def waiting() -> list[int]:
    """Sessions of the database that wait for a lock."""
    with connection.cursor() as cursor:
        # Inside a transaction PostgreSQL shows the same picture again and again, unless it is told to forget it.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(WAITING)
        return [pid for (pid,) in cursor.fetchall()]


def summary(project: Project) -> Answer:
    return Answer.objects.get(project=project, question__key="summary")


class TestAWebWorkerIsKilled:
    # Its last statements: the receipts, when the version with its people already stands in the open transaction.
    LOCK = f'LOCK TABLE "{Message._meta.db_table}" IN SHARE MODE'

    def test_in_mid_submit_nothing_of_it_is_there_and_pressing_again_makes_one_version(
        self, visitor: Visitor, project: Project
    ) -> None:
        intent = str(uuid4())
        with held_back(self.LOCK), ThreadPoolExecutor(max_workers=1) as pool:
            pressed = pool.submit(visitor.submit, intent)
            wait_until(waiting, told=visitor.server.log.read_text)
            visitor.server.kill_workers()
            answer = pressed.result()
            # What the dead process held goes when the database notices, at the latest when its statement ends.
        wait_until(lambda: not waiting())

        assert answer.status == 0
        assert (Version.objects.count(), VersionPerson.objects.count(), Message.objects.count()) == (0, 0, 0)

        assert visitor.submit(intent).status == 302
        assert visitor.submit(intent).status == 302
        assert [version.number for version in Version.objects.all()] == [1]
        assert Message.objects.count() == project.team.members().count()

    def test_in_mid_save_the_answer_stands_as_it_was_and_is_saved_the_next_time(
        self, visitor: Visitor, project: Project
    ) -> None:
        before = summary(project)
        lock = f'LOCK TABLE "{AnswerRevision._meta.db_table}" IN SHARE MODE'
        with held_back(lock), ThreadPoolExecutor(max_workers=1) as pool:
            pressed = pool.submit(visitor.save, TYPED, revision=before.revision)
            wait_until(waiting, told=visitor.server.log.read_text)
            visitor.server.kill_workers()
            pressed.result()
        wait_until(lambda: not waiting())

        assert summary(project).value == before.value

        assert visitor.save(TYPED, revision=before.revision).status == 302
        assert (summary(project).value, summary(project).revision) == (TYPED, before.revision + 1)


class TestTheDatabaseIsCutOff:
    def test_in_mid_save_the_person_reads_it_with_their_text_and_sends_it_again(
        self, visitor: Visitor, project: Project
    ) -> None:
        before = summary(project)
        row = f'SELECT 1 FROM "{Project._meta.db_table}" WHERE id = {project.pk} FOR UPDATE'
        with held_back(row), ThreadPoolExecutor(max_workers=1) as pool:
            pressed = pool.submit(visitor.save, TYPED, revision=before.revision)
            wait_until(waiting, told=visitor.server.log.read_text)
            cut_off(waiting())
            answer = pressed.result()

        assert answer.status == 503
        assert TYPED in answer.text
        assert f'<input type="hidden" name="q-summary" value="{TYPED}">' in answer.text
        assert "The database did not answer" in visitor.server.log.read_text()
        assert summary(project).value == before.value
        assert AnswerRevision.objects.filter(answer=before).count() == before.revision

        assert visitor.save(TYPED, revision=before.revision).status == 302
        assert summary(project).value == TYPED

    def test_in_mid_submit_the_person_reads_it_and_pressing_again_makes_one_version(
        self, visitor: Visitor, project: Project
    ) -> None:
        intent = str(uuid4())
        with held_back(TestAWebWorkerIsKilled.LOCK), ThreadPoolExecutor(max_workers=1) as pool:
            pressed = pool.submit(visitor.submit, intent)
            wait_until(waiting, told=visitor.server.log.read_text)
            cut_off(waiting())
            answer = pressed.result()

        assert answer.status == 503
        assert f'<input type="hidden" name="intent" value="{intent}">' in answer.text
        assert not Version.objects.exists()

        assert visitor.submit(intent).status == 302
        assert [version.number for version in Version.objects.all()] == [1]

    def test_between_two_requests_nobody_notices(self, visitor: Visitor, project: Project) -> None:
        before = summary(project)
        visitor.save(TYPED, revision=before.revision)

        cut_off(others())

        assert visitor.save("نص بعده بكلمات أخرى", revision=before.revision + 1).status == 302
        assert summary(project).revision == before.revision + 2


def others() -> list[int]:
    """Every session of the database but the test's own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]


def cut_off(sessions: list[int]) -> None:
    """End them as a restart of the server would."""
    assert sessions
    with connection.cursor() as cursor:
        for pid in sessions:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
