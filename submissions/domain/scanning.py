"""Asking a virus scanner (ClamAV's clamd) about a file; off unless it is configured."""

import logging
import socket
from dataclasses import dataclass
from typing import IO

from django.conf import settings

logger = logging.getLogger(__name__)

PATIENCE = 20.0  # seconds for each word with the scanner
SHORT_PATIENCE = 2.0  # seconds, where only asked whether it is there
PIECE = 64 * 1024  # bytes sent at once
_ANSWER_MAX = 4096  # bytes


class ScannerUnreachable(Exception):
    """It does not answer, or not so that one could rely on it. What waits for it stays in quarantine."""


@dataclass(frozen=True)
class Verdict:
    """`infection` is what was found, "" where nothing was."""

    infection: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.infection


def is_configured() -> bool:
    return bool(settings.CLAMD_SOCKET or settings.CLAMD_ADDRESS)


def scan(content: IO[bytes]) -> Verdict:
    """What the scanner says of these bytes; without a scanner, that they are clean. Raises ScannerUnreachable."""
    if not is_configured():
        return Verdict()
    content.seek(0)
    try:
        with _connected(patience=PATIENCE) as line:
            line.sendall(b"zINSTREAM\0")
            while piece := content.read(PIECE):
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(bytes(4))
            answer = _answer(line)
    except OSError as error:
        logger.exception("The virus scanner does not answer. See that clamd runs where CLAMD_… says.")
        raise ScannerUnreachable from error
    finally:
        content.seek(0)
    return _verdict(answer)


def is_alive() -> bool:
    """Whether the scanner answers; also true where there is none."""
    if not is_configured():
        return True
    try:
        with _connected(patience=SHORT_PATIENCE) as line:
            line.sendall(b"zPING\0")
            return _answer(line) == "PONG"
    except OSError:
        return False


def _verdict(answer: str) -> Verdict:
    if answer == "stream: OK":
        return Verdict()
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return Verdict(answer.removeprefix("stream: ").removesuffix(" FOUND")[:200] or "unnamed")
    logger.error("The virus scanner gave no verdict. See clamd's log.", extra={"answer": answer[:200]})
    raise ScannerUnreachable(answer)


def _connected(*, patience: float) -> socket.socket:
    if settings.CLAMD_SOCKET:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(patience)
        try:
            line.connect(settings.CLAMD_SOCKET)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = settings.CLAMD_ADDRESS.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=patience)


def _answer(line: socket.socket) -> str:
    """Up to the sign that ends it, or to where the scanner hangs up."""
    said = b""
    while b"\0" not in said and len(said) < _ANSWER_MAX:
        heard = line.recv(_ANSWER_MAX)
        if not heard:
            break
        said += heard
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
