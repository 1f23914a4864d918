"""Whether a translation fills the same places as its source: `%(name)s`, `%s`, `{name}`, and the tags of a mark-up."""

import re
import string
from collections.abc import Sequence

from babel.messages.catalog import Message

PERCENT = re.compile(r"%(?:\((\w+)\)[a-z]|[sdif])")
TAG = re.compile(r"</?[a-z]+\b")
COUNTED_BY_WORD = 3  # Arabic says none, one and two without a figure: its first forms may leave the number out


def mismatch(message: Message) -> str | None:
    """Why the translation cannot stand in for the source, or None when it can."""
    if isinstance(message.id, str):
        return _difference(message.id, str(message.string))
    return _plural_mismatch(message.id, tuple(message.string or ()))


def _plural_mismatch(ids: Sequence[str], forms: Sequence[str]) -> str | None:
    every = _places(ids[0]) | _places(ids[1])
    for number, form in enumerate(forms):
        spoken = number < (COUNTED_BY_WORD if len(forms) > 2 else 1)
        if not _places(form) <= every:
            return f"form {number} has a placeholder that the source lacks"
        if not spoken and not _places(ids[1]) <= _places(form):
            return f"form {number} lacks a placeholder"
    return None


def _difference(source: str, translation: str) -> str | None:
    if _places(source) != _places(translation):
        return "placeholders differ"
    if sorted(TAG.findall(source)) != sorted(TAG.findall(translation)):
        return "tags differ"
    return None


def _places(text: str) -> set[str]:
    percent = {match.group(0) for match in PERCENT.finditer(text.replace("%%", ""))}
    try:
        braces = {
            f"{{{name}}}" for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None
        }
    except ValueError:
        # A lone brace: no format string, so the braces are words like others.
        braces = set()
    return percent | braces
