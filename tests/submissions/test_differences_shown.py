"""What differs between two texts as people see it: words marked, in Arabic and in Latin script."""

import pytest
from django.template.loader import render_to_string

from submissions.presenters.diff import GONE, NEW, SAME, Run, difference, shortened


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "جديد", [(NEW, "جديد")]),
        ("قديم", "", [(GONE, "قديم")]),
        ("ينتظر 47 دقيقة", "ينتظر 12 دقيقة", [(SAME, "ينتظر "), (GONE, "47"), (NEW, "12"), (SAME, " دقيقة")]),
        ("مُواطِن واحد", "مُواطِن ثانٍ", [(SAME, "مُواطِن "), (GONE, "واحد"), (NEW, "ثانٍ")]),
        ("un, deux", "un; trois", [(SAME, "un"), (GONE, ", deux"), (NEW, "; trois")]),
        ("le même", "le même", [(SAME, "le même")]),
    ],
)
def test_the_words_that_differ_are_marked(old: str, new: str, shown: list[tuple[str, str]]) -> None:
    assert difference(old, new).together == tuple(Run(*each) for each in shown)


def test_changes_parted_by_a_blank_alone_read_as_one() -> None:
    found = difference("trois petits guichets ouverts", "deux grands guichets ouverts")

    assert [run.kind for run in found.together] == [GONE, NEW, SAME]


def test_the_newer_text_alone_has_nothing_that_was_taken_out() -> None:
    found = difference("un deux trois", "un quatre trois")

    assert "".join(run.text for run in found.newer) == "un quatre trois"


def test_a_long_text_is_cut_to_the_words_around_its_change() -> None:
    old = " ".join(f"mot{each}" for each in range(400))

    runs = shortened(difference(old, old.replace("mot200 ", "autre ")).together)

    assert len("".join(run.text for run in runs)) < 500
    assert "[…]" in runs[0].text
    assert runs[0].text.endswith("mot199 ")
    assert runs[-1].text.startswith(" mot201")


def test_marks_are_words_for_those_who_listen_and_typed_markup_stays_text() -> None:
    page = render_to_string("components/diff.html", {"runs": difference("un", "<b>deux</b>").together})

    assert "<del>" in page
    assert "<ins>" in page
    assert page.count("visually-hidden") == 4
    assert "&lt;b&gt;deux&lt;/b&gt;" in page
