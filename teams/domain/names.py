"""How the names of people and teams must be written, in Arabic and in Latin script."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from competitions.folding import INVISIBLE, TATWEEL
from competitions.refusals import Refusal

# Apostrophes as three keyboards make them, and the hyphens of Unicode beside that of ASCII.
BETWEEN_LETTERS = " '’ʼ-‐"
LONGEST = 120
# Pictures, signs for private use and what no text holds: nobody is called so, and no service either.
_NO_TEXT = {"So", "Sk", "Me", "Co", "Cn", "Cs", "Cc", "Cf"}
_DEGREE = "°"  # as in n° 3
_DROPPED = dict.fromkeys(map(ord, INVISIBLE + TATWEEL))


class NameNotArabic(Refusal):
    message = _("Write the name in Arabic letters. Spaces, apostrophes and hyphens are allowed.")


class NameNotLatin(Refusal):
    message = _("Write the name in Latin letters. Spaces, apostrophes and hyphens are allowed.")


class TooLong(Refusal):
    """Longer than the place for it."""

    def __init__(self, longest: int, *, field: str) -> None:
        super().__init__(
            _("This is too long: write at most %(longest)d characters.") % {"longest": longest}, field=field
        )


class NotPlainText(Refusal):
    message = _("Write it in letters, digits and ordinary signs: a word at least, and no pictures.")


class TeamNameNotArabic(Refusal):
    message = _("This name needs Arabic letters, and no Latin ones. Put the Latin name into its own field.")


class TeamNameNotLatin(Refusal):
    message = _("This name needs Latin letters, and no Arabic ones. Put the Arabic name into its own field.")


def within(text: str, longest: int, field: str) -> str:
    """`text` without spaces at its ends. Raises TooLong when more than `longest` characters are left."""
    text = text.strip()
    if len(text) > longest:
        raise TooLong(longest, field=field)
    return text


def tidy(text: str) -> str:
    """`text` without what the eye does not see: joined forms, invisible marks, tatweel and needless spaces."""
    normal = unicodedata.normalize("NFKC", text).translate(_DROPPED)
    return re.sub(r"\s+", " ", normal).strip()


def person_name_ar(text: str, *, field: str = "name_ar") -> str:
    """The tidied name of a person in Arabic script. Raises NameNotArabic, TooLong."""
    name = within(tidy(text), LONGEST, field)
    if not _only(name, "ARABIC"):
        raise NameNotArabic(field=field)
    return name


def person_name_latin(text: str, *, field: str = "name_latin") -> str:
    """The tidied name of a person in Latin script. Raises NameNotLatin, TooLong."""
    name = within(tidy(text), LONGEST, field)
    if not _only(name, "LATIN"):
        raise NameNotLatin(field=field)
    return name


def plain_words(text: str, *, longest: int, field: str) -> str:
    """What somebody calls their service or work, tidied, in any script; "" stays. Raises NotPlainText, TooLong."""
    words = within(tidy(text), longest, field)
    categories = {unicodedata.category(sign) for sign in words if sign != _DEGREE}
    if words and (categories & _NO_TEXT or not any(category.startswith("L") for category in categories)):
        raise NotPlainText(field=field)
    return words


def team_name_ar(text: str, *, field: str = "name_ar") -> str:
    """The tidied Arabic name of a team, or ""; digits and signs may stand in it. Raises TeamNameNotArabic."""
    name = tidy(text)
    if name and not (_has(name, "ARABIC") and not _has(name, "LATIN")):
        raise TeamNameNotArabic(field=field)
    return name


def team_name_latin(text: str, *, field: str = "name_latin") -> str:
    """The tidied Latin name of a team, or ""; digits and signs may stand in it. Raises TeamNameNotLatin."""
    name = tidy(text)
    if name and not (_has(name, "LATIN") and not _has(name, "ARABIC")):
        raise TeamNameNotLatin(field=field)
    return name


def _only(name: str, script: str) -> bool:
    """At least two letters, all of `script`, with nothing but what joins parts of a name between them."""
    if name[-1:] in set(BETWEEN_LETTERS) - set("'’ʼ"):
        return False
    marks_and_letters = [sign for sign in name if sign not in BETWEEN_LETTERS]
    letters = [sign for sign in marks_and_letters if unicodedata.category(sign).startswith("L")]
    return len(letters) >= 2 and all(_is(sign, script) for sign in marks_and_letters)


def _has(name: str, script: str) -> bool:
    return any(unicodedata.category(sign).startswith("L") and _is(sign, script) for sign in name)


def _is(sign: str, script: str) -> bool:
    """A letter of `script`, or a vowel mark of it; its digits and signs are none."""
    is_letter = unicodedata.category(sign) in {"Lu", "Ll", "Lo", "Lm", "Mn"}
    return is_letter and unicodedata.name(sign, "").startswith(script)
