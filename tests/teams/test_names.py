"""How names must be written, and when two of them are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competitions.folding import fold
from competitions.refusals import Refusal
from teams.domain import names

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئ"
LATIN = "abcdefghijklmnopqrstuvwxyzéèêëàâîïôûùçABCDEFGHIJKLMNOPQRSTUVWXYZÉÈ"


def words(letters: str) -> st.SearchStrategy[str]:
    word = st.text(alphabet=letters, min_size=2, max_size=12)
    return st.lists(word, min_size=1, max_size=4).map(" ".join)


@given(words(ARABIC))
def test_any_arabic_letters_make_an_arabic_name_and_no_latin_one(name: str) -> None:
    assert names.person_name_ar(name) == name
    with pytest.raises(names.NameNotLatin):
        names.person_name_latin(name)


@given(words(LATIN))
def test_any_latin_letters_make_a_latin_name_and_no_arabic_one(name: str) -> None:
    assert names.person_name_latin(name) == names.tidy(name)
    with pytest.raises(names.NameNotArabic):
        names.person_name_ar(name)


@given(st.text(max_size=40))
def test_what_is_accepted_is_tidy_and_stays_as_it_is(text: str) -> None:
    for check in (names.person_name_ar, names.person_name_latin, names.team_name_ar, names.team_name_latin):
        try:
            accepted = check(text)
        except Refusal:
            continue
        assert check(accepted) == accepted
        assert accepted == accepted.strip()
        assert fold(accepted) == fold(text)


@pytest.mark.parametrize("name", ["سعاد بن علي", "عبد الله", "آيت-أحمد", "أُمُّ كلثوم", "محمد", "بن'عيسى", "بنʼعيسى"])
def test_arabic_names_as_people_write_them(name: str) -> None:
    assert names.person_name_ar(name) == name


@pytest.mark.parametrize("name", ["Souad Ben Ali", "Aït-Ahmed", "N’Diaye", "Nʼ Diaye", "D'Alembert", "Zoë", "Ben‐Ali"])
def test_latin_names_as_people_write_them(name: str) -> None:
    assert names.person_name_latin(name) == name


@pytest.mark.parametrize(
    "name", ["", " ", "س", "سعاد1", "سعاد Souad", "سعاد٢", "س.", "؟؟", "--", "سعاد-", "سعاد 😀", "سعاد،علي"]
)
def test_what_is_no_arabic_name(name: str) -> None:
    with pytest.raises(names.NameNotArabic):
        names.person_name_ar(name)


@pytest.mark.parametrize(
    "name", ["", "S", "Souad2", "Souad سعاد", "a@b", "<b>Ali</b>", "Аnna", "Ali-", "Ali 😀", "Ali\x00", "Ali_B"]
)
def test_what_is_no_latin_name(name: str) -> None:
    with pytest.raises(names.NameNotLatin):
        names.person_name_latin(name)


def test_what_the_eye_does_not_see_is_dropped() -> None:
    typed = "\u200f ســعاد\u00a0\u00a0بن علي\u200e "

    assert names.person_name_ar(typed) == "سعاد بن علي"


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u061c", "\u00ad", "\u2060", "\ufeff", "ـ"])
def test_marks_that_would_make_two_names_look_alike_are_dropped(sign: str) -> None:
    assert names.person_name_ar(f"{sign}سعـ{sign}اد") == "سعاد"
    assert names.person_name_latin(f"So{sign}uad{sign}") == "Souad"
    assert fold(f"So{sign}uad") == "souad"


def test_a_name_longer_than_its_place_is_refused_with_the_limit() -> None:
    assert names.person_name_latin("a" * 120) == "a" * 120

    with pytest.raises(names.TooLong, match="120"):
        names.person_name_latin("a" * 300)
    with pytest.raises(names.TooLong, match="120"):
        names.person_name_ar("ع" * 121)


def test_letters_pasted_from_a_pdf_become_ordinary_ones() -> None:
    assert names.person_name_ar("\ufee3\ufea4\ufee4\ufeaa") == "محمد"


@pytest.mark.parametrize("name", ["فريق 12", "الأفق!", "رقمنة 2030"])
def test_teams_may_carry_digits_and_signs(name: str) -> None:
    assert names.team_name_ar(name) == name


def test_a_team_needs_no_second_name_but_the_right_letters_in_each() -> None:
    assert names.team_name_ar(" ") == ""
    with pytest.raises(names.TeamNameNotArabic):
        names.team_name_ar("Team")
    with pytest.raises(names.TeamNameNotArabic):
        names.team_name_ar("فريق Team")
    with pytest.raises(names.TeamNameNotLatin):
        names.team_name_latin("فريق")
    with pytest.raises(names.TeamNameNotLatin):
        names.team_name_latin("2030")
