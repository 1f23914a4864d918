"""Two people's changes to one text put together, where they do not touch: no sentence is lost, whatever they did."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from submissions.domain.differences import Edit, edits, sentences, words
from submissions.domain.merging import Place, three_way

BASE = (
    "ينتظر المرتفق 47 دقيقة. الشباك واحد.\n\nLe guichet ferme à 15 h. On attend 3.5 heures.\n\n"
    "- premier point\n- second"
)

# Few sentences, so that the same ones meet again and again.
SENTENCE = st.sampled_from(["Un.", "Deux.", "ثلاثة.", "أربعة؟", "Cinq"])
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join)
TEXT = st.lists(PARAGRAPH, max_size=6).map("\n\n".join)
PIECES = st.lists(st.sampled_from("abcd"), max_size=12)


def said(text: str) -> Counter[str]:
    return Counter(filter(str.strip, sentences(text)))


def rebuilt(old: list[str], new: list[str], found: list[Edit]) -> list[str]:
    made, place = [], 0
    for edit in found:
        assert edit.start >= place
        made += old[place : edit.start] + new[edit.new_start : edit.new_end]
        place = edit.end
    return made + old[place:]


@given(old=PIECES, new=PIECES)
def test_the_edits_make_the_new_text_of_the_old(old: list[str], new: list[str]) -> None:
    assert rebuilt(old, new, edits(old, new)) == new
    assert rebuilt(old, new, edits(old, new, most=2)) == new


@given(text=st.text())
def test_a_text_falls_into_pieces_of_which_none_is_lost(text: str) -> None:
    assert "".join(words(text)) == text
    assert "".join(sentences(text)) == text


def test_a_text_that_is_wholly_another_one_is_replaced_and_searched_no_further() -> None:
    old, new = [f"o{each}" for each in range(30_000)], [f"n{each}" for each in range(30_000)]

    assert edits(old, new) == [Edit(0, 30_000, 0, 30_000)]


def test_changes_in_two_sentences_are_both_in_the_merge() -> None:
    mine, theirs = BASE.replace("47", "52"), BASE.replace("ferme à 15 h", "ferme à midi")

    merge = three_way(BASE, mine, theirs)

    assert merge.is_clean
    assert merge.text == mine.replace("ferme à 15 h", "ferme à midi")


def test_a_new_paragraph_goes_with_a_mended_one_and_a_removed_one() -> None:
    mine = BASE + "\n\nEt nous formerons trente agents."
    theirs = BASE.replace("الشباك واحد.", "الشبابيك ثلاثة.").replace("On attend 3.5 heures.", "")

    merge = three_way(BASE, mine, theirs)

    assert merge.text == theirs + "\n\nEt nous formerons trente agents."


def test_two_changes_of_one_sentence_are_listed_and_my_text_is_kept() -> None:
    mine, theirs = BASE.replace("47", "52"), BASE.replace("47 دقيقة", "ساعة كاملة")

    merge = three_way(BASE, mine, theirs)

    assert merge.text == mine
    assert merge.places == (Place("ينتظر المرتفق 47 دقيقة.", "ينتظر المرتفق 52 دقيقة.", "ينتظر المرتفق ساعة كاملة."),)


def test_what_one_removed_and_the_other_mended_is_not_decided_for_them() -> None:
    mine, theirs = BASE.replace("الشباك واحد.", ""), BASE.replace("الشباك واحد.", "الشباك واحد لكل المصالح.")

    assert not three_way(BASE, mine, theirs).is_clean


def test_two_paragraphs_put_in_at_one_point_are_not_put_in_an_order() -> None:
    assert not three_way(BASE, BASE + "\n\nMine.", BASE + "\n\nTheirs.").is_clean


def test_of_two_like_paragraphs_each_removed_one_and_one_stays() -> None:
    base = "Un.\n\nDeux.\n\nUn.\n\nTrois."

    merge = three_way(base, "Deux.\n\nUn.\n\nTrois.", "Un.\n\nDeux.\n\nTrois.")

    assert "Un." in merge.text


@given(base=TEXT, mine=TEXT)
def test_the_same_change_twice_is_that_change_and_a_change_of_one_alone_stands(base: str, mine: str) -> None:
    assert three_way(base, mine, mine).text == mine
    assert three_way(base, mine, base).text == mine
    assert three_way(base, base, mine).text == mine


@given(base=TEXT, mine=TEXT, theirs=TEXT)
def test_nothing_that_both_have_or_that_either_added_is_ever_lost(base: str, mine: str, theirs: str) -> None:
    merge = three_way(base, mine, theirs)

    if not merge.is_clean:
        assert merge.text == mine
        return
    merged, ours = said(merge.text), said(mine) & said(theirs)
    assert ours <= merged
    assert set(merged) >= (set(said(mine)) | set(said(theirs))) - set(said(base))
    assert merge.text == three_way(base, theirs, mine).text


@given(base=st.lists(SENTENCE, min_size=4, max_size=10), data=st.data())
def test_changes_of_different_sentences_are_always_merged(base: list[str], data: st.DataObject) -> None:
    numbered = [f"{each} {sentence}" for each, sentence in enumerate(base)]
    first = data.draw(st.integers(0, len(base) - 3))
    second = data.draw(st.integers(first + 2, len(base) - 1))
    mine = [("MINE." if place == first else each) for place, each in enumerate(numbered)]
    theirs = [("THEIRS." if place == second else each) for place, each in enumerate(numbered)]

    merge = three_way("\n\n".join(numbered), "\n\n".join(mine), "\n\n".join(theirs))

    assert merge.is_clean
    assert merge.text == "\n\n".join("THEIRS." if place == second else each for place, each in enumerate(mine))
