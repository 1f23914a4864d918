"""A one-time code with which somebody without a usable mailbox signs in, handed to them in person.

Who hands it answers for it: every code is a row that says who let whom in, and a line in the log.
"""

import logging
import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competitions.domain.outbox import queue
from competitions.models import Competition
from competitions.refusals import Refusal
from teams import messages
from teams.domain.authority import NotYours
from teams.domain.second_factor import DECIDING
from teams.models import Role, SignInCode, User
from teams.rules import Candidate

log = logging.getLogger(__name__)

HOLDS_FOR = timedelta(minutes=10)
LENGTH = 8  # digits: they are read aloud and typed on any keyboard
MOST_FAILURES = 5
# Who decides, or sees what others decide, never comes in by another person's word.
BARRED = (*DECIDING, Role.Kind.FOCAL_POINT)


class MayNotHandCodes(NotYours):
    message = _("Only a focal point of the department or an organiser hands out sign-in codes.")


class NoCodeForThem(Refusal):
    message = _("No code can be handed to this person. Whoever runs or judges an edition signs in by their own means.")


class NoCodeForAddress(Refusal):
    """One sentence, whatever the reason.

    That there is one does tell that somebody has an account, as the code itself would, tried: who hands out codes is
    trusted with so much, slowed down, and written down.
    """

    message = _("No code can be handed for this address. If it is right, ask an organiser of the edition.")
    field = "address"


class CodeRefused(Refusal):
    """One sentence, whatever was wrong: address, code, or its ten minutes."""

    message = _("The address and the code do not go together, or the code works no more. Ask for a new one.")


def hand_code(*, person: User, competition: Competition, by: User, at: datetime) -> str:
    """Make the code with which `person` signs in once within ten minutes, and return it: it is kept nowhere.

    An earlier code works no more. The person is told at their confirmed address, if they have one.
    Raises MayNotHandCodes, NoCodeForThem.
    """
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        if not by.has_perm("teams.see_candidate", Candidate(person, competition)):
            raise MayNotHandCodes
        if by.pk == person.pk or is_barred(person, at=at):
            raise NoCodeForThem
        return _issue(person, competition, by=by, at=at)


def hand_code_to_address(*, address: str, competition: Competition, by: User, at: datetime) -> str:
    """The same for whoever has exactly this address: somebody who has not said yet where they serve.

    If nobody has it, an account without a password is made first: without a mailbox they could make none.
    Raises MayNotHandCodes, NoCodeForAddress.
    """
    if not by.has_perm("teams.see_department", competition):
        raise MayNotHandCodes
    with transaction.atomic():
        person = User.objects.locked(_account_of(address, language=by.language).pk)
        theirs = person.department_id is None or by.has_perm("teams.see_candidate", Candidate(person, competition))
        if not theirs or by.pk == person.pk or is_barred(person, at=at):
            log.info("sign-in code refused", extra={"person": person.pk, "by": by.pk})
            raise NoCodeForAddress
        return _issue(person, competition, by=by, at=at)


def sign_in_with_code(*, address: str, code: str, at: datetime) -> User:
    """The person whose address and code these are; the code is used up. The caller signs them in.

    The fifth wrong attempt burns a code, and one that the person's new role or closed account bars does not work.
    Raises CodeRefused.
    """
    with transaction.atomic():
        person = _who_used(address, _digits(code), at=at)
    if person is None:  # raised here, or the failure counted above would be rolled back with it
        raise CodeRefused
    log.info("sign-in code used", extra={"person": person.pk})
    return person


def is_barred(person: User, *, at: datetime) -> bool:
    """Whether `person` may only come in by their own means."""
    if not person.is_active or person.is_staff or person.is_superuser:
        return True
    return Role.objects.filter(person=person, kind__in=BARRED).active(at=at).exists()


def _issue(person: User, competition: Competition, *, by: User, at: datetime) -> str:
    code = "".join(secrets.choice("0123456789") for _digit in range(LENGTH))
    SignInCode.objects.filter(person=person, used_at=None, replaced_at=None).update(replaced_at=at)
    row = SignInCode.objects.create(
        person=person,
        competition=competition,
        code_hash=make_password(code),
        issued_by=by,
        issued_at=at,
        expires_at=at + HOLDS_FOR,
    )
    if EmailAddress.objects.filter(user=person, verified=True).exists():
        queue(messages.CODE_HANDED, to=person, context={"competition": competition, "by": by}, at=at)
    log.info("sign-in code handed", extra={"code": row.pk, "person": person.pk, "by": by.pk})
    return code


def _who_used(address: str, code: str, *, at: datetime) -> User | None:
    found = _with_address(address)
    person = User.objects.locked(found.pk) if found else None
    row = SignInCode.objects.usable(at=at).select_for_update().filter(person=person).first() if person else None
    if person is None or row is None or row.failures >= MOST_FAILURES or is_barred(person, at=at):
        make_password(code)  # as slow as a comparison: the time it takes must not tell who has a code
        return None
    if not check_password(code, row.code_hash):
        row.failures += 1
        row.save(update_fields=["failures"])
        return None
    row.used_at = at
    row.save(update_fields=["used_at"])
    return person


def _with_address(address: str) -> User | None:
    """Who signs in with this address, or has confirmed it."""
    address = address.strip()
    confirmed = EmailAddress.objects.filter(email__iexact=address, verified=True)
    return User.objects.filter(Q(email__iexact=address) | Q(pk__in=confirmed.values("user"))).order_by("pk").first()


def _account_of(address: str, *, language: str) -> User:
    """The account with this address, made if there is none."""
    try:
        with transaction.atomic():
            return _with_address(address) or _new_account(address, language=language)
    except IntegrityError:  # somebody made it at the same instant
        return User.objects.get(email__iexact=address.strip())


def _new_account(address: str, *, language: str) -> User:
    person = User.objects.create_user(address.strip(), language=language)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=False)
    return person


def _digits(code: str) -> str:
    """What was typed, with the digits of any keyboard made Western and everything between them left out."""
    return "".join(str(int(sign)) for sign in code if sign.isdecimal())
