"""Where things are, for every script here."""

import os
import tempfile
from pathlib import Path

from sentences import Trouble

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / "var" / "venv"
PYTHON = VENV / "bin" / "python"
# An empty VAR, as in `make run VAR=`, means the default too.
VAR = Path(os.environ.get("VAR") or ROOT / "var").absolute()


def require_writable(folder: Path) -> None:
    """Make the folder where it is missing. Raises Trouble when nothing can be written in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Trouble(
            f"Cannot write in {folder} ({error.strerror}): change its permissions, or name another data folder, "
            "as in make run VAR=/path/to/folder"
        ) from error


def environment(**more: str) -> dict[str, str]:
    """The environment for the project's programs: its own Python first, its data folder named."""
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "VAR": str(VAR), "PYTHONUNBUFFERED": "1", **more}
