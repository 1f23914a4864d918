"""Points and weights: integers in hundredths inside, numbers as people write and read them outside."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel import Locale
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from competitions.folding import fold
from competitions.refusals import Refusal
from competitions.wording import LOCALES, PLURAL_SAMPLES

HUNDREDTHS = 100  # of a point; of a percent for weights
# "14.5", "14,5", and the Arabic "١٤٫٥" once its digits are folded.
NUMBER = re.compile(r"(?P<sign>[-−]?)(?P<whole>\d{1,6})(?:[.,٫،](?P<part>\d{1,2})0*)?")


class NotANumber(Refusal):
    message = _("Write a number with at most two decimals, such as 14 or 14.5.")


def parse_points(text: str) -> int | None:
    """Hundredths of a point in `text`; None when it is blank.

    Takes Western, Arabic and Persian digits and a point, a comma or the Arabic separator. Raises NotANumber.
    """
    normal = fold(text).replace(" ", "")
    if not normal:
        return None
    number = NUMBER.fullmatch(normal)
    if number is None:
        raise NotANumber
    hundredths = int(number["whole"]) * HUNDREDTHS + int((number["part"] or "").ljust(2, "0"))
    return -hundredths if number["sign"] else hundredths


def points_in_words(hundredths: int | Fraction) -> str:
    """The shortest number that says it, in the active language: "16", "14.5", "14,5". Fractions are rounded."""
    value = _rounded(hundredths)
    decimals = -int(value.normalize().as_tuple().exponent)
    return number_format(value, decimal_pos=max(decimals, 0), use_l10n=True)


def score_in_words(hundredths: int | Fraction) -> str:
    """Always two decimals, so that a column of them can be compared: "14.50"."""
    return number_format(_rounded(hundredths), decimal_pos=2, use_l10n=True)


def percent_in_words(hundredths: int) -> str:
    """A weight: "25", "12.5"; the sign is the sentence's."""
    return points_in_words(hundredths)


def counts_as(shown: str) -> int:
    """The whole number that takes the same plural form as a figure shown in the active language, for `ngettext`.

    French counts the whole part: "0,50 point", "1,50 point", "2,00 points". English has one "point" only, "1".
    """
    locale = Locale.parse(LOCALES[(get_language() or "ar")[:2]])
    form = locale.plural_form(Decimal(shown.lstrip("+-−").replace(",", ".")))
    return next(number for number in PLURAL_SAMPLES if locale.plural_form(number) == form)


def plain(hundredths: int | Fraction) -> str:
    """For machines: a point, two decimals, whatever the language."""
    return str(_rounded(hundredths).quantize(Decimal("0.01")))


def _rounded(hundredths: int | Fraction) -> Decimal:
    """In points, to hundredths, halves away from zero."""
    exact = Fraction(hundredths)
    nearest = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return nearest / HUNDREDTHS
