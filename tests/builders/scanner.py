"""A virus scanner that speaks clamd's protocol on a socket of this machine, and says what it is told to say."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """`mood`: "honest" looks for EICAR, "closing" hangs up, "silent" says nothing, "odd" says what is no verdict."""

    def __init__(self) -> None:
        self.mood = "honest"
        self.scanned: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._held: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        # Closing alone would leave the thread where it waits.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(timeout=5)
        for line in self._held:
            line.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _peer = self._socket.accept()
            except OSError:
                return
            if self.mood == "silent":
                self._held.append(line)
                continue
            with line:
                if self.mood != "closing":
                    line.sendall(self._answer(line))

    def _answer(self, line: socket.socket) -> bytes:
        command = _until_zero(line)
        if command == b"zPING":
            return b"PONG\0"
        content = b""
        while length := int.from_bytes(_exactly(line, 4), "big"):
            content += _exactly(line, length)
        self.scanned.append(content)
        if self.mood == "odd":
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def a_scanner() -> Iterator[Clamd]:
    scanner = Clamd()
    try:
        yield scanner
    finally:
        scanner.close()


def _until_zero(line: socket.socket) -> bytes:
    said = b""
    while not said.endswith(b"\0"):
        said += _exactly(line, 1)
    return said[:-1]


def _exactly(line: socket.socket, count: int) -> bytes:
    heard = b""
    while len(heard) < count:
        heard += line.recv(count - len(heard)) or bytes(count - len(heard))
    return heard
