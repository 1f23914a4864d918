"""A real Celery worker in a process of its own, on the test's database and broker."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

PATIENCE = 30.0  # seconds


class Worker:
    """Starts, stops and kills one worker; what it mails lies in `mails`, a file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mails = folder / "mail"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the worker and return once it takes tasks."""
        log = self.folder / "worker.log"
        command = [sys.executable, "-m", "celery", "-A", "idarathon", "worker", "--pool", "solo", "--without-mingle"]
        with log.open("wb") as output:
            process = self._process = subprocess.Popen(
                [*command, "--without-gossip"], env=_environment(self.folder), stdout=output, stderr=output
            )
        wait_until(lambda: " ready." in log.read_text() or process.poll() is not None)
        assert process.poll() is None, log.read_text()

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


def wait_until(condition: Callable[[], object], *, seconds: float = PATIENCE) -> None:
    """Return as soon as `condition()` holds; fail when it does not within `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} seconds in vain"
        time.sleep(0.05)


def _environment(folder: Path) -> dict[str, str]:
    database = connection.settings_dict
    place = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT'] or 5432}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "idarathon.settings",
        "VAR": str(folder),
        "DATABASE_URL": f"postgres://{place}/{database['NAME']}",
        "BROKER_URL": settings.CELERY_BROKER_URL,
        "BROKER_QUEUE": settings.CELERY_TASK_DEFAULT_QUEUE,
        "SECRET_KEY": settings.SECRET_KEY,
        "ENCRYPTION_KEYS": ",".join(settings.ENCRYPTION_KEYS),
        "EMAIL_URL": "",
    }


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[Worker]:
    """A worker that has not been started. Tests that ask for it are marked `redis` and `postgresql`."""
    one = Worker(tmp_path)
    yield one
    one.stop()
