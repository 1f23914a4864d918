"""Dates: typed as people write them, kept as ISO 8601 wherever they can be read."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from competitions import wording
from competitions.folding import fold
from submissions.domain.kinds.base import Asked, Kind
from submissions.domain.kinds.labels import Labels
from submissions.domain.kinds.texts import clean_line
from submissions.models import Question

_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})")
FIRST_YEAR, LAST_YEAR = 1900, 2199


def date_of(text: str) -> date | None:
    """The date that somebody typed, year or day first, in whichever digits; None if it is none."""
    plain = re.sub(r"\s", "", fold(text))
    found = _ISO.fullmatch(plain) or _DAY_FIRST.fullmatch(plain)
    if found is None:
        return None
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def clean_date(raw: Any) -> str:
    """ISO 8601 where it is a date, else what was typed."""
    text = clean_line(raw)
    found = date_of(text)
    return found.isoformat() if found else text


def date_words(text: str) -> str:
    """A typed date in words of the active language; what is none stays as it was typed."""
    found = date_of(text)
    return wording.date_words(found) if found else text


def date_faults(text: str) -> list[str]:
    """What is wrong with a typed date."""
    return [] if date_of(text) else [_("Write a date as day, month and year, such as 31/12/2026.")]


class Date(Kind):
    def clean(self, raw: Any, question: Question) -> str:
        return clean_date(raw)

    def faults(self, asked: Asked) -> list[str]:
        return date_faults(asked.value)

    def _say(self, value: Any, labels: Labels, people: Mapping[Any, str]) -> str:
        return date_words(value)
