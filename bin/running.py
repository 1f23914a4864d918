"""`make run`: from a fresh clone to a running site with its demo, in one command."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from installing import install
from places import PYTHON, ROOT, VAR, VENV, environment, require_writable
from sentences import Trouble
from terminal import own_terminal

STAGES = ("registration", "submission", "judging", "pitch", "deliberation", "results")
ACCOUNTS = ("organiser", "captain", "participant", "focalpoint", "mentor", "juror", "president", "auditor")
PASSWORD = "idarathon-demo"
PARTS = ("supervisor", "web", "worker", "beat")
OURS = (b"celery", b"gunicorn", b"make.py")
PATIENCE = 60  # seconds


def run() -> int:
    """Run the site until Ctrl-C; 0 when it was stopped so. Raises Trouble when it cannot start."""
    port, stage = _port(), _stage()
    require_writable(VAR)
    _require_nothing_running()
    _require_free(port)
    install("base")
    # The supervisor gives each process a PORT of its own, so the site's address is said apart.
    settings = environment(PORT=str(port), SITE_URL=os.environ.get("SITE_URL") or f"http://127.0.0.1:{port}")
    _prepare(stage, settings)
    with own_terminal():
        return _supervise(port, settings)


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise Trouble(f"PORT is {text!r}: give a number from 1 to 65535, as in make run PORT=8123")
    return int(text)


def _stage() -> str:
    stage = os.environ.get("STAGE") or "submission"
    if stage not in STAGES:
        raise Trouble(f"STAGE is {stage!r}: choose one of {', '.join(STAGES)}, as in make run STAGE=judging")
    return stage


def _require_nothing_running() -> None:
    """Two schedulers on one folder would do everything twice, and a killed supervisor leaves its processes behind."""
    running = {part: pid for part in PARTS if (pid := _living(part))}
    if running:
        named = ", ".join(f"{part} (process {pid})" for part, pid in running.items())
        pids = " ".join(map(str, running.values()))
        raise Trouble(f"Idarathon still runs on {VAR}: {named}. End it with Ctrl-C there, or with: kill {pids}")


def _living(part: str) -> int | None:
    try:
        pid = int((VAR / f"{part}.pid").read_text())
        os.kill(pid, 0)
        # The number may have passed on to a stranger since.
        command = Path(f"/proc/{pid}/cmdline")
        if command.exists() and not any(name in command.read_bytes() for name in OURS):
            return None
        return pid
    except (FileNotFoundError, ValueError, ProcessLookupError, PermissionError):  # none, or a stranger's
        return None


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            other = port % 65000 + 111
            raise Trouble(
                f"Port {port} cannot be used ({error.strerror}): choose another, as in make run PORT={other}"
            ) from error


def _prepare(stage: str, settings: dict[str, str]) -> None:
    for words, command in {
        "Preparing the database": ["migrate", "--no-input", "--verbosity", "0"],
        "Preparing the languages": ["catalogue", "--compile"],
        "Preparing the files": ["collectstatic", "--no-input", "--verbosity", "0"],
        f"Preparing the demo, stage {stage}": ["demo", "--stage", stage],
    }.items():
        print(f"{words} …", flush=True)
        done = subprocess.run([str(PYTHON), "manage.py", *command], cwd=ROOT, env=settings, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise Trouble(f"{words} failed: the reason stands above. Nothing was started.")


def _supervise(port: int, settings: dict[str, str]) -> int:
    supervisor = subprocess.Popen(
        [str(VENV / "bin" / "honcho"), "start", "--no-prefix", "-f", "Procfile"],
        cwd=ROOT,
        env=settings,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    stopped = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        supervisor.terminate()

    for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(wanted, stop)
    pidfile = VAR / "supervisor.pid"
    pidfile.write_text(str(os.getpid()))
    try:
        if _is_ready(port, supervisor):
            print(_welcome(port), flush=True)
        elif supervisor.poll() is None:
            print(f"The site does not answer on port {port} yet; what it says stands above.", flush=True)
        status = supervisor.wait()
    finally:
        pidfile.unlink(missing_ok=True)
        # A supervisor that was killed left its processes running.
        for pid in filter(None, map(_living, PARTS)):
            os.kill(pid, signal.SIGTERM)
    return 0 if stopped else status or 1


def _is_ready(port: int, supervisor: "subprocess.Popen[bytes]") -> bool:
    end = time.monotonic() + PATIENCE
    while supervisor.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return True
        except (urllib.error.URLError, OSError):  # not yet
            time.sleep(0.2)
    return False


def _welcome(port: int) -> str:
    site = f"http://127.0.0.1:{port}"
    accounts = "\n".join(f"    {name}@idarathon.example" for name in ACCOUNTS)
    return f"""
Idarathon runs at {site}/ar/ (also {site}/fr/ and {site}/en/).

Sign in with the password {PASSWORD} as
{accounts}

The organiser's admin is {site}/ar/admin/. Mails are files in {VAR / "mail"}. Ctrl-C stops everything.
"""
