"""A real Celery worker in a process of its own, on the test's database and broker."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Count

from competitions.domain.outbox import DELIVER
from competitions.models import Message
from idarathon.celery import app
from tests.harness.processes import BETWEEN_CALLS, PATIENCE, environment, wait_until

WAITING_JOBS = "competitions.tasks.run_waiting_jobs"
ATTEMPTS_PATIENCE = 3 * PATIENCE


class Worker:
    """Starts, stops and kills one worker; what it mails lies in `mails`, a file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mails = folder / "mail"
        self.log = folder / "worker.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the worker and return once it takes tasks."""
        command = [sys.executable, "-m", "celery", "-A", "idarathon", "worker", "--pool", "solo", "--without-mingle"]
        with self.log.open("wb") as output:
            process = self._process = subprocess.Popen(
                [*command, "--without-gossip"], env=environment(self.folder), stdout=output, stderr=output
            )
        self.wait_until(lambda: " ready." in self.log.read_text() or process.poll() is not None)
        assert process.poll() is None, self.log.read_text()

    def wait_until(self, condition: Callable[[], object]) -> None:
        """As the function, with the scheduler's part played: every few seconds it says that there may be mail and jobs.

        So nothing hangs on one task's having arrived, nor on a first attempt, whose second comes after a minute.
        In vain, the failure says what the worker, its queue, the outbox and the database were at.
        """
        wait_until(condition, seconds=ATTEMPTS_PATIENCE, told=lambda: _state(self.log), meanwhile=_call)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end("kill")

    def stop(self) -> None:
        """Let it finish its task and end."""
        self._end("terminate")

    def _end(self, how: str) -> None:
        if self._process is not None:
            getattr(self._process, how)()
            self._process.wait(timeout=PATIENCE)
            self._process = None


def _call() -> None:
    # By the worker's own broker and queue, whatever the process of the tests has made of its connection.
    with app.connection_for_write(settings.CELERY_BROKER_URL) as broker:
        queue = settings.CELERY_TASK_DEFAULT_QUEUE
        for task in (DELIVER, WAITING_JOBS):
            app.send_task(task, connection=broker, queue=queue, expires=BETWEEN_CALLS)


def _state(log: Path) -> str:
    """What a worker that seems to do nothing was at: its log, its queue, and who keeps whom waiting in the database."""
    sessions = "\n".join(map(str, _sessions()))
    parts = [("worker's log", log.read_text()), ("queue", _queue()), ("outbox", _outbox()), ("sessions", sessions)]
    return "\n".join(f"--- {name}\n{text}" for name, text in parts)


def _queue() -> dict[str, object]:
    """How many tasks wait, and how many were taken and not done."""
    name = settings.CELERY_TASK_DEFAULT_QUEUE
    with app.connection_for_read(settings.CELERY_BROKER_URL) as broker:
        redis: Any = broker.default_channel.client  # type: ignore[attr-defined]
        found = {"waiting": redis.llen(name), "unacknowledged": redis.hlen("unacked"), "keys": redis.keys("*")}
    return {"told through": app.conf.broker_url, **found}


def _outbox() -> list[Any]:
    """How many messages wait, in whose hands, and why the last attempt failed."""
    states = Message.objects.waiting().values("claimed_by", "not_before", "attempts", "last_error")
    return list(states.annotate(messages=Count("pk")))


def _sessions() -> list[tuple[object, ...]]:
    """What every session of the test's database does, and whom it waits for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, pg_blocking_pids(pid), state, wait_event_type, wait_event, now() - xact_start,"
            " left(query, 200) FROM pg_stat_activity WHERE datname = current_database()"
        )
        return list(cursor.fetchall())


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[Worker]:
    """A worker that has not been started. Tests that ask for it are marked `redis` and `postgresql`.

    Tasks that earlier tests of the process left in its queue go first: they would be done before anything else.
    """
    with app.connection_for_write(settings.CELERY_BROKER_URL) as broker:
        app.control.purge(connection=broker)
    one = Worker(tmp_path)
    yield one
    one.stop()
