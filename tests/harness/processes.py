"""The site's own processes beside a test, on the test's database and broker: what they are told, and a web server."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

PATIENCE = 60.0  # seconds; the machine may be busy with other tests
BETWEEN_CALLS = 5.0  # seconds


def wait_until(
    condition: Callable[[], object],
    *,
    seconds: float = PATIENCE,
    told: Callable[[], str] = lambda: "",
    meanwhile: Callable[[], object] = lambda: None,
) -> None:
    """Return as soon as `condition()` holds; fail when it does not within `seconds`, with what `told` has to say.

    `meanwhile` is called every few seconds, as the scheduler calls the workers.
    """
    begun = called = time.monotonic()
    while not condition():
        now = time.monotonic()
        assert now < begun + seconds, f"waited {seconds} seconds in vain\n{told()}"
        if now > called + BETWEEN_CALLS:
            called = now
            meanwhile()
        time.sleep(0.05)


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a process of the site that works on the test's PostgreSQL and keeps its files in `folder`."""
    database = connection.settings_dict
    place = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT'] or 5432}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "idarathon.settings",
        "IDARATHON_ENV": "local",
        "VAR": str(folder),
        "DATABASE_URL": f"postgres://{place}/{database['NAME']}",
        "BROKER_URL": settings.CELERY_BROKER_URL if settings.CELERY_BROKER_URL.startswith("redis") else "",
        "BROKER_QUEUE": settings.CELERY_TASK_DEFAULT_QUEUE,
        "SECRET_KEY": settings.SECRET_KEY,
        "ENCRYPTION_KEYS": ",".join(settings.ENCRYPTION_KEYS),
        "PAYROLL_HASH_KEY": settings.PAYROLL_HASH_KEY,
        "EMAIL_URL": "",
        **more,
    }


class WebServer:
    """gunicorn with `workers` web workers, as the Procfile starts it; what it says is in `log`."""

    def __init__(self, folder: Path, *, workers: int = 1, **more: str) -> None:
        self.log = folder / "web.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder, self._workers, self._more = folder, workers, more
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Collect the static files, start, and return once pages are answered."""
        settings_of_site = environment(self._folder, **self._more)
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(collect, env=settings_of_site, check=True, stdin=subprocess.DEVNULL)
        command = [sys.executable, "-m", "gunicorn", "idarathon.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        options = ["--workers", str(self._workers), "--no-control-socket", "--log-level", "warning"]
        with self.log.open("wb") as output:
            self._process = subprocess.Popen(
                [*command, *options], env=settings_of_site, stdout=output, stderr=output, stdin=subprocess.DEVNULL
            )
        wait_until(lambda: self._answers() or self._process.poll() is not None, told=self.log.read_text)
        assert self._process.poll() is None, self.log.read_text()

    def stop(self) -> None:
        """Let it finish what it is at, and end."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=PATIENCE)
            self._process = None

    def kill_workers(self) -> list[int]:
        """End every web worker at once, as a power cut would; the server starts others. Their numbers."""
        killed = self.workers()
        for worker in killed:
            os.kill(worker, signal.SIGKILL)
        return killed

    def workers(self) -> list[int]:
        """The processes that answer now."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(child) for child in children.read_text().split()]

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                return True
        except (urllib.error.URLError, OSError):  # not yet
            return False


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def web_server(transactional_db: None, tmp_path: Path) -> Iterator[WebServer]:
    """A web server that has not been started. Tests that ask for it are marked `postgresql`."""
    one = WebServer(tmp_path)
    yield one
    one.stop()
