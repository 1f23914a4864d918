"""Two accounts that are one person's become one: asked by the second, answered by the first alone."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from competitions import letters
from competitions.addresses import absolute
from competitions.domain.outbox import queue
from competitions.refusals import Refusal
from competitions.sealing import seal
from teams import messages
from teams.domain.authority import NotYours
from teams.domain.moving import move_everything, require_may_become_one
from teams.domain.payroll import hash_of, normalise
from teams.models import MergeRequest, PayrollRecord, User
from teams.models.invitation import token_hash

LIFETIME = timedelta(hours=24)
BETWEEN_MAILS = timedelta(minutes=15)


class MergeIsOver(Refusal):
    message = _("This link has been used or has expired. Ask again from the other account.")


class NotFirstAccount(NotYours):
    message = _("Only the owner of the account that was written to can answer.")


def ask_to_merge(*, second: User, number: str, at: datetime) -> None:
    """Write to the owner of the account that has given this payroll number, if there is one.

    Whoever asks learns nothing from it: a number that nobody has is answered alike. Asked again within a quarter of an
    hour, the first mail stands; later a new link takes the place of the old one.
    Raises NoPayrollNumber for what is no number at all.
    """
    normal = normalise(number)
    with transaction.atomic():
        record = PayrollRecord.objects.filter(number_hash=hash_of(normal)).first()
        if record is None or record.person_id == second.pk:
            _write_to_nobody(second, at=at)
            return
        first, second = _both(record.person_id, second.pk)
        if not (first.is_active and second.is_active) or _asked_just_now(first, second, at=at):
            return
        MergeRequest.objects.filter(second=second, answered_at=None).update(answered_at=at, accepted=False)
        _write_to(first, second, at=at)


def request_with(token: str, *, first: User) -> MergeRequest | None:
    """The request that the secret link `token` is about, if it was sent to `first`."""
    sent = MergeRequest.objects.select_related("first", "second")
    return sent.filter(token_hash=token_hash(token), first=first).first()


def require_open(request: MergeRequest, *, at: datetime) -> None:
    """Raises MergeIsOver."""
    if request.answered_at is not None or request.expires_at <= at:
        raise MergeIsOver


def answer_merge(*, request: MergeRequest, accept: bool, by: User, at: datetime) -> User:
    """Bring the second account into the first, whose owner answers, or leave both as they are.

    On a yes everything moves by the rules of every room, the second account is closed and its address free; nobody
    tells the second of a no. Returns the first account.
    Raises NotFirstAccount, MergeIsOver, and what `require_may_become_one` raises.
    """
    with transaction.atomic():
        first, second = _both(request.first_id, request.second_id)
        request = MergeRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
        if by.pk != first.pk:
            raise NotFirstAccount
        require_open(request, at=at)
        if accept:
            require_may_become_one(first, second, at=at)
            address = second.email
            move_everything(second=second, first=first, at=at)
            queue(messages.MERGE_DONE, to=first, context={"second_address": address}, at=at)
        request.answered_at, request.accepted = at, accept
        request.save()
    return first


def _both(first: int, second: int) -> tuple[User, User]:
    """Both people, locked in one order, so that two who act at once never wait for each other in a circle."""
    locked = {key: User.objects.locked(key) for key in sorted((first, second))}
    return locked[first], locked[second]


def _asked_just_now(first: User, second: User, *, at: datetime) -> bool:
    asked = MergeRequest.objects.filter(first=first, second=second, requested_at__gt=at - BETWEEN_MAILS)
    return asked.exists()


def _write_to_nobody(second: User, *, at: datetime) -> None:
    """As long as the real letter takes, so that the time of an answer does not tell either."""
    kind = messages.MERGE_ASKED
    variables = {"second_address": second.email, "url": secrets.token_urlsafe(32), "expires_at": at + LIFETIME}
    seal(letters.write(kind.template, {"person": second, "at": at, **variables}, second.language).text)


def _write_to(first: User, second: User, *, at: datetime) -> None:
    """Nothing but the mail knows the token."""
    token, expires_at = secrets.token_urlsafe(32), at + LIFETIME
    MergeRequest.objects.create(
        first=first, second=second, token_hash=token_hash(token), requested_at=at, expires_at=expires_at
    )
    with translation.override(first.language):
        url = absolute("teams:merge_answer", token=token)
    queue(
        messages.MERGE_ASKED,
        to=first,
        context={"second_address": second.email, "url": url, "expires_at": expires_at},
        at=at,
        expires_at=expires_at,
    )
