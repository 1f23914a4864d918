"""How the names of people and teams must be written, in Arabic and in Latin script."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from competitions.folding import INVISIBLE, TATWEEL
from competitions.refusals import Refusal

BETWEEN_LETTERS = " '’-"
_DROPPED = dict.fromkeys(map(ord, INVISIBLE + TATWEEL))


class NameNotArabic(Refusal):
    message = _("Write the name in Arabic letters. Spaces, apostrophes and hyphens are allowed.")


class NameNotLatin(Refusal):
    message = _("Write the name in Latin letters. Spaces, apostrophes and hyphens are allowed.")


class TeamNameNotArabic(Refusal):
    message = _("This name needs Arabic letters, and no Latin ones. Put the Latin name into its own field.")


class TeamNameNotLatin(Refusal):
    message = _("This name needs Latin letters, and no Arabic ones. Put the Arabic name into its own field.")


def tidy(text: str) -> str:
    """`text` without what the eye does not see: joined forms, invisible marks, tatweel and needless spaces."""
    normal = unicodedata.normalize("NFKC", text).translate(_DROPPED)
    return re.sub(r"\s+", " ", normal).strip()


def person_name_ar(text: str, *, field: str = "name_ar") -> str:
    """The tidied name of a person in Arabic script. Raises NameNotArabic."""
    name = tidy(text)
    if not _only(name, "ARABIC"):
        raise NameNotArabic(field=field)
    return name


def person_name_latin(text: str, *, field: str = "name_latin") -> str:
    """The tidied name of a person in Latin script. Raises NameNotLatin."""
    name = tidy(text)
    if not _only(name, "LATIN"):
        raise NameNotLatin(field=field)
    return name


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
    marks_and_letters = [sign for sign in name if sign not in BETWEEN_LETTERS]
    letters = [sign for sign in marks_and_letters if unicodedata.category(sign).startswith("L")]
    return len(letters) >= 2 and all(_is(sign, script) for sign in marks_and_letters)


def _has(name: str, script: str) -> bool:
    return any(unicodedata.category(sign).startswith("L") and _is(sign, script) for sign in name)


def _is(sign: str, script: str) -> bool:
    """A letter of `script`, or a vowel mark of it; its digits and signs are none."""
    is_letter = unicodedata.category(sign) in {"Lu", "Ll", "Lo", "Lm", "Mn"}
    return is_letter and unicodedata.name(sign, "").startswith(script)
