"""The payroll number (PPR): given by its owner, kept sealed, and never two people's; or attested that there is none."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from competitions.folding import DIGITS, INVISIBLE
from competitions.models import Competition
from competitions.refusals import Refusal
from teams.domain.authority import NotYours
from teams.models import PayrollRecord, User
from teams.rules import Candidate

LONGEST = 10  # digits; the numbers of today have seven at most
SHOWN = 3  # last digits that are shown back
# What people put between the digits, or copy along with them.
_DROPPED = {ord(sign): None for sign in INVISIBLE}
_BETWEEN = re.compile(r"[\s.\-/‐‑–·]+")


class NoPayrollNumber(Refusal):
    message = _("Write the payroll number in digits only, ten at most, as it stands on your payslip.")
    field = "payroll_number"


class PayrollNumberTaken(Refusal):
    """Says nothing about whose it is."""

    message = _("Another account has given this payroll number. If it is yours as well, the two can become one.")
    field = "payroll_number"


class TooManyNumbers(Refusal):
    """Whoever tries one number after another would learn which of them have an account."""

    message = _("Too many numbers in a short time. Leave this blank for now, and give your number in an hour.")
    field = "payroll_number"


class PayrollNumberIsKnown(Refusal):
    message = _("This person has given their payroll number: there is nothing to attest.")


class MayNotAttest(Refusal):
    message = _("You cannot attest this. Another focal point of the department or an organiser can.")


class OnlyOwnNumber(NotYours):
    message = _("Only the person themselves can give their payroll number.")


def normalise(number: str) -> str:
    """The digits of `number`, Western ones, as they are compared and kept.

    Spaces, dots, hyphens and slashes between them are dropped, and so are zeros in front: payslips print the same
    number with and without. Raises NoPayrollNumber.
    """
    plain = unicodedata.normalize("NFKC", number).translate(_DROPPED).translate(DIGITS)
    digits = _BETWEEN.sub("", plain)
    if not digits.isascii() or not digits.isdigit():
        raise NoPayrollNumber
    digits = digits.lstrip("0")
    if not 1 <= len(digits) <= LONGEST:
        raise NoPayrollNumber
    return digits


def hash_of(normal: str) -> str:
    """What stands in the database for a normalised number: keyed, so that nobody can try all numbers on it."""
    return hmac.new(settings.PAYROLL_HASH_KEY.encode(), normal.encode(), hashlib.sha256).hexdigest()


def give_payroll_number(*, person: User, number: str, by: User, at: datetime) -> PayrollRecord:
    """Keep the payroll number of `person`, who gives or corrects it themselves. Giving it twice keeps the first date.

    Raises OnlyOwnNumber, NoPayrollNumber, PayrollNumberTaken.
    """
    if by.pk != person.pk:
        raise OnlyOwnNumber
    normal = normalise(number)
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        record = PayrollRecord.objects.of(person).first() or PayrollRecord(person=person)
        if record.number_hash == hash_of(normal):
            return record
        if PayrollRecord.objects.filter(number_hash=hash_of(normal)).exists():
            raise PayrollNumberTaken
        record.number, record.number_hash, record.given_at = normal, hash_of(normal), at
        _save(record)
    return record


def attest_no_payroll_number(*, person: User, competition: Competition, by: User, at: datetime) -> PayrollRecord:
    """Record the word of `by` that `person` has no payroll number. Attesting twice keeps the first word.

    Who may vouch for them in `competition` may attest it: a focal point of the department, or an organiser.
    Raises MayNotAttest, PayrollNumberIsKnown.
    """
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        if not by.has_perm("teams.vouch", Candidate(person, competition)):
            raise MayNotAttest
        record = PayrollRecord.objects.of(person).first()
        if record is None:
            return PayrollRecord.objects.create(person=person, absence_attested_by=by, absence_attested_at=at)
        if record.number_hash is not None:
            raise PayrollNumberIsKnown
    return record


def payroll_settled_among(people: Iterable[User]) -> set[int]:
    """The ids of those of `people` who have given their number, or of whom it is attested that they have none."""
    ids = [person.pk for person in people]
    return set(PayrollRecord.objects.filter(person__in=ids).values_list("person", flat=True))


def masked(record: PayrollRecord) -> str:
    """The number as its owner is shown it: enough to recognise it, too little to use it."""
    number = str(record.number)
    return "•" * max(len(number) - SHOWN, SHOWN) + number[-SHOWN:]


def _save(record: PayrollRecord) -> None:
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError as error:
        # Two accounts gave the number in the same moment: no row was there to lock.
        raise PayrollNumberTaken from error
