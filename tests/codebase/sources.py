"""The project's own files, as git would take them: tracked or new, never ignored."""

import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# Made by others or by machines; we do not shape them.
FOREIGN = ("static/vendor/", "static/fonts/", "requirements/")


@cache
def own_files(*suffixes: str) -> tuple[Path, ...]:
    """Every file of ours with one of these suffixes, or every file."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    paths = [ROOT / name for name in listed if not name.startswith(FOREIGN)]
    return tuple(path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes))


def named(path: Path) -> str:
    """The path as a test names it."""
    return path.relative_to(ROOT).as_posix()


def faults(paths: Iterable[Path], find: Callable[[str], Iterable[Any]]) -> dict[str, list[Any]]:
    """What `find` finds in the text of each file, by the file's name; files without a fault are left out."""
    found = {named(path): list(find(path.read_text())) for path in paths}
    return {name: faulty for name, faulty in found.items() if faulty}
