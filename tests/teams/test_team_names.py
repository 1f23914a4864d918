"""How a team may be called: what the platform takes, what it refuses with a sentence, and what it never chokes on."""

import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competitions.folding import fold
from competitions.models import Competition
from competitions.refusals import Refusal
from teams.domain import team_names
from teams.domain.founding import NameTaken, found_team
from teams.domain.names import NotPlainText, TooLong
from teams.models import Team, User
from tests.builders.competitions import NOW
from tests.builders.teams import a_participant, the_theme
from tests.teams.browsing import post, read

SignedIn = Any


@pytest.mark.parametrize("name", ["Équipe 😀", "Team\x00", "Team \U0001f1f2\U0001f1e6", "😀"])
def test_pictures_and_control_signs_are_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(NotPlainText) as refusal:
        team_names.latin(name)

    assert (refusal.value.field, bool(str(refusal.value))) == ("name_latin", True)


def test_marks_that_turn_the_direction_are_dropped_so_that_no_two_names_look_alike() -> None:
    assert team_names.latin("\u202eHorizon\u2066") == "Horizon"
    assert team_names.arabic("\u202bالأفق\u200f") == "الأفق"


@pytest.mark.parametrize("read_name", [team_names.latin, team_names.arabic, team_names.motto])
def test_three_hundred_signs_are_too_many(read_name: Any) -> None:
    with pytest.raises(TooLong):
        read_name("ا" * 300)


@given(st.text(max_size=300))
def test_whatever_is_typed_is_taken_within_its_column_or_refused(text: str) -> None:
    for read_name, longest in ((team_names.latin, 80), (team_names.arabic, 80), (team_names.motto, 160)):
        try:
            name = read_name(text)
        except Refusal:
            continue
        assert len(name) <= longest
        assert read_name(name) == name


def test_no_letter_grows_so_much_when_folded_that_a_name_outgrows_its_key() -> None:
    key = Team._meta.get_field("name_latin_key").max_length
    tidy = (unicodedata.normalize("NFKC", chr(code)) for code in range(sys.maxunicode + 1))

    widest = max((len(fold(sign)) for sign in tidy if len(sign) == 1), default=0)

    assert team_names.LONGEST_NAME * widest <= key


def test_one_name_in_other_hamzas_vowels_and_case_is_taken(person: User, edition: Competition) -> None:
    def found(by: User, name_ar: str, name_latin: str) -> Team:
        return found_team(
            competition=edition, by=by, name_ar=name_ar, name_latin=name_latin, motto=" معا أسرع ",
            theme=the_theme(edition), received_at=NOW,
        )  # fmt: skip

    assert found(person, "الأفق", "Horizon").motto == "معا أسرع"
    for name_ar, name_latin in (("الافق", ""), ("الأُفُق", ""), ("", "HORIZON")):
        with pytest.raises(NameTaken):
            found(a_participant(edition), name_ar, name_latin)


def test_the_motto_is_typed_shown_and_kept_when_something_else_is_refused(
    person: User, edition: Competition, signed_in: SignedIn
) -> None:
    client, theme = signed_in(person), the_theme(edition)
    refused = post(client, "new", {"name_ar": "فريق 😀", "motto": "معا أسرع", "theme": theme.pk})
    assert refused.context["form"].errors["name_ar"]
    assert "معا أسرع" in refused.content.decode()
    too_long = post(client, "new", {"name_ar": "ا" * 300, "motto": "x" * 300, "theme": theme.pk})
    assert {"name_ar", "motto"} == set(too_long.context["form"].errors)

    post(client, "new", {"name_ar": "الأفق", "motto": "معا أسرع", "theme": theme.pk})

    assert "معا أسرع" in read(client, "team")
    assert "معا أسرع" in read(client, "edit")
