"""`python -m tests.bench.scoring_room`, on PostgreSQL: a minute to prepare, one to rush, and the tables."""

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
from tests.bench.last_minute.rush import SAVE, SECONDS  # noqa: E402
from tests.bench.last_minute.verdict import verdict  # noqa: E402
from tests.bench.scoring_room.crowd import JURORS, a_large_jury, close_at  # noqa: E402
from tests.bench.scoring_room.long_list import measured  # noqa: E402
from tests.bench.scoring_room.rush import kept, rush  # noqa: E402
from tests.harness.processes import WebServer  # noqa: E402

WORKERS = 2
AHEAD = 3  # seconds between the server's being ready and the minute
TITLE = f"{JURORS} jurors in the last minute of their round: two web workers, PostgreSQL"


def main() -> int:
    """Prepare, measure the list, rush, and print what became of it."""
    if not is_postgresql():
        sys.stdout.write("\nNot measured here: the scoring room needs PostgreSQL. Say where it is with DATABASE_URL.\n")
        return 0
    with bench_database(), tempfile.TemporaryDirectory() as folder:
        _say(f"The scoring room: seating {JURORS} jurors …")
        jury = a_large_jury(at=datetime.now(UTC))
        sys.stdout.write(measured(jury.round, jury.busiest))
        server = WebServer(Path(folder), workers=WORKERS, TRUSTED_PROXIES="127.0.0.1", LOG_LEVEL="ERROR")
        load = os.getloadavg()[0]
        server.start()
        _say("The scoring room: the last minute runs …")
        try:
            closes_at = datetime.fromtimestamp(int(time.time()) + AHEAD + SECONDS, tz=UTC)
            close_at(jury.round, closes_at)
            whole = asyncio.run(rush(server.port, jury.jurors, closes_at=closes_at.timestamp()))
        finally:
            server.stop()
        table = verdict(whole, kept(), load=load, title=TITLE, kinds=(("autosaves of evaluations", SAVE),))
        sys.stdout.write(table + server.log.read_text()[-2000:])
    return 0


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
