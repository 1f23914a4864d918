"""The requests of the last minute: who sends what when, stamped on arrival as the reverse proxy stamps them."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings

from competitions.middleware import ARRIVAL_HEADER
from tests.bench.last_minute.crowd import Writer

SAVES, SUBMISSIONS = 2000, 300
SECONDS = 60
TWICE = 10  # every tenth request is sent twice at once: a double click, or a line that broke
LATE = 40  # saves, and as many submissions, sent after the deadline
PATIENCE = 30  # seconds for one answer
SAVE, SUBMIT = "save", "submit"


class Anybody(Protocol):
    """Whose browser it is, by their cookies."""

    @property
    def cookies(self) -> dict[str, str]: ...


@dataclass
class Sent:
    """One request: what it carried, when it arrived, and how it was answered; status 0 where it was not."""

    kind: str
    writer: Anybody
    mark: str
    again: bool
    stamped: float
    seconds: float = 0.0
    status: int = 0

    @property
    def taken(self) -> bool:
        """Whether the answer says that it is there."""
        return self.status == (200 if self.kind == SAVE else 302)


@dataclass
class Rush:
    """Everything that was sent, and the deadline it was sent before."""

    closes_at: float
    sent: list[Sent] = field(default_factory=list)


async def rush(port: int, writers: Sequence[Writer], *, closes_at: float, seed: int = 5) -> Rush:
    """Send it all in the minute before `closes_at`, submissions denser towards its end, and a little after it."""
    chance, whole = random.Random(seed), Rush(closes_at)
    leading = [writer for writer in writers if writer.leads]
    saves = [[_any_time(chance, closes_at) for _each in range(SAVES // len(writers))] for _writer in writers]
    submissions = [
        [_rather_late(chance, closes_at) for _each in range(SUBMISSIONS // len(leading))] for _each in leading
    ]
    late = [closes_at + 0.01 + chance.random() for _each in range(LATE)]
    async with asyncio.TaskGroup() as tasks:
        for writer, moments in zip(writers, saves, strict=True):
            tasks.create_task(_write(port, writer, sorted(moments), whole))
        for writer, moments in zip(leading, submissions, strict=True):
            tasks.create_task(_submit(port, writer, sorted(moments), whole))
        for number, moment in enumerate(late):
            tasks.create_task(_write(port, writers[-1 - number], [moment], whole))
            tasks.create_task(_submit(port, leading[number], [moment], whole))
    return whole


def _any_time(chance: random.Random, closes_at: float) -> float:
    """Whoever writes saves as they write: at any moment of the minute."""
    return closes_at - 0.01 - SECONDS * chance.random()


def _rather_late(chance: random.Random, closes_at: float) -> float:
    """Whoever submits hesitates: the last second is twice as full as the mean one."""
    return closes_at - 0.01 - SECONDS * (1 - chance.random() ** 0.5)


async def _write(port: int, writer: Writer, moments: Sequence[float], whole: Rush) -> None:
    """One person's saves one after the other, as the page sends them: the next starts from what the last one saved."""
    for moment in moments:
        await asyncio.sleep(moment - time.time())
        writer.saves += 1
        mark = f"{writer.person}.{writer.saves}.{uuid4().hex[:8]}"
        form = {
            "phase": writer.phase,
            f"q-{writer.question}": f"{mark} {writer.words}",
            f"r-{writer.question}": str(writer.revision),
        }
        answers = await send(port, SAVE, writer, mark, writer.autosave_path, form, whole)
        if any(answer.taken for answer in answers):
            writer.revision += 1


async def _submit(port: int, writer: Writer, moments: Sequence[float], whole: Rush) -> None:
    for moment in moments:
        await asyncio.sleep(moment - time.time())
        intent = uuid4()
        form = {"phase": writer.phase, "intent": str(intent), "declared": "on", "reason": "عطلة"}
        await send(port, SUBMIT, writer, str(intent), writer.submit_path, form, whole)


async def send(
    port: int, kind: str, writer: Anybody, mark: str, path: str, form: dict[str, str], whole: Rush
) -> list[Sent]:
    """Send the form, every tenth time twice at once."""
    copies = 2 if len(whole.sent) % TWICE == 0 else 1
    requests = [Sent(kind, writer, mark, again=place > 0, stamped=time.time()) for place in range(copies)]
    whole.sent += requests
    await asyncio.gather(*(_ask(port, one, path, form) for one in requests))
    return requests


async def _ask(port: int, one: Sent, path: str, form: dict[str, str]) -> None:
    token = one.writer.cookies[settings.CSRF_COOKIE_NAME]
    body = urlencode({**form, "csrfmiddlewaretoken": token}).encode()
    head = "\r\n".join(
        [
            f"POST {path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"{ARRIVAL_HEADER}: {one.stamped:.6f}",
            "Cookie: " + "; ".join(f"{name}={value}" for name, value in one.writer.cookies.items()),
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
    )
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE):
            reader, pen = await asyncio.open_connection("127.0.0.1", port)
            pen.write(head.encode() + b"\r\n\r\n" + body)
            answer = await reader.read()
            pen.close()
    except (OSError, TimeoutError):
        return
    finally:
        one.seconds = time.perf_counter() - begun
    lines = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    one.status = int(lines[0].split()[1]) if lines[0] else 0
