"""Telephone numbers: typed in any shape, kept in the international one, shown as people here write them."""

import phonenumbers
from django.utils.translation import gettext_lazy as _

from competitions.folding import fold
from competitions.refusals import Refusal

HOME = "MA"


class NotAPhoneNumber(Refusal):
    message = _("This is no telephone number. Write it as 06 12 34 56 78, or with + and the code of the country.")
    field = "phone"


def phone_number(text: str) -> str:
    """The number in E.164 (`+212612345678`), Moroccan without a country's code; "" stays. Raises NotAPhoneNumber."""
    plain = fold(text)
    if not plain:
        return ""
    try:
        number = phonenumbers.parse(plain, HOME)
    except phonenumbers.NumberParseException as error:
        raise NotAPhoneNumber from error
    if not phonenumbers.is_valid_number(number) or number.extension:
        raise NotAPhoneNumber
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(phone: str) -> str:
    """The kept number as it is read: `06 12-34-56-78` at home, with the country's code elsewhere."""
    if not phone:
        return ""
    number = phonenumbers.parse(phone, HOME)
    at_home = number.country_code == phonenumbers.country_code_for_region(HOME)
    formats = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, formats.NATIONAL if at_home else formats.INTERNATIONAL)
