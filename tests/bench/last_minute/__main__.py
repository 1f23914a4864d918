"""`python -m tests.bench.last_minute`, on PostgreSQL: about a minute to prepare, one to rush, and the table."""

import asyncio
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import django

# The site has to be there before anything of it is imported.
django.setup()

from tests.bench.database import bench_database, is_postgresql  # noqa: E402
from tests.bench.last_minute.crowd import an_edition_that_asks, close_at, crowd_of  # noqa: E402
from tests.bench.last_minute.rush import SECONDS, rush  # noqa: E402
from tests.bench.last_minute.verdict import kept, verdict  # noqa: E402
from tests.harness.processes import WebServer  # noqa: E402

WORKERS = 2
AHEAD = 3  # seconds between the server's being ready and the minute


def main() -> int:
    """Prepare, rush, and print what became of it."""
    if not is_postgresql():
        sys.stdout.write("\nNot measured here: the last minute needs PostgreSQL. Say where it is with DATABASE_URL.\n")
        return 0
    with bench_database(), tempfile.TemporaryDirectory() as folder:
        _say("The last minute: writing fifty projects …")
        now = datetime.now(UTC)
        edition, phase = an_edition_that_asks(at=now)
        writers = crowd_of(edition, phase, at=now)
        server = WebServer(Path(folder), workers=WORKERS, TRUSTED_PROXIES="127.0.0.1", LOG_LEVEL="ERROR")
        load = os.getloadavg()[0]
        server.start()
        _say("The last minute: it runs …")
        try:
            closes_at = datetime.fromtimestamp(int(time.time()) + AHEAD + SECONDS, tz=UTC)
            close_at(phase, closes_at)
            whole = asyncio.run(rush(server.port, writers, closes_at=closes_at.timestamp()))
        finally:
            server.stop()
        sys.stdout.write(verdict(whole, kept(), load=load) + server.log.read_text()[-2000:])
    return 0


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
