"""Installs what the project needs, from locks with hashes, into var/venv; does nothing when it is there already."""

import hashlib
import os
import shutil
import subprocess
import sys

from places import PYTHON, ROOT, VENV, environment, require_writable
from sentences import Trouble

LOCKS = ROOT / "requirements"
COMPILE = [
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--strip-extras",
    "--allow-unsafe",
]


def install(lock: str) -> None:
    """Install `requirements/<lock>.txt`. Raises Trouble when it cannot."""
    require_writable(ROOT / "var")
    requirements = LOCKS / f"{lock}.txt"
    state = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    done = VENV / f".installed-{lock}"
    if done.exists() and done.read_text() == state:
        return
    print(f"Installing {requirements.relative_to(ROOT)} into {VENV.relative_to(ROOT)} …", flush=True)
    if not _is_usable():
        shutil.rmtree(VENV, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(VENV)], "on Debian, install the package python3-venv")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    _run([*pip, "--require-hashes", "-r", str(requirements)], "is the package index reachable from here?")
    done.write_text(state)


def install_everything() -> int:
    """Install what the site and its tests need."""
    install("base")
    install("test")
    return 0


def chromium() -> bool:
    """Whether Chromium is there for the browser tests; as root on Debian it is installed when it is not."""
    if any(map(shutil.which, ("chromium", "chromium-browser"))) or os.environ.get("CHROMIUM"):
        return True
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Installing Chromium from Debian's packages …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", *command], env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if done.returncode:
            print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)
    return shutil.which("chromium") is not None


def lock() -> int:
    """Resolve requirements/*.in anew. Raises Trouble when they cannot be resolved."""
    tools = ROOT / "var" / "tools"
    if not tools.exists():
        _run([sys.executable, "-m", "venv", str(tools)], "on Debian, install the package python3-venv")
        _run(
            [str(tools / "bin" / "pip"), "install", "--quiet", "pip-tools"], "is the package index reachable from here?"
        )
    for name in ("base", "test", "production"):
        constraint = [] if name == "base" else ["-c", "base.txt"]
        command = [str(tools / "bin" / "pip-compile"), "--quiet", "--upgrade", *COMPILE, *constraint]
        subprocess.run(
            [*command, "-o", f"{name}.txt", f"{name}.in"],
            cwd=LOCKS,
            env=environment(CUSTOM_COMPILE_COMMAND="make lock"),
            check=True,
        )
    return 0


def _is_usable() -> bool:
    """Whether the virtual environment works: it does not after a move, or when its Python is gone."""
    if not PYTHON.exists():
        return False
    version = "import sys; print(sys.version)"
    found = subprocess.run([str(PYTHON), "-c", version], capture_output=True, text=True)
    return found.returncode == 0 and found.stdout.strip() == sys.version.strip()


def _run(command: list[str], advice: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-4000:], file=sys.stderr)
        raise Trouble(f"This failed: {' '.join(command)}. What it said stands above; {advice}")
