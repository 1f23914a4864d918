"""Short and long texts; a long one is Markdown."""

import unicodedata
from typing import Any

from django.utils.translation import ngettext

from submissions.domain.kinds.base import Asked, Kind
from submissions.models import Project, Question

TITLE_LENGTH = Project._meta.get_field("title").max_length or 0


def clean_lines(raw: Any) -> str:
    """What is kept of a typed text: NFC, plain line ends, no control characters, no blanks around it."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return ""
    lines = str(raw).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", kept).strip()


def clean_line(raw: Any) -> str:
    """The same of an answer of one line: its line breaks are made into blanks."""
    return " ".join(clean_lines(raw).split())


def count_words(text: str) -> int:
    """Words of a text in any script: what stands between blanks and has a letter or a digit in it."""
    return sum(1 for word in text.split() if any(sign.isalnum() for sign in word))


class LongText(Kind):
    def clean(self, raw: Any, question: Question) -> str:
        return clean_lines(raw)

    def faults(self, asked: Asked) -> list[str]:
        return length_faults(asked.question, asked.value)


class ShortText(LongText):
    def clean(self, raw: Any, question: Question) -> str:
        return clean_line(raw)


def length_faults(question: Question, text: str) -> list[str]:
    """What is too long or too short about a text."""
    return [*_word_faults(question, count_words(text)), *_character_faults(question, len(text))]


def _word_faults(question: Question, words: int) -> list[str]:
    found = []
    if question.words_max is not None and words > question.words_max:
        too_long = ngettext(
            "%(count)d word written; at most %(limit)d can be submitted. Please shorten the text.",
            "%(count)d words written; at most %(limit)d can be submitted. Please shorten the text.",
            words,
        )
        found.append(too_long % {"count": words, "limit": question.words_max})
    if question.words_min is not None and words < question.words_min:
        too_short = ngettext(
            "%(count)d word written; at least %(limit)d are needed.",
            "%(count)d words written; at least %(limit)d are needed.",
            words,
        )
        found.append(too_short % {"count": words, "limit": question.words_min})
    return found


def _character_faults(question: Question, characters: int) -> list[str]:
    limits = [question.characters_max]
    if question.purpose == Question.Purpose.TITLE:
        limits.append(TITLE_LENGTH)
    limit = min((each for each in limits if each is not None), default=None)
    if limit is None or characters <= limit:
        return []
    too_long = ngettext(
        "%(count)d character written; at most %(limit)d can be submitted. Please shorten the text.",
        "%(count)d characters written; at most %(limit)d can be submitted. Please shorten the text.",
        characters,
    )
    return [too_long % {"count": characters, "limit": limit}]
