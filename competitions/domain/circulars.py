"""The same words to many addresses, most of which have no account: written once per language, in few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from competitions import letters
from competitions.domain.outbox import DELIVER
from competitions.domain.wakeups import wake_after_commit
from competitions.models import Competition, Message
from competitions.registries.message_kinds import MessageKind


@dataclass(frozen=True)
class Addressee:
    """One who gets the words; `person` where there is an account, and the key by which they get them once."""

    address: str
    language: str
    dedupe_key: str
    person: Any = None


@dataclass(frozen=True)
class _Written:
    letter: letters.Letter
    html: str


def queue_circular(
    kind: MessageKind,
    *,
    to: Sequence[Addressee],
    context: dict[str, Any],
    at: datetime,
    competition: Competition,
    about: dict[str, Any] | None = None,
) -> None:
    """Write one message of `kind` for each of `to`, rendered once per language; a dedupe key used before adds none.

    The template is given nothing about the recipient. Raises ValueError for a secret kind, or when the context lacks a
    variable of the kind.
    """
    if kind.secret:
        raise ValueError(f"{kind.key} is secret, so no two of its messages are alike.")
    if lacking := set(kind.variables) - set(context):
        raise ValueError(f"{kind.key} is not given {sorted(lacking)}.")
    written: dict[tuple[str, bool], _Written] = {}
    rows = []
    for addressee in to:
        alike = (addressee.language, addressee.person is not None)
        if alike not in written:
            written[alike] = _write(kind, context | {"at": at}, *alike)
        rows.append(_row(kind, addressee, written[alike], competition=competition, about=about or {}, at=at))
    with transaction.atomic():
        Message.objects.bulk_create(rows, ignore_conflicts=True)
        wake_after_commit(DELIVER)


def _write(kind: MessageKind, context: dict[str, Any], language: str, on_the_site: bool) -> _Written:
    letter = letters.write(kind.template, context, language)
    footer = letters.footer(language=language, on_the_site=on_the_site)
    return _Written(letter, letters.html(letter.subject, letter.text, language=language, footer=footer))


def _row(
    kind: MessageKind,
    addressee: Addressee,
    written: _Written,
    *,
    competition: Competition,
    about: dict[str, Any],
    at: datetime,
) -> Message:
    return Message(
        kind=kind.key,
        address=addressee.address,
        recipient=addressee.person,
        competition=competition,
        language=addressee.language,
        subject=written.letter.subject,
        text=written.letter.text,
        html=written.html,
        dedupe_key=addressee.dedupe_key,
        about=about,
        queued_at=at,
        not_before=at,
    )
