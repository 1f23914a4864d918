"""`make bench`: the tables of what takes long; they tell, and fail nothing."""

import os
import subprocess

from installing import install
from places import PYTHON, ROOT, environment

# Where PostgreSQL is looked for when DATABASE_URL names none: row locks are what the last minute is about.
POSTGRESQL = "postgres://postgres@127.0.0.1:5432/idarathon_bench"


def bench() -> int:
    """Measure on databases of its own, and print the tables."""
    install("base")
    install("test")
    own = os.environ.get("DATABASE_URL", "")
    on_postgresql = own if own.startswith("postgres") else POSTGRESQL
    return max(
        _tables("tests.bench"),
        _tables("tests.bench.jury"),
        _tables("tests.bench.last_minute", DATABASE_URL=on_postgresql),
        _tables("tests.bench.scoring_room", DATABASE_URL=on_postgresql),
    )


def _tables(module: str, **more: str) -> int:
    settings = environment(DJANGO_SETTINGS_MODULE="tests.settings", LOG_LEVEL="ERROR", **more)
    return subprocess.run([str(PYTHON), "-m", module], cwd=ROOT, env=settings, stdin=subprocess.DEVNULL).returncode
