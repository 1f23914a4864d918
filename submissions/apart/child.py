"""The process apart: it opens the one file that it is given, says in one line what it found, and ends.

    python -I -c "…; main()" TASK FOLDER ARGUMENTS < FILE

What it makes lies in FOLDER afterwards. It answers {"found": …}, {"refused": a reason} or {"unable": why}.
"""

import errno
import json
import resource
import sys
from importlib import import_module

from submissions.apart.reasons import DAMAGED, Refused

MEMORY = 1536 * 1024 * 1024  # bytes
SECONDS = 40  # of a processor
LARGEST_FILE = 256 * 1024 * 1024  # bytes that it may write

# No fault of the file's.
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}
# Only the module of the task is loaded.
TASKS = {
    "look at a pdf": ("pdfs", "look"),
    "draw a pdf": ("pdfs", "draw"),
    "write a picture anew": ("pictures", "write_anew"),
    "draw a picture": ("pictures", "draw"),
    "read a text": ("texts", "read"),
    "look at an office document": ("office", "look"),
}


def main() -> None:
    """Do the task, within narrow limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    task, folder, arguments = sys.argv[1:]
    module, name = TASKS[task]
    work = getattr(import_module(f"submissions.apart.{module}"), name)
    # Whatever the libraries print goes where errors go, and not between the answer's brackets.
    answer, sys.stdout = sys.stdout, sys.stderr
    try:
        with open(0, "rb", closefd=False) as file:
            file.seek(0)
            said = {"found": work(file, folder, **json.loads(arguments))}
    except Refused as refused:
        said = {"refused": refused.reason}
    except (MemoryError, RecursionError):
        said = {"refused": DAMAGED}
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        said = {"unable": str(error)}
    answer.write(json.dumps(said))
    answer.flush()
