"""Keeps Ctrl-C from `make`, which would call a site that was stopped on purpose a failure."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_terminal() -> Iterator[None]:
    """Within the block, what is typed at the terminal reaches this program only, and not the `make` that started it."""
    if not sys.stdin.isatty() or os.tcgetpgrp(sys.stdin.fileno()) != os.getpgrp():
        yield
        return
    terminal, group = sys.stdin.fileno(), os.getpgrp()
    # Else taking the terminal or giving it back would stop us; and Ctrl-Z would freeze it, as make stays awake.
    for ignored in (signal.SIGTTOU, signal.SIGTSTP):
        signal.signal(ignored, signal.SIG_IGN)
    os.setpgid(0, 0)
    os.tcsetpgrp(terminal, os.getpgrp())
    try:
        yield
    finally:
        os.tcsetpgrp(terminal, group)
