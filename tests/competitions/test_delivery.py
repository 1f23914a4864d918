"""What waits in the outbox is sent, tried again, skipped or given up."""

import smtplib
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

from competitions.domain import delivery
from competitions.models import Message
from competitions.models.message import MAX_ATTEMPTS
from competitions.registries.message_kinds import MessageKind
from tests.builders.competitions import NOW, a_message
from tests.builders.teams import a_person
from tests.harness.clock import days, minutes, seconds

pytestmark = pytest.mark.django_db


class FailingBackend(BaseEmailBackend):
    """A mail server that refuses the addresses in `refused`, and cannot be reached while `away`."""

    refused: set[str] = set()
    away = False
    accepted: list[str] = []
    opened = 0

    def open(self) -> bool:
        if FailingBackend.away:
            raise ConnectionRefusedError("nobody listens")
        FailingBackend.opened += 1
        return True

    def send_messages(self, email_messages: Any) -> int:
        for message in email_messages:
            if message.to[0] in FailingBackend.refused:
                raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"no such mailbox")})
            FailingBackend.accepted.append(message.to[0])
        return len(email_messages)


@pytest.fixture
def server(settings: Any) -> type[FailingBackend]:
    settings.EMAIL_BACKEND = f"{__name__}.FailingBackend"
    FailingBackend.refused, FailingBackend.away = set(), False
    FailingBackend.accepted, FailingBackend.opened = [], 0
    return FailingBackend


def test_a_mail_has_text_and_html_and_says_that_a_machine_sent_it(mailoutbox: list[Any]) -> None:
    person = a_person(language="fr")
    message = a_message(to=person, subject="Objet", text="Bonjour.\n\n[Ouvrir] https://idarathon.example/fr/me/")

    sent = delivery.deliver_due(worker="w", at=NOW + seconds(5))

    mail = mailoutbox[0]
    message.refresh_from_db()
    assert (sent, mail.to, mail.subject) == (1, [person.email], "Objet")
    assert "[Ouvrir] https://idarathon.example/fr/me/" in mail.body
    assert 'href="https://idarathon.example/fr/me/"' in mail.alternatives[0][0]
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"
    assert mail.extra_headers["Content-Language"] == "fr"
    assert not [name for name in mail.extra_headers if name.startswith("List-")]
    assert message.sent_at == NOW + seconds(5)


def test_the_message_id_is_drawn_from_the_row_so_a_repetition_is_recognisable(mailoutbox: list[Any]) -> None:
    message = a_message()

    delivery.deliver_due(worker="w", at=NOW)
    Message.objects.filter(pk=message.pk).update(sent_at=None, claimed_until=None)
    delivery.deliver_due(worker="w", at=NOW)

    first, second = (mail.extra_headers["Message-ID"] for mail in mailoutbox)
    assert first == second == delivery.message_id(message)


def test_secrets_go_first_then_the_oldest(mailoutbox: list[Any]) -> None:
    for number, secret in enumerate((False, False, True)):
        a_message(address=f"{number}@idarathon.example", secret=secret)

    delivery.deliver_due(worker="w", at=NOW)

    assert [mail.to[0][0] for mail in mailoutbox] == ["2", "0", "1"]


def test_nothing_is_sent_twice(mailoutbox: list[Any]) -> None:
    a_message()

    counts = [delivery.deliver_due(worker="w", at=NOW + minutes(number)) for number in range(3)]

    assert counts == [1, 0, 0]
    assert len(mailoutbox) == 1


