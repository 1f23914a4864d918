"""The words of a reminder: an organiser's text with variables, filled for one person."""

import re
import string
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

# What an organiser may write between braces, and what it stands for.
VARIABLES = {
    "name": _("name of the person"),
    "phase": _("name of the phase"),
    "deadline": _("weekday, date and hour of the deadline of that person"),
    "left": _("time left, such as “in 3 days”"),
    "todo": _("what that person still has to do"),
    "link": _("address of the page where it is done"),
}
VARIABLE = re.compile(r"\{(\w+)\}")


def unknown_variables(text: str) -> list[str]:
    """What stands between braces and is no variable; raises ValueError when a brace lacks its partner."""
    names = {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}
    return sorted(names - set(VARIABLES))


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with its variables replaced; anything else between braces stays as it is."""
    return VARIABLE.sub(lambda match: values.get(match[1], match[0]), text)
