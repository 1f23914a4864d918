"""Moments, windows and distances in three languages."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from competitions import wording
from tests.harness.clock import days, minutes, seconds

RABAT = ZoneInfo("Africa/Casablanca")
# Midnight after Wednesday 9 December 2026 in Rabat: the end of a window whose last minute is 23:59.
MIDNIGHT = datetime(2026, 12, 10, tzinfo=RABAT)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "الأربعاء 9 دجنبر 2026، الساعة 23:59"),
        ("fr", "mercredi 9 décembre 2026 à 23:59"),
        ("en", "Wednesday 9 December 2026, 23:59"),
    ],
)
def test_a_deadline_is_said_by_its_last_minute_never_by_midnight(language: str, words: str) -> None:
    assert wording.last_minute(MIDNIGHT, language) == words


def test_arabic_has_the_moroccan_months_and_western_digits() -> None:
    months = [wording.day(datetime(2026, month, 15, tzinfo=UTC), "ar").split(" ")[2] for month in range(1, 13)]

    assert " ".join(months) == "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"
    assert "15" in wording.day(datetime(2026, 1, 15, tzinfo=UTC), "ar")


def test_french_says_the_first_of_a_month() -> None:
    first = datetime(2026, 12, 1, 10, 30, tzinfo=RABAT)

    assert wording.moment(first, "fr") == "mardi 1er décembre 2026 à 10:30"
    assert wording.period(first, first + days(9), "fr") == "1er – 10 décembre 2026"


def test_the_clock_follows_ramadan() -> None:
    # Morocco keeps UTC+0 during Ramadan: in 2026 from 15 February to 22 March.
    assert wording.clock(datetime(2026, 3, 1, 12, 0, tzinfo=UTC)) == "12:00"
    assert wording.clock(datetime(2026, 4, 1, 12, 0, tzinfo=UTC)) == "13:00"


def test_the_words_follow_the_active_language() -> None:
    with translation.override("fr"):
        assert wording.moment(MIDNIGHT - minutes(1)) == "mercredi 9 décembre 2026 à 23:59"


@pytest.mark.parametrize(
    ("left", "arabic", "french", "english"),
    [
        (minutes(1), "بعد دقيقة واحدة", "dans 1 minute", "in 1 minute"),
        (minutes(59), "بعد 59 دقيقة", "dans 59 minutes", "in 59 minutes"),
        (minutes(120), "بعد ساعتين", "dans 2 heures", "in 2 hours"),
        (minutes(180), "بعد 3 ساعات", "dans 3 heures", "in 3 hours"),
        (minutes(24 * 60), "بعد 24 ساعة", "dans 24 heures", "in 24 hours"),
        (days(2), "بعد يومين", "dans 2 jours", "in 2 days"),
        (days(3), "بعد 3 أيام", "dans 3 jours", "in 3 days"),
        (days(16), "بعد 16 يومًا", "dans 16 jours", "in 16 days"),
        (days(100), "بعد 100 يوم", "dans 100 jours", "in 100 days"),
        (-days(2), "قبل يومين", "il y a 2 jours", "2 days ago"),
        (-minutes(5), "قبل 5 دقائق", "il y a 5 minutes", "5 minutes ago"),
        (-seconds(61), "قبل دقيقة واحدة", "il y a 1 minute", "1 minute ago"),
        (-seconds(59), "الآن", "à l’instant", "just now"),
    ],
)
def test_a_distance_is_said_in_the_plural_of_its_number(
    left: timedelta, arabic: str, french: str, english: str
) -> None:
    words = [wording.distance(MIDNIGHT, at=MIDNIGHT - left, language=language) for language in ("ar", "fr", "en")]

    assert words == [arabic, french, english]


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (days(3) - seconds(70), "in 3 days"),
        (days(3) - minutes(31), "in 2 days"),
        (minutes(180) - seconds(70), "in 3 hours"),
        (minutes(170), "in 2 hours"),
        (seconds(20), "in 1 minute"),
    ],
)
def test_a_distance_promises_no_more_than_is_left_but_forgives_a_late_sender(left: timedelta, words: str) -> None:
    assert wording.distance(MIDNIGHT, at=MIDNIGHT - left, language="en") == words


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        ((2026, 11, 8), (2026, 12, 9), "9 November – 9 December 2026"),
        ((2026, 12, 1), (2026, 12, 9), "2 – 9 December 2026"),
        ((2026, 12, 8), (2026, 12, 9), "9 December 2026"),
        ((2026, 12, 19), (2027, 1, 9), "20 December 2026 – 9 January 2027"),
    ],
)
def test_a_window_is_said_by_its_first_and_last_day(
    opens: tuple[int, int, int], closes: tuple[int, int, int], words: str
) -> None:
    opens_at, closes_at = (datetime(*date, tzinfo=RABAT) + days(1) for date in (opens, closes))

    assert wording.period(opens_at, closes_at, "en") == words


@pytest.mark.parametrize(
    ("length", "words"), [(180, "3 hours"), (1440, "24 hours"), (10080, "7 days"), (90, "90 minutes"), (60, "1 hour")]
)
def test_a_length_of_time_is_said_in_its_largest_whole_unit(length: int, words: str) -> None:
    assert wording.duration(length, "en") == words


@pytest.mark.parametrize(
    ("language", "unit", "forms"),
    [
        ("en", "hour", {"one": "in {n} hour", "other": "in {n} hours"}),
        ("fr", "minute", {"one": "dans {n} minute", "many": "dans {n} minutes", "other": "dans {n} minutes"}),
        (
            "ar",
            "day",
            {
                "zero": "بعد {n} يوم",
                "one": "بعد يوم واحد",
                "two": "بعد يومين",
                "few": "بعد {n} أيام",
                "many": "بعد {n} يومًا",
                "other": "بعد {n} يوم",
            },
        ),
        (
            "ar",
            "more_second",
            {
                "zero": "{n} ثانية",
                "one": "ثانية واحدة",
                "two": "ثانيتين",
                "few": "{n} ثوانٍ",
                "many": "{n} ثانية",
                "other": "{n} ثانية",
            },
        ),
    ],
)
def test_a_countdown_has_words_for_every_plural_form(language: str, unit: str, forms: dict[str, str]) -> None:
    assert wording.countdown_words(language)[unit] == forms
