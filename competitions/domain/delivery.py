"""Sending what waits in the outbox: claim a batch, send it over one connection, mark each message.

A claim is a lease. A worker that is killed loses nothing: what it held is claimed again when the lease ends, and at
most the one message that was on its way is mailed twice, with the same Message-ID. The lease outlasts a batch, because
no message is begun after its first half.
"""

import logging
import smtplib
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F

from competitions import letters
from competitions.models import Message
from competitions.models.message import MAX_ATTEMPTS
from competitions.registries import message_kinds

logger = logging.getLogger(__name__)

BATCH = 20
LEASE = timedelta(minutes=5)
# Waits after the first, second, … failed attempt: about a day in all, so that a mail server may be away overnight.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))


def deliver_due(*, worker: str, at: datetime) -> int:
    """Send up to `BATCH` messages that are due at `at`; returns how many it has dealt with.

    That is 0 when none waits, and when the mail server cannot be reached: there is no use in asking again at once.
    `worker` is a name that no other process uses. What fails is kept for a later attempt, what is no longer wanted is
    skipped, and what failed `MAX_ATTEMPTS` times is given up with an error in the log.
    """
    claimed = claim(worker=worker, limit=BATCH, at=at)
    if not claimed:
        return 0
    connection = get_connection()
    half = time.monotonic() + LEASE.total_seconds() / 2
    done = 0
    try:
        for message in _messages(claimed):
            if time.monotonic() > half:
                break
            if not _deliver(message, connection, worker=worker, at=at):
                return 0
            done += 1
    finally:
        connection.close()
        release(worker=worker)
    return done


def claim(*, worker: str, limit: int, at: datetime) -> list[int]:
    """Take up to `limit` due messages for `worker`, secret kinds first; nobody else gets them before the lease ends."""
    with transaction.atomic():
        free = Message.objects.claimable(at=at).select_for_update(skip_locked=True)
        ids = list(free.values_list("pk", flat=True)[:limit])
        Message.objects.filter(pk__in=ids).update(claimed_by=worker, claimed_until=at + LEASE)
    return ids


def release(*, worker: str) -> None:
    """Give back what `worker` still holds."""
    held = Message.objects.filter(claimed_by=worker, sent_at=None, skipped_at=None)
    held.update(claimed_by="", claimed_until=None)


def mark_sent(message: Message, *, worker: str, at: datetime) -> bool:
    """Record that `worker` has sent it; the text of a secret is emptied. False when it was no longer the worker's."""
    held = Message.objects.filter(pk=message.pk, claimed_by=worker, sent_at=None)
    return bool(held.update(sent_at=at, claimed_until=None, sealed_text="", last_error=""))


def _messages(ids: list[int]) -> Iterator[Message]:
    """The claimed messages one by one, each read when its turn comes, for it may have expired meanwhile.

    A sealed text is opened only by `compose`: one whose key is lost must not keep the others from going.
    """
    ordered = Message.objects.filter(pk__in=ids).order_by("-secret", "pk").values_list("pk", flat=True)
    for pk in list(ordered):
        yield Message.objects.select_related("recipient").defer("sealed_text").get(pk=pk)


def _deliver(message: Message, connection: Any, *, worker: str, at: datetime) -> bool:
    """Send one message; False when the mail server cannot be reached, so that the rest need not try."""
    if not _begin(message, worker=worker):
        return True
    try:
        if not _is_wanted(message, at=at):
            _skip(message, worker=worker, at=at)
            return True
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        _fail(message, error, worker=worker, at=at)
        return False
    except Exception as error:
        # A kind's own question went wrong: that message waits, the others must not.
        logger.exception("A message cannot tell whether it is still wanted.", extra=_facts(message))
        _fail(message, error, worker=worker, at=at)
        return True
    try:
        connection.send_messages([compose(message, connection)])
    except (OSError, smtplib.SMTPException) as error:
        _fail(message, error, worker=worker, at=at)
        # The next message opens it anew: after a failure nobody knows what state the server has us in.
        connection.close()
    except Exception as error:
        logger.exception("A message cannot be written.", extra=_facts(message))
        _fail(message, error, worker=worker, at=at)
    else:
        mark_sent(message, worker=worker, at=at)
    return True


def _begin(message: Message, *, worker: str) -> bool:
    """Count the attempt before it is made; False when the message is no longer the worker's."""
    held = Message.objects.filter(pk=message.pk, claimed_by=worker, sent_at=None, skipped_at=None)
    message.attempts += 1
    return bool(held.update(attempts=F("attempts") + 1))


def _is_wanted(message: Message, *, at: datetime) -> bool:
    if message.expires_at is not None and message.expires_at <= at:
        return False
    if message.recipient is not None and not message.recipient.is_active:
        return False
    try:
        kind = message_kinds.get(message.kind)
    except KeyError:  # a kind of an earlier release: nobody can say that it is not wanted
        return True
    return kind.still_wanted is None or kind.still_wanted(message, at)


def compose(message: Message, connection: Any) -> EmailMultiAlternatives:
    """The mail: text and HTML from the same words, an id that a repetition shares, marked as sent by a machine."""
    text = message.sealed_text if message.secret else message.text
    footer = letters.footer(language=message.language, on_the_site=bool(message.recipient_id and not message.secret))
    html = message.html or letters.html(message.subject, text, language=message.language, footer=footer)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=letters.with_footer(text, footer),
        to=[message.address],
        connection=connection,
        headers={
            "Message-ID": message_id(message),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": message.language,
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail


def message_id(message: Message) -> str:
    """Drawn from the row alone, so that a mail repeated after a crash is recognisable."""
    return f"<outbox-{message.pk}-{int(message.queued_at.timestamp())}@{urlsplit(settings.SITE_URL).hostname}>"


def _skip(message: Message, *, worker: str, at: datetime) -> None:
    held = Message.objects.filter(pk=message.pk, claimed_by=worker, sent_at=None)
    held.update(skipped_at=at, claimed_until=None, sealed_text="")
    logger.info("message no longer wanted", extra=_facts(message))


def _fail(message: Message, error: Exception, *, worker: str, at: datetime) -> None:
    """Keep the reason and try again later, or give up loudly."""
    # The reason may hold an address: it stays in the row, and the log has its name only.
    reason = f"{type(error).__name__}: {error}"[:500]
    wait = BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]
    held = Message.objects.filter(pk=message.pk, claimed_by=worker, sent_at=None)
    held.update(last_error=reason, not_before=at + wait, claimed_by="", claimed_until=None)
    if message.attempts >= MAX_ATTEMPTS:
        logger.error(
            "A message is given up. Read its last error in the administration under Messages, mend the cause (address? "
            "EMAIL_URL?), then send it again from there.",
            extra=_facts(message),
        )
    else:
        logger.warning(
            "message not sent, another attempt follows", extra={**_facts(message), "error": type(error).__name__}
        )


def _facts(message: Message) -> dict[str, Any]:
    return {"outbox": message.pk, "kind": message.kind, "attempt": message.attempts}