def test_a_batch_goes_over_one_connection(server: type[FailingBackend], monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []

    def noted() -> Any:
        made.append(get_connection())
        return made[-1]

    monkeypatch.setattr(delivery, "get_connection", noted)
    for _number in range(3):
        a_message()

    delivery.deliver_due(worker="w", at=NOW)

    assert (len(made), len(server.accepted)) == (1, 3)


def test_a_refused_address_waits_longer_each_time_and_stops_nobody_else(server: type[FailingBackend]) -> None:
    server.refused = {"gone@idarathon.example"}
    message = a_message(address="gone@idarathon.example")
    other = a_message(address="here@idarathon.example")

    delivery.deliver_due(worker="w", at=NOW)
    message.refresh_from_db()
    first = message.not_before
    delivery.deliver_due(worker="w", at=first)

    message.refresh_from_db()
    other.refresh_from_db()
    assert other.sent_at == NOW
    assert (message.attempts, message.sent_at) == (2, None)
    assert "SMTPRecipientsRefused" in message.last_error
    assert message.not_before - first > first - NOW > timedelta()


def test_before_its_time_a_failed_message_is_left_alone(server: type[FailingBackend]) -> None:
    server.refused = {"gone@idarathon.example"}
    message = a_message(address="gone@idarathon.example")
    delivery.deliver_due(worker="w", at=NOW)

    early = delivery.deliver_due(worker="w", at=NOW + seconds(30))

    message.refresh_from_db()
    assert (early, message.attempts) == (0, 1)


def test_a_message_is_given_up_loudly_after_its_last_attempt(
    server: type[FailingBackend], caplog: pytest.LogCaptureFixture
) -> None:
    server.refused = {"gone@idarathon.example"}
    message = a_message(address="gone@idarathon.example")
    at = NOW

    for _attempt in range(MAX_ATTEMPTS + 2):
        delivery.deliver_due(worker="w", at=at)
        at += days(1)

    message.refresh_from_db()
    errors = [record for record in caplog.records if record.levelname == "ERROR"]
    assert message.attempts == MAX_ATTEMPTS
    assert list(Message.objects.given_up()) == [message]
    assert len(errors) == 1
    assert "send it again" in errors[0].getMessage()
    assert "gone@" not in caplog.text.replace(message.last_error, "")


def test_a_server_that_is_away_costs_one_attempt_of_one_message(server: type[FailingBackend]) -> None:
    server.away = True
    for _number in range(3):
        a_message()

    during = delivery.deliver_due(worker="w", at=NOW)
    server.away = False
    after = delivery.deliver_due(worker="w", at=NOW + minutes(2))

    assert (during, after) == (0, 3)
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [1, 1, 2]
    assert len(server.accepted) == 3


def test_what_is_no_longer_wanted_is_skipped_at_the_moment_of_sending(known_kind: Any, mailoutbox: list[Any]) -> None:
    known_kind(MessageKind(key="wish", label="Wish", template="", still_wanted=lambda message, at: at < NOW + days(1)))
    early, late = a_message(kind="wish"), a_message(kind="wish")
    Message.objects.filter(pk=late.pk).update(not_before=NOW + days(2))

    delivery.deliver_due(worker="w", at=NOW)
    delivery.deliver_due(worker="w", at=NOW + days(2))

    late.refresh_from_db()
    early.refresh_from_db()
    assert (early.sent_at, early.skipped_at) == (NOW, None)
    assert (late.sent_at, late.skipped_at) == (None, NOW + days(2))
    assert len(mailoutbox) == 1


def test_a_kind_whose_question_breaks_holds_up_its_own_message_only(known_kind: Any, mailoutbox: list[Any]) -> None:
    def broken(message: Any, at: Any) -> bool:
        raise LookupError("no such rule")

    known_kind(MessageKind(key="broken", label="Broken", template="", still_wanted=broken))
    message = a_message(kind="broken")
    a_message()

    delivery.deliver_due(worker="w", at=NOW)

    message.refresh_from_db()
    assert len(mailoutbox) == 1
    assert "no such rule" in message.last_error


def test_a_secret_whose_key_is_lost_keeps_nobody_else_waiting(mailoutbox: list[Any]) -> None:
    lost = a_message(secret=True)
    a_message()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE competitions_message SET sealed_text = 'x' WHERE id = %s", [lost.pk])

    delivery.deliver_due(worker="w", at=NOW)

    lost = Message.objects.defer("sealed_text").get(pk=lost.pk)
    assert len(mailoutbox) == 1
    assert (lost.sent_at, lost.attempts) == (None, 1)
    assert "InvalidToken" in lost.last_error


def test_nothing_is_sent_to_an_account_that_was_closed_meanwhile(mailoutbox: list[Any]) -> None:
    person = a_person()
    message = a_message(to=person)
    person.is_active = False
    person.save()

    delivery.deliver_due(worker="w", at=NOW)

    message.refresh_from_db()
    assert (mailoutbox, message.skipped_at) == ([], NOW)


def test_a_claim_keeps_others_away_until_its_lease_ends() -> None:
    a_message()

    first = delivery.claim(worker="one", limit=10, at=NOW)
    during = delivery.claim(worker="two", limit=10, at=NOW + delivery.LEASE)
    after = delivery.claim(worker="two", limit=10, at=NOW + delivery.LEASE + seconds(1))

    assert (len(first), during, after) == (1, [], first)


def test_a_worker_that_has_lost_its_claim_marks_nothing() -> None:
    message = a_message()
    delivery.claim(worker="one", limit=10, at=NOW)
    delivery.claim(worker="two", limit=10, at=NOW + delivery.LEASE + seconds(1))

    assert not delivery.mark_sent(message, worker="one", at=NOW)
    assert delivery.mark_sent(message, worker="two", at=NOW)


def test_with_the_file_backend_mails_lie_readable_in_a_folder(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    a_message(subject="مرحبا", text="نص الرسالة.", language="ar")

    delivery.deliver_due(worker="w", at=NOW)

    (file,) = (tmp_path / "mail").iterdir()
    mail = message_from_bytes(file.read_bytes().rsplit(b"-" * 79, 1)[0])
    assert [part.get_content_type() for part in mail.walk()][1:] == ["text/plain", "text/html"]
    assert "نص الرسالة." in mail.get_payload()[0].get_payload(decode=True).decode()  # type: ignore[union-attr, index]
