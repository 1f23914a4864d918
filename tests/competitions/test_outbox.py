"""A message is a row of the transaction that it tells about."""

from typing import Any

import pytest
from celery import current_app
from django.db import IntegrityError, connection, transaction

from competitions.domain import delivery, outbox
from competitions.domain.wakeups import nobody_woken
from competitions.messages import PHASE_MOVED
from competitions.models import Message
from competitions.registries.message_kinds import MessageKind
from tests.builders.competitions import NOW, a_competition, a_message, the_phase
from tests.builders.teams import a_person
from tests.harness.clock import days, minutes

SECRET = MessageKind(key="secret", label="Secret", template="", secret=True)
LINK = "https://idarathon.example/ar/invitations/9f8e7d6c/"

pytestmark = pytest.mark.django_db


def about_a_phase() -> dict[str, Any]:
    competition = a_competition()
    phase = the_phase(competition, "submission")
    return {"competition": competition, "phase": phase, "opens_at": phase.opens_at, "closes_at": phase.closes_at}


def test_a_message_vanishes_with_the_change_it_tells_about() -> None:
    with transaction.atomic():
        a_message()
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_a_message_is_written_in_the_language_of_its_reader() -> None:
    context = about_a_phase()

    messages = [
        outbox.queue(PHASE_MOVED, to=a_person(language=language), context=context, at=NOW) for language in ("ar", "fr")
    ]

    assert [message.language for message in messages if message] == ["ar", "fr"]
    assert "دجنبر 2020" in messages[0].text  # type: ignore[union-attr]
    assert "décembre 2020" in messages[1].text  # type: ignore[union-attr]
    assert '<html lang="ar" dir="rtl">' in messages[0].html  # type: ignore[union-attr]


def test_a_message_belongs_to_the_edition_it_is_about() -> None:
    context = about_a_phase()

    message = outbox.queue(PHASE_MOVED, to=a_person(), context=context, at=NOW)

    assert message is not None
    assert message.competition == context["competition"]


def test_a_variable_that_is_not_given_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="closes_at"):
        outbox.queue(PHASE_MOVED, to=a_person(), context={"competition": None, "phase": None, "opens_at": NOW}, at=NOW)


def test_a_dedupe_key_makes_one_message_however_often_it_is_queued() -> None:
    a_message(dedupe_key="once")

    again = outbox.queue_raw(
        kind=SECRET, to_address="a@idarathon.example", subject="s", text="t", at=NOW, dedupe_key="once"
    )

    assert again is None
    assert Message.objects.count() == 1


def test_nothing_is_written_to_a_closed_account() -> None:
    person = a_person(is_active=False)

    assert outbox.queue_raw(kind=SECRET, to=person, subject="s", text="t", at=NOW) is None


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_told_after_the_commit_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_options: told.append(name))

    with transaction.atomic():
        a_message()
        before = list(told)

    assert before == []
    assert told == ["competitions.tasks.deliver_messages"]


@pytest.mark.django_db(transaction=True)
def test_of_what_is_written_down_of_the_past_no_worker_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_options: told.append(name))

    with nobody_woken():
        a_message()
    assert told == []

    a_message()
    assert told == ["competitions.tasks.deliver_messages"]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_stops_no_request(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(_name: str, **_options: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(current_app, "send_task", away)

    a_message()

    assert Message.objects.count() == 1
    assert "BROKER_URL" in caplog.text


def test_a_secret_is_kept_sealed_and_nowhere_else() -> None:
    message = a_message(secret=True, text=f"Follow this link.\n\n{LINK}")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM competitions_message WHERE id = %s", [message.pk])
        stored = str(cursor.fetchone())

    assert "9f8e7d6c" not in stored
    assert LINK in Message.objects.get(pk=message.pk).sealed_text


def test_a_secret_can_be_read_nowhere_once_it_is_sent(mailoutbox: list[Any]) -> None:
    message = a_message(secret=True, text=LINK)

    delivery.deliver_due(worker="w", at=NOW)

    message.refresh_from_db()
    assert LINK in str(mailoutbox[0].body)
    assert LINK in str(mailoutbox[0].alternatives[0][0])
    assert (message.sealed_text, message.text, message.html) == ("", "", "")


def test_a_secret_that_expires_unsent_is_emptied_and_never_goes() -> None:
    message = a_message(secret=True, text=LINK, expires_at=NOW + minutes(10))
    other = a_message(secret=True, text=LINK, expires_at=NOW + days(1))

    expired = outbox.expire_secrets(at=NOW + minutes(10))

    message.refresh_from_db()
    other.refresh_from_db()
    assert expired == 1
    assert (message.sealed_text, message.skipped_at) == ("", NOW + minutes(10))
    assert other.sealed_text == LINK


def test_a_secret_whose_time_is_over_is_not_sent_even_before_it_is_emptied(mailoutbox: list[Any]) -> None:
    message = a_message(secret=True, text=LINK, expires_at=NOW + minutes(10))

    delivery.deliver_due(worker="w", at=NOW + minutes(11))

    message.refresh_from_db()
    assert mailoutbox == []
    assert (message.sealed_text, message.sent_at) == ("", None)


def test_resending_makes_a_new_row_and_leaves_the_old_one() -> None:
    organiser = a_person()
    message = a_message(to=a_person(), subject="Once", text="Words")

    again = outbox.resend(message, by=organiser, at=NOW + days(1))

    assert again.pk != message.pk
    assert (again.subject, again.text, again.queued_at) == ("Once", "Words", NOW + days(1))
    assert again.about == {"again": message.pk, "asked_by": organiser.pk}


def test_a_secret_is_never_resent() -> None:
    message = a_message(secret=True, text=LINK)

    with pytest.raises(outbox.SecretIsGone):
        outbox.resend(message, by=a_person(), at=NOW)


def test_the_first_reading_is_remembered() -> None:
    message = a_message(to=a_person())

    outbox.mark_read(message, at=NOW + days(1))
    outbox.mark_read(message, at=NOW + days(2))

    message.refresh_from_db()
    assert message.read_at == NOW + days(1)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"secret": True}, "message_secret_text_is_sealed"),
        ({"secret": False, "sealed_text": "x"}, "message_secret_text_is_sealed"),
        ({"not_before": NOW - days(1)}, "message_not_before_it_was_queued"),
    ],
)
def test_the_database_itself_refuses_what_would_show_a_secret(change: dict[str, Any], constraint: str) -> None:
    message = a_message()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**change)


def test_the_database_itself_refuses_a_sealed_text_that_was_sent() -> None:
    message = a_message(secret=True, text=LINK)

    with pytest.raises(IntegrityError, match="message_sealed_text_gone_once_sent"), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(sent_at=NOW)
