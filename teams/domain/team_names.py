"""How a team may be called, and what its motto may be."""

from teams.domain import names

LONGEST_NAME, LONGEST_MOTTO = 80, 160


def arabic(text: str, *, field: str = "name_ar") -> str:
    """The tidied Arabic name, or "". Raises NotPlainText, TooLong, TeamNameNotArabic."""
    return names.team_name_ar(names.plain_words(text, longest=LONGEST_NAME, field=field), field=field)


def latin(text: str, *, field: str = "name_latin") -> str:
    """The tidied Latin name, or "". Raises NotPlainText, TooLong, TeamNameNotLatin."""
    return names.team_name_latin(names.plain_words(text, longest=LONGEST_NAME, field=field), field=field)


def motto(text: str, *, field: str = "motto") -> str:
    """The tidied motto in any script, or "". Raises NotPlainText, TooLong."""
    return names.plain_words(text, longest=LONGEST_MOTTO, field=field)
