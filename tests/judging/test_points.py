"""Scores as people write and read them."""

from fractions import Fraction

import pytest
from django.utils import translation
from django.utils.translation import ngettext
from hypothesis import given
from hypothesis import strategies as st

from judging.points import NotANumber, counts_as, parse_points, plain, points_in_words, score_in_words


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [
        ("14.5", 1450),
        ("14,5", 1450),
        ("١٤٫٥", 1450),
        ("١٤,٥", 1450),
        ("۱۴٫۵", 1450),
        ("14،5", 1450),
        (" 14 ", 1400),
        ("0", 0),
        ("14.25", 1425),
        ("14.500", 1450),
        ("-2,5", -250),
        ("−2", -200),
        ("\u200e16", 1600),
        ("", None),
        ("   ", None),
    ],
)
def test_a_score_is_read_however_it_is_written(typed: str, hundredths: int | None) -> None:
    assert parse_points(typed) == hundredths


@pytest.mark.parametrize("typed", ["quinze", "14.555", "1e3", "14.5.1", "½", "14/20", "٫٥", "inf", "12345678"])
def test_what_is_no_number_is_refused_in_words(typed: str) -> None:
    with pytest.raises(NotANumber, match="14"):
        parse_points(typed)


@given(st.integers(min_value=-99_999, max_value=99_999), st.sampled_from(["ar", "fr", "en"]))
def test_what_is_shown_is_read_as_the_same_number_in_every_language(hundredths: int, language: str) -> None:
    with translation.override(language):
        assert parse_points(points_in_words(hundredths)) == hundredths
        assert parse_points(score_in_words(hundredths)) == hundredths


def test_numbers_speak_the_language_of_the_page() -> None:
    shown = {}
    for language in ("ar", "fr", "en"):
        with translation.override(language):
            shown[language] = (points_in_words(1450), points_in_words(1600), score_in_words(Fraction(2901, 2)))

    assert shown == {
        "ar": ("14,5", "16", "14,51"),
        "fr": ("14,5", "16", "14,51"),
        "en": ("14.5", "16", "14.51"),
    }


@pytest.mark.parametrize(
    ("hundredths", "french", "english"),
    [
        (50, "0,50 point", "0.50 points"),
        (100, "1,00 point", "1.00 points"),
        (199, "1,99 point", "1.99 points"),
        (-150, "-1,50 point", "-1.50 points"),
        (200, "2,00 points", "2.00 points"),
        (1100, "11,00 points", "11.00 points"),
    ],
)
def test_points_are_counted_by_the_rule_of_the_language(hundredths: int, french: str, english: str) -> None:
    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            shown = score_in_words(hundredths)
            counted = ngettext("%(count)d point to settle", "%(count)d points to settle", counts_as(shown))
            said[language] = f"{shown} {counted.split()[1]}"

    assert said == {"fr": french, "en": english}


def test_a_whole_point_is_one_in_english_too_and_arabic_takes_the_form_of_the_whole_number() -> None:
    with translation.override("en"):
        assert [counts_as("1") == 1, counts_as("2") == 1, counts_as("0") == 1] == [True, False, False]
    with translation.override("ar"):
        assert [counts_as(shown) for shown in ("0", "1,00", "2", "7", "19", "+3,25")] == [0, 1, 2, 3, 11, 100]


def test_a_half_of_a_hundredth_is_rounded_away_from_zero_and_machines_read_a_point() -> None:
    assert plain(Fraction(2901, 2)) == "14.51"
    assert plain(Fraction(-2901, 2)) == "-14.51"
    assert plain(Fraction(2899, 2)) == "14.50"
