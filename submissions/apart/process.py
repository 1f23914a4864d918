"""Having a file looked at, or drawn, by a process apart."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from submissions.apart.child import TASKS
from submissions.apart.reasons import DAMAGED, Refused

logger = logging.getLogger(__name__)

PATIENCE = 60  # seconds; the limit on the processor's time is the narrower one unless the machine is very busy
_HOUSE = Path(__file__).resolve().parent.parent.parent
_BEGIN = "import sys; sys.path.insert(0, {house!r}); from submissions.apart.child import main; main()"


def have_done(task: str, file: IO[bytes], *, folder: str = "", **arguments: Any) -> dict[str, Any]:
    """What the process apart found in `file`, which must be one of the file system; what it made lies in `folder`.

    A process that dies, or takes too long, says that the file is damaged. Raises Refused; OSError where no
    process can be started or has room for what it writes.
    """
    if task not in TASKS:
        raise ValueError(f"Nobody can {task}.")
    begin = _BEGIN.format(house=str(_HOUSE))
    try:
        ended = subprocess.run(
            [sys.executable, "-I", "-c", begin, task, folder, json.dumps(arguments)],
            stdin=file,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env={"LANG": "C.UTF-8"},
        )
        said = json.loads(ended.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        logger.warning("a process that looked at a file did not answer", extra={"task": task})
        raise Refused(DAMAGED) from error
    if why := said.get("unable"):
        raise OSError(why)
    if reason := said.get("refused"):
        raise Refused(reason)
    found: dict[str, Any] = said["found"]
    return found
