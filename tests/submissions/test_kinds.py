"""The kinds of question: what is kept of an answer, what is wrong with it, how it is said."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from submissions.domain.kinds import KINDS, kind_named
from submissions.domain.kinds.dates import date_of
from submissions.domain.kinds.labels import labels_of
from submissions.domain.kinds.links import hosts_of, is_web_address
from submissions.domain.kinds.numbers import amount_words, number_of
from tests.submissions.kinds_alone import Asked, a_question_of, faults, words

LETTERS = st.text(max_size=12)
KEYS = LETTERS | st.sampled_from(["a", "7"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | LETTERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


# How fast a machine draws examples says nothing about the code.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


class TestWhateverComes:
    @pytest.mark.parametrize("kind", KINDS)
    @unhurried
    @given(raw=JSON)
    def test_what_was_cleaned_is_clean_and_fits(self, kind: str, raw: Any) -> None:
        question, of = a_question_of(kind), KINDS[kind]

        cleaned = of.clean(raw, question)

        assert of.clean(cleaned, question) == cleaned
        assert of.fits(cleaned)
        assert of.holds(cleaned, question)
        assert isinstance(of.faults(Asked(question, cleaned)), list) or of.is_blank(cleaned)

    @pytest.mark.parametrize("kind", KINDS)
    @unhurried
    @given(value=JSON)
    def test_any_answer_to_an_earlier_question_is_said_and_breaks_nothing(self, kind: str, value: Any) -> None:
        question, of = a_question_of(kind), KINDS[kind]

        said = of.words(value, question)

        assert isinstance(said, str)
        assert isinstance(of.is_blank(value), bool)
        if of.fits(value) and not of.is_blank(value):
            assert all(isinstance(fault, str) for fault in of.faults(Asked(question, value)))
            of.grid(value, labels_of(question))
            of.items(value, labels_of(question))

    @pytest.mark.parametrize("kind", KINDS)
    @unhurried
    @given(text=st.text(min_size=1, max_size=30).filter(lambda text: bool(text.strip())))
    def test_a_text_is_never_said_as_nothing(self, kind: str, text: str) -> None:
        assert KINDS[kind].words(text, a_question_of(kind))

    @unhurried
    @given(text=st.text(max_size=60))
    def test_numbers_dates_and_hosts_of_any_text_break_nothing(self, text: str) -> None:
        number_of(text)
        date_of(text)
        is_web_address(text)
        hosts_of(a_question_of("link", hosts=text))

    def test_kinds_that_a_later_edition_has_dropped_are_read_as_texts(self) -> None:
        assert kind_named("hologram").words("نص", a_question_of("long_text")) == "نص"


class TestTexts:
    def test_characters_are_counted_where_they_are_limited(self) -> None:
        assert faults("long_text", "ع" * 20, characters_max=20) == []
        [fault] = faults("long_text", "ع" * 21, characters_max=20)
        assert "21" in fault
        assert "20" in fault

    def test_a_title_is_never_longer_than_a_title_can_be(self) -> None:
        [fault] = faults("short_text", "ع" * 251, purpose="title", characters_max=400)

        assert "250" in fault


class TestNumbers:
    @pytest.mark.parametrize(
        ("typed", "said"),
        [("14,5", "14.5 min"), ("١٤٫٥٠", "14.50 min"), ("2 026", "2026 min"), ("1200000", "1,200,000 min")],
    )
    def test_they_are_said_in_the_digits_of_the_language_with_their_unit(self, typed: str, said: str) -> None:
        assert words("number", typed, unit="min") == said

    def test_what_is_no_number_is_said_as_it_was_typed(self) -> None:
        assert words("number", "كثير") == "كثير"

    def test_the_smallest_and_the_largest_count_too(self) -> None:
        limits = {"minimum": Decimal("5.00"), "maximum": Decimal("10.00")}
        assert [faults("number", typed, **limits) != [] for typed in ("4.99", "5", "10,00", "10.01")] == [
            True,
            False,
            False,
            True,
        ]

    @pytest.mark.parametrize(
        ("language", "said"),
        [("en", "12,500.50\xa0MAD"), ("fr", "12\u202f500,50\xa0DH"), ("ar", "12\u202f500,50\xa0درهم")],
    )
    def test_amounts_are_grouped_and_in_dirhams(self, language: str, said: str) -> None:
        with override(language):
            assert amount_words("12500,50") == said

    def test_whole_amounts_have_no_centimes_and_none_has_more_than_two_digits(self) -> None:
        assert words("amount", "12500.00") == "12,500\xa0MAD"
        assert faults("amount", "10.505") != []
        assert faults("amount", "10.50") == []

    def test_a_number_longer_than_any_that_people_count_is_none(self) -> None:
        assert number_of("9" * 5000) is None
        assert words("amount", "1" + "0" * 28) == "1" + "0" * 28


class TestDates:
    @pytest.mark.parametrize(
        "typed", ["2026-12-31", "31/12/2026", "٣١/١٢/٢٠٢٦", "31-12-2026", "31.12.2026", " 31 / 12 / 2026 "]
    )
    def test_they_are_kept_alike_however_they_are_typed(self, typed: str) -> None:
        assert KINDS["date"].clean(typed, a_question_of("date")) == "2026-12-31"

    @pytest.mark.parametrize(
        "typed", ["31/02/2026", "2026-13-01", "غدا", "12/2026", "31/12/26", "00/00/0000", "31/12/9999"]
    )
    def test_what_is_no_date_stays_as_typed_and_is_a_fault(self, typed: str) -> None:
        assert KINDS["date"].clean(typed, a_question_of("date")) == typed
        assert len(faults("date", typed)) == 1

    def test_months_have_their_moroccan_names(self) -> None:
        assert words("date", "2026-11-30", "ar") == "30 نونبر 2026"
        assert words("date", "2026-12-01", "fr") == "1er décembre 2026"


class TestLinks:
    HOSTS = "youtube.com\nhttps://www.vimeo.com/\n"

    @pytest.mark.parametrize(
        "address",
        [
            "https://youtube.com/watch?v=1",
            "https://www.youtube.com/x",
            "https://m.YOUTUBE.com/x",
            "http://player.vimeo.com/1",
        ],
    )
    def test_admitted_hosts_and_those_under_them_are_taken(self, address: str) -> None:
        assert faults("link", address, hosts=self.HOSTS) == []

    @pytest.mark.parametrize(
        "address",
        [
            "https://notyoutube.com/x",
            "https://youtube.com.evil.example/x",
            "https://youtube.com@evil.example/x",
            "https://evil.example\\@youtube.com/x",
            "https://evil.example/youtube.com",
            "https://evil.example/?youtube.com",
            "javascript://youtube.com/%0aalert(1)",
            "youtube.com/x",
        ],
    )
    def test_others_are_not_whatever_they_look_like(self, address: str) -> None:
        assert len(faults("link", address, hosts=self.HOSTS)) == 1

    def test_without_a_list_every_host_is_admitted(self) -> None:
        assert faults("link", "https://project.idarathon.example/") == []


class TestChoices:
    def test_only_what_is_offered_is_kept_in_the_organisers_order(self) -> None:
        assert KINDS["choices"].clean(["b", "x", "a", "b", 3], a_question_of("choices")) == ["a", "b"]
        assert KINDS["choice"].clean("x", a_question_of("choice")) == ""

    def test_they_are_said_by_their_names(self) -> None:
        assert words("choice", "a") == "«a»"
        assert words("choices", ["a", "c"]) == "«a» · «c»"

    def test_what_is_offered_no_more_must_be_chosen_anew(self) -> None:
        assert faults("choice", "a") == []
        assert "«c»" in faults("choice", "c")[0]
        assert "«c»" in faults("choices", ["a", "c"])[0]
