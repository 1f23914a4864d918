"""The outbox: whatever tells somebody something writes a row here, in the transaction of what it tells about."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from competitions import letters, packing
from competitions.domain import jobs
from competitions.domain.wakeups import wake_after_commit
from competitions.models import Broadcast, Competition, Message
from competitions.refusals import Refusal
from competitions.registries.message_kinds import MessageKind

DELIVER = "competitions.tasks.deliver_messages"
BROADCAST_FROM = 50  # more recipients than this are a broadcast
# How long a secret that names no end of its own may lie in the outbox.
SECRET_LIFETIME = timedelta(days=3)


class SecretIsGone(Refusal):
    """The text of a secret message is kept by nobody, so it cannot be sent again."""

    message = _("The link in this message was only in the mail. Ask for a new one instead.")


class ClosedAccount(Refusal):
    """Nothing is sent to somebody whose account is closed."""

    message = _("This person’s account is closed, so nothing is sent to them.")


def queue(
    kind: MessageKind,
    *,
    to: Any = None,
    to_address: str = "",
    language: str | None = None,
    context: dict[str, Any],
    at: datetime,
    competition: Competition | None = None,
    dedupe_key: str = "",
    about: dict[str, Any] | None = None,
    expires_at: datetime | None = None,
    broadcast: Broadcast | None = None,
) -> Message | None:
    """Write one message of `kind`, rendered now in its recipient's language, and have it sent after the commit.

    `to` is a person with an account; for somebody without one give `to_address` and `language`. The template gets
    `context`, and `person` and `at` besides. A `competition` in the context is the edition whose organisers may see the
    message, unless `competition` says it. The whole text of a secret kind is sealed, and emptied once sent or at
    `expires_at`. With a `dedupe_key` that has been used before, or for a closed account, nothing is written and the
    answer is None. Raises ValueError when the context lacks a variable of the kind.
    """
    composed = _composed(
        kind, to=to, to_address=to_address, language=language, context=context, at=at, competition=competition
    )
    return _write(**composed, dedupe_key=dedupe_key, about=about or {}, expires_at=expires_at, broadcast=broadcast)


def queue_raw(
    *,
    kind: MessageKind,
    to: Any = None,
    to_address: str = "",
    language: str | None = None,
    subject: str,
    text: str,
    at: datetime,
    secret: bool | None = None,
    competition: Competition | None = None,
    dedupe_key: str = "",
    about: dict[str, Any] | None = None,
    expires_at: datetime | None = None,
) -> Message | None:
    """Write a message whose words exist already (account pages, reminders); as `queue` in everything else.

    `secret` follows the kind unless it is given.
    """
    return _write(
        kind=kind.key,
        recipient=to,
        address=to_address or to.email,
        language=language or getattr(to, "language", None) or get_language() or "ar",
        letter=letters.Letter(letters.tidy_subject(subject), letters.tidy(text)),
        secret=kind.secret if secret is None else secret,
        at=at,
        competition=competition,
        dedupe_key=dedupe_key,
        about=about or {},
        expires_at=expires_at,
        broadcast=None,
    )


def queue_many(
    kind: MessageKind,
    *,
    to: Iterable[Any],
    context: dict[str, Any],
    by: Any,
    at: datetime,
    competition: Competition | None = None,
    about: dict[str, Any] | None = None,
) -> Broadcast | None:
    """Write a message of `kind` to each of `to`.

    Up to fifty are written now, in one query. For more, one Broadcast is written, which a job unfolds into messages,
    each person once; then it is returned, and its job has the progress. Its context may hold what JSON can, moments,
    and rows of the database.
    """
    people = list(to)
    if len(people) <= BROADCAST_FROM:
        written = [
            _message(**_composed(kind, to=person, context=context, at=at, competition=competition), about=about or {})
            for person in people
            if person.is_active
        ]
        # Whoever calls this holds a transaction of their own, as a rule: one savepoint less in it.
        with transaction.atomic(savepoint=False):
            Message.objects.bulk_create(written)
            wake_after_commit(DELIVER)
        return None
    with transaction.atomic():
        job = jobs.start(
            "broadcast", arguments={"people": [person.pk for person in people]}, by=by, at=at, total=len(people)
        )
        return Broadcast.objects.create(
            kind=kind.key,
            competition=competition or context.get("competition"),
            context=packing.pack(context),
            about=about or {},
            job=job,
            queued_at=at,
            queued_by=by,
        )


def resend(message: Message, *, by: Any, at: datetime) -> Message:
    """Queue the same words once more, as a row of their own.

    Raises SecretIsGone: a link or code is never sent twice, whoever makes them makes a new one. Raises ClosedAccount.
    """
    if message.secret:
        raise SecretIsGone
    again = _write(
        kind=message.kind,
        recipient=message.recipient,
        address=message.recipient.email if message.recipient else message.address,
        language=message.language,
        letter=letters.Letter(message.subject, message.text),
        secret=False,
        at=at,
        competition=message.competition,
        dedupe_key=f"again:{message.pk}:{uuid4().hex}",
        about={**message.about, "again": message.pk, "asked_by": by.pk},
        expires_at=None,
        broadcast=None,
    )
    if again is None:
        raise ClosedAccount
    return again


def mark_read(message: Message, *, at: datetime) -> None:
    """Remember when its recipient first opened it."""
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=at)


def expire_secrets(*, at: datetime) -> int:
    """Empty the sealed text of every secret whose time is over; those not sent by then never will be."""
    expired = Message.objects.sealed().filter(expires_at__lte=at)
    return expired.update(sealed_text="", skipped_at=at)


def _composed(
    kind: MessageKind,
    *,
    to: Any,
    to_address: str = "",
    language: str | None = None,
    context: dict[str, Any],
    at: datetime,
    competition: Competition | None,
) -> dict[str, Any]:
    """What `kind` says to that recipient, in their language. Raises ValueError when a variable is missing."""
    variables = {"person": to, "at": at, **context}
    if lacking := set(kind.variables) - set(variables):
        raise ValueError(f"{kind.key} is not given {sorted(lacking)}.")
    spoken = language or getattr(to, "language", None) or get_language() or "ar"
    return {
        "kind": kind.key,
        "recipient": to,
        "address": to_address or to.email,
        "language": spoken,
        "letter": letters.write(kind.template, variables, spoken),
        "secret": kind.secret,
        "at": at,
        "competition": competition or context.get("competition"),
    }


def _write(*, recipient: Any, dedupe_key: str, **values: Any) -> Message | None:
    if recipient is not None and not recipient.is_active:
        return None
    if dedupe_key and Message.objects.filter(dedupe_key=dedupe_key).exists():
        return None
    message = _message(recipient=recipient, dedupe_key=dedupe_key, **values)
    if not _saved(message):
        return None
    wake_after_commit(DELIVER)
    return message


def _message(
    *,
    kind: str,
    recipient: Any,
    address: str,
    language: str,
    letter: letters.Letter,
    secret: bool,
    at: datetime,
    competition: Competition | None,
    dedupe_key: str = "",
    about: dict[str, Any],
    expires_at: datetime | None = None,
    broadcast: Broadcast | None = None,
) -> Message:
    """The row, not stored yet."""
    message = Message(
        kind=kind,
        recipient=recipient,
        address=address,
        language=language,
        competition=competition,
        subject=letter.subject,
        secret=secret,
        dedupe_key=dedupe_key or uuid4().hex,
        broadcast=broadcast,
        about=about,
        queued_at=at,
        not_before=at,
    )
    if secret:
        message.sealed_text, message.expires_at = letter.text, expires_at or at + SECRET_LIFETIME
    else:
        footer = letters.footer(language=language, on_the_site=recipient is not None)
        message.text = letter.text
        message.html = letters.html(letter.subject, letter.text, language=language, footer=footer)
    return message


def _saved(message: Message) -> bool:
    """Store it, unless somebody else has just stored one of the same key."""
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        if Message.objects.filter(dedupe_key=message.dedupe_key).exists():
            return False
        raise
    return True
