"""The broker of one machine without Redis: messages as files in a folder.

Kombu gives a file its name before its content, and a reader takes whatever bears a name: a worker that came in between
read half a message and ended. Here a file has its name only once it is whole.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]  # the stubs disagree
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        _write(Path(self.data_folder_out), name, dumps(payload))

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str | None) -> None:
        folder = Path(self.control_folder)
        folder.mkdir(exist_ok=True)
        bound = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with _alone_in(folder):
            queues = self.get_table(exchange)
            if bound not in queues:
                _write(folder, f"{exchange}.exchange", dumps([bound, *queues]))


class Transport(filesystem.Transport):
    Channel = Channel


def _write(folder: Path, name: str, text: str) -> None:
    # Kombu looks for names that have the queue's after their first dot, and so never for this one.
    unfinished = folder / f".{name}.{uuid4()}"
    unfinished.write_text(text)
    unfinished.replace(folder / name)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
