"""A batch goes over one SMTP connection, in letters that any mail program reads."""

import socketserver
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from threading import Thread
from typing import Any

import pytest

from competitions.domain import delivery
from competitions.models import Message
from tests.builders.competitions import NOW, a_message

pytestmark = pytest.mark.django_db


class Session(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs that authenticates nobody."""

    server: "Server"

    def handle(self) -> None:
        self.server.sessions += 1
        self._say("220 mail.idarathon.example")
        for line in self.rfile:
            command = line.decode().strip().upper()
            if command.startswith("RCPT") and "GONE@" in command:
                self._say("550 no such mailbox")
            elif command == "DATA":
                self._say("354 go on")
                self.server.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self._say("250 taken")
            elif command == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 well")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.sessions = 0
        self.mails: list[bytes] = []


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with Server() as one:
        Thread(target=one.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = one.server_address[:2]
        yield one
        one.shutdown()


def test_a_batch_is_one_session_with_arabic_subjects_and_both_bodies(server: Server) -> None:
    for number in range(3):
        a_message(subject=f"مرحبا {number}", text="نص الرسالة.", language="ar")

    delivery.deliver_due(worker="w", at=NOW)

    mail = message_from_bytes(server.mails[0])
    parts = [part for part in mail.walk() if not part.is_multipart()]
    bodies = [(part.get_content_type(), part.get_payload(decode=True).decode()) for part in parts]  # type: ignore[union-attr]
    assert (server.sessions, len(server.mails)) == (1, 3)
    assert str(make_header(decode_header(mail["Subject"]))) == "مرحبا 0"
    assert mail["Message-ID"] == delivery.message_id(Message.objects.get(subject="مرحبا 0"))
    assert [kind for kind, _body in bodies] == ["text/plain", "text/html"]
    assert all("نص الرسالة." in body for _kind, body in bodies)


def test_a_mailbox_that_does_not_exist_costs_the_others_nothing(server: Server) -> None:
    for address in ("gone@idarathon.example", "here@idarathon.example"):
        a_message(address=address)

    delivery.deliver_due(worker="w", at=NOW)

    assert list(Message.objects.filter(sent_at=NOW).values_list("address", flat=True)) == ["here@idarathon.example"]
    assert "no such mailbox" in Message.objects.get(sent_at=None).last_error
