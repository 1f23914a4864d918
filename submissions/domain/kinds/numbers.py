"""Numbers and amounts: kept as they were typed, read in any digits, said in those of the language."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competitions.folding import fold
from submissions.domain.kinds.base import Asked, Kind
from submissions.domain.kinds.labels import Labels
from submissions.domain.kinds.texts import clean_line
from submissions.models import Question

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# Both of Morocco's languages of administration write 12 500,50; shorter numbers stay together, as years do.
FORMATS = {"ar": "fr", "fr": "fr", "en": "en"}
GROUPED_FROM = 10_000
LONGEST = 20  # digits; nothing that people count is longer, and more than 28 cannot be written out exactly


def number_of(text: str) -> Decimal | None:
    """The number that somebody typed, in whichever digits and with comma or point; None if it is none."""
    plain = re.sub(r"[\s٬]", "", fold(text)).replace("٫", ".").replace(",", ".")
    if not _NUMBER.fullmatch(plain) or len(plain) > LONGEST:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def number_words(number: Decimal, *, grouped: bool) -> str:
    """The number as the active language writes it."""
    locale = FORMATS.get((get_language() or "ar")[:2], "fr")
    places = max(0, -int(number.as_tuple().exponent))
    pattern = f"{'#,##0' if grouped else '0'}{'.' if places else ''}{'0' * places}"
    return format_decimal(number, format=pattern, locale=locale, decimal_quantization=False)


def counted(text: str) -> str:
    """A typed number in words of the active language; what is none stays as it was typed."""
    number = number_of(text)
    return text if number is None else number_words(number, grouped=abs(number) >= GROUPED_FROM)


def dirhams(number: Decimal) -> str:
    """An amount without its unit, with its centimes where it has some."""
    whole = number == number.to_integral_value()
    return number_words(number.quantize(Decimal(1)) if whole else number, grouped=True)


class Number(Kind):
    def clean(self, raw: Any, question: Question) -> str:
        return clean_line(raw)

    def faults(self, asked: Asked) -> list[str]:
        number = number_of(asked.value)
        if number is None:
            return [_("Write one number in digits, such as 1200 or 12.5.")]
        return limit_faults(asked.question, number)

    def _say(self, value: Any, labels: Labels, people: Mapping[Any, str]) -> str:
        return f"{counted(value)} {labels.unit}".strip()


class Amount(Number):
    def faults(self, asked: Asked) -> list[str]:
        return amount_faults(asked.value) or super().faults(asked)

    def _say(self, value: Any, labels: Labels, people: Mapping[Any, str]) -> str:
        return amount_words(value, labels.unit)


def amount_faults(text: str) -> list[str]:
    """What is wrong with a typed amount as such."""
    number = number_of(text)
    if number is None:
        return [_("Write the amount in digits, such as 12500 or 12500.50.")]
    if int(number.as_tuple().exponent) < -2:
        return [_("An amount has at most two digits after the comma.")]
    return []


def amount_words(text: str, unit: str = "") -> str:
    """A typed amount grouped and with its unit; what is no amount stays as it was typed."""
    number = number_of(text)
    return text if number is None else f"{dirhams(number)}\N{NO-BREAK SPACE}{unit or _('MAD')}"


def limit_faults(question: Question, number: Decimal) -> list[str]:
    """What is too small or too large about a number."""
    say = (
        dirhams
        if question.kind == Question.Kind.AMOUNT
        else lambda each: number_words(each.normalize() + 0, grouped=abs(each) >= GROUPED_FROM)
    )
    if question.minimum is not None and number < question.minimum:
        return [_("Write a number of at least %(limit)s.") % {"limit": say(question.minimum)}]
    if question.maximum is not None and number > question.maximum:
        return [_("Write a number of at most %(limit)s.") % {"limit": say(question.maximum)}]
    return []
