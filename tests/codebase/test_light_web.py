"""The web process carries no solver and no arrays: they cost every worker a hundred megabytes and a second."""

import subprocess
import sys

import pytest

from tests.codebase.sources import ROOT

HEAVY = ("numpy", "scipy", "ortools", "pandas")
LOADED = f"print(*[name for name in {HEAVY!r} if name in sys.modules])"


def loaded_after(statement: str) -> list[str]:
    """Which of the heavy packages a process has once it has run that."""
    program = f"import sys, django; django.setup(); {statement}; {LOADED}"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    "statement", ["import idarathon.urls", "import idarathon.wsgi", "import idarathon.urls; from judging import tasks"]
)
def test_the_web_process_carries_neither_solver_nor_arrays(statement: str) -> None:
    assert loaded_after(statement) == []


def test_what_the_worker_calls_would_be_found() -> None:
    assert loaded_after("import judging.statistics.analysis") == ["numpy", "scipy"]
