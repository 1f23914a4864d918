"""What `make` calls: install, run, test, check, bench, lock. Only the standard library is needed.

This file alone must be readable by old versions of Python, so that they can say what is wrong.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for whoever has an older one
    found = f"{sys.version_info[0]}.{sys.version_info[1]}"
    sys.exit(f"Idarathon needs Python 3.11 or newer, and this is {found}. Name a newer one: make run PYTHON=python3.12")

import installing
import measuring
import running
import testing
from sentences import Trouble

COMMANDS = {
    "install": installing.install_everything,
    "run": running.run,
    "test": testing.test,
    "check": testing.check,
    "bench": measuring.bench,
    "lock": installing.lock,
}

if __name__ == "__main__":
    try:
        sys.exit(COMMANDS[sys.argv[1]]())
    except Trouble as trouble:
        sys.exit(str(trouble))
