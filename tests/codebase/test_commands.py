"""What keeps `make run` from starting is said in one sentence, with what to do, before anything is touched."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.codebase.sources import ROOT


def make_run(var: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": os.environ["PATH"], "VAR": str(var), **variables}
    command = [sys.executable, "bin/make.py", "run"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30)


@pytest.fixture
def taken_port() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"PORT": "eighty"}, "PORT is 'eighty': give a number"),
        ({"PORT": "70000"}, "PORT is '70000': give a number"),
        (
            {"STAGE": "jury"},
            "STAGE is 'jury': choose one of registration, submission, judging, pitch, deliberation, results",
        ),
    ],
)
def test_a_wrong_value_is_named_with_the_right_ones(tmp_path: Path, variables: dict[str, str], sentence: str) -> None:
    done = make_run(tmp_path, **variables)

    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_a_port_in_use_is_named(tmp_path: Path, taken_port: str) -> None:
    done = make_run(tmp_path, PORT=taken_port)

    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {taken_port} cannot be used (Address already in use): choose another")
    assert done.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    done = make_run(tmp_path / "file" / "var")

    assert done.returncode == 1
    assert done.stderr.startswith(f"Cannot write in {tmp_path}/file/var (Not a directory)")
    assert done.stderr.count("\n") == 1


def test_processes_of_an_earlier_start_are_named_with_what_ends_them(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()", "celery"], stdin=subprocess.PIPE) as beat:
        (tmp_path / "beat.pid").write_text(f"{beat.pid}\n")
        _wait_for_its_name(beat.pid)

        done = make_run(tmp_path)

        beat.kill()
    assert done.returncode == 1
    assert f"beat (process {beat.pid})" in done.stderr
    assert f"kill {beat.pid}" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_old_python_is_told_so() -> None:
    source = (ROOT / "bin" / "make.py").read_text()
    pretended = source.replace("sys.version_info", "(3, 9)").replace("import sys", "import sys; print('read')", 1)

    done = subprocess.run(
        [sys.executable, "-c", pretended], cwd=ROOT / "bin", capture_output=True, text=True, timeout=30
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Idarathon needs Python 3.11 or newer, and this is 3.9.")


def _wait_for_its_name(pid: int) -> None:
    command, end = Path(f"/proc/{pid}/cmdline"), time.monotonic() + 10
    while command.exists() and b"celery" not in command.read_bytes():
        assert time.monotonic() < end
