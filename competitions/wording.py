"""Moments, windows and distances as people read them, in Arabic, French and English.

Pure presentation: it knows no rule and no database. Words follow the active language unless one is named. Arabic has
the Moroccan month names and Western digits. People read the last minute that counts, never the midnight after it.
"""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from django.utils.translation import get_language, gettext, override

ZONE = "Africa/Casablanca"
LOCALES = {"ar": "ar_MA", "fr": "fr", "en": "en_GB"}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MOMENTS = {"ar": "EEEE d MMMM y، 'الساعة' HH:mm", "fr": "EEEE d MMMM y 'à' HH:mm", "en": "EEEE d MMMM y, HH:mm"}
DAYS = {"ar": "EEEE d MMMM y", "fr": "EEEE d MMMM y", "en": "EEEE d MMMM y"}
# Babel's Arabic says "within", which at a deadline is not "in": the end comes after that many days, not before.
WITHIN, AFTER = "خلال ", "بعد "
UNITS = {"day": DAY, "hour": HOUR, "minute": MINUTE, "second": timedelta(seconds=1)}
# Among them is a number of each plural form of our languages.
PLURAL_SAMPLES = (0, 1, 2, 3, 11, 100, 1_000_000)
FAR = 10**12  # Babel changes the unit at this many; the unit is chosen here instead
# A reminder of three days goes out within the minute after its hour, and must still say three days.
TOLERANCE = {"minute": timedelta(seconds=30), "hour": 5 * MINUTE, "day": 30 * MINUTE}


def moment(at: datetime, language: str | None = None, zone: str = ZONE) -> str:
    """Weekday, date and hour: "Wednesday 9 December 2026, 23:59"."""
    language = _language(language)
    local = at.astimezone(ZoneInfo(zone))
    return _first_of_month(format_datetime(local, MOMENTS[language], locale=LOCALES[language]), local, language)


def last_minute(closes_at: datetime, language: str | None = None, zone: str = ZONE) -> str:
    """The last minute that counts of a window that ends at `closes_at`, as a `moment`."""
    return moment(closes_at - MINUTE, language, zone)


def day(at: datetime, language: str | None = None, zone: str = ZONE) -> str:
    """Weekday and date: "Wednesday 9 December 2026"."""
    return weekday(at.astimezone(ZoneInfo(zone)).date(), language)


def weekday(date_: date, language: str | None = None) -> str:
    """The same for a day that is no instant, such as a public holiday."""
    return _short(date_, DAYS[_language(language)], _language(language))


def date_of(at: datetime, language: str | None = None, zone: str = ZONE) -> str:
    """The date alone, for the column of a list: "9 December 2026"."""
    return _short(at.astimezone(ZoneInfo(zone)).date(), "d MMMM y", _language(language))


def date_words(date_: date, language: str | None = None) -> str:
    """The same for a day that is no instant, such as one that somebody has typed."""
    return _short(date_, "d MMMM y", _language(language))


def clock(at: datetime, zone: str = ZONE) -> str:
    """The hour alone: "14:32"."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def distance(moment: datetime, *, at: datetime, language: str | None = None) -> str:
    """How far `moment` is from `at`: "in 16 days", "in 3 hours", "2 days ago", "just now".

    Hours are counted up to two days. It never says more time than is left, but for the tolerance of a late sender.
    """
    left = moment - at
    if -MINUTE < left <= timedelta():
        with override(_language(language)):
            return gettext("just now")
    unit, length = _unit(abs(left))
    steps = max(1, (abs(left) + TOLERANCE[unit]) // length)
    size = steps * length if left > timedelta() else -steps * length
    words = format_timedelta(
        size,
        granularity=unit,  # type: ignore[arg-type]
        threshold=FAR,
        add_direction=True,
        locale=LOCALES[_language(language)],
    )
    return words.replace(WITHIN, AFTER, 1)


def duration(minutes: int, language: str | None = None) -> str:
    """A length of time in its largest whole unit: "7 days", "24 hours", "90 minutes"."""
    unit, length = "minute", MINUTE
    if minutes % 60 == 0:
        unit, length = ("day", DAY) if minutes % (24 * 60) == 0 and minutes > 24 * 60 else ("hour", HOUR)
    return format_timedelta(
        minutes * MINUTE // length * length,
        granularity=unit,  # type: ignore[arg-type]
        threshold=FAR,
        locale=LOCALES[_language(language)],
    )


def countdown_words(language: str | None = None) -> dict[str, Any]:
    """How a script says how long is left: by unit a pattern for each plural form of the language, `{n}` for the number.

    `more_…` are those of what comes second, after “in 3 hours”; in Arabic it stands in the case that “in” asks for.
    """
    return {"and": gettext("{one} and {other}"), **_patterns(_language(language))}


@cache
def _patterns(language: str) -> dict[str, dict[str, str]]:
    locale, words = Locale.parse(LOCALES[language]), {}
    samples = {locale.plural_form(number): number for number in reversed(PLURAL_SAMPLES)}
    for unit, length in UNITS.items():
        for name, directed in ((unit, True), (f"more_{unit}", False)):
            words[name] = {form: _pattern(number, unit, length, locale, directed) for form, number in samples.items()}
    return words


def _pattern(number: int, unit: str, length: timedelta, locale: Locale, directed: bool) -> str:
    seconds = number * length // timedelta(seconds=1)
    words = format_timedelta(
        seconds,  # as a length of time a million days would be too long
        granularity=unit,  # type: ignore[arg-type]
        threshold=FAR,
        add_direction=directed or locale.language == "ar",
        locale=locale,
    )
    return words.replace(WITHIN, AFTER if directed else "", 1).replace(str(number), "{n}", 1)


def period(opens_at: datetime, closes_at: datetime, language: str | None = None, zone: str = ZONE) -> str:
    """The days of a window, both included: "9 November – 9 December 2026"."""
    language = _language(language)
    first, last = opens_at.astimezone(ZoneInfo(zone)).date(), (closes_at - MINUTE).astimezone(ZoneInfo(zone)).date()
    end = _short(last, "d MMMM y", language)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{_short(first, 'd', language)} – {end}"
    return f"{_short(first, 'd MMMM' if first.year == last.year else 'd MMMM y', language)} – {end}"


def zone_note(zone: str = ZONE) -> str:
    """Whose clock the hours follow, for beside a deadline; in the active language."""
    return gettext("Moroccan time") if zone == ZONE else zone.replace("_", " ")


def direction(language: str | None = None) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if _language(language) == "ar" else "ltr"


def _language(language: str | None) -> str:
    chosen = (language or get_language() or "ar")[:2]
    return chosen if chosen in LOCALES else "ar"


def _unit(size: timedelta) -> tuple[str, timedelta]:
    if size + TOLERANCE["minute"] < HOUR:
        return "minute", MINUTE
    if size + TOLERANCE["hour"] < 2 * DAY:
        return "hour", HOUR
    return "day", DAY


def _short(date_: date, pattern: str, language: str) -> str:
    return _first_of_month(format_date(date_, pattern, locale=LOCALES[language]), date_, language)


def _first_of_month(words: str, date_: date, language: str) -> str:
    """French says "1er décembre"."""
    if language != "fr" or date_.day != 1:
        return words
    return " ".join("1er" if word == "1" else word for word in words.split(" "))
