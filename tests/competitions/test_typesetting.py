"""Papers as PDF: what is typed stays text, in every script, and the same values give the same bytes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from competitions.typesetting import typeset
from tests.harness.papers import details_of, text_of

DATED = datetime(2020, 11, 23, 9, 0, tzinfo=UTC)
HOSTILE = (
    '#import "parts.typ": *',
    '#read("/etc/passwd")',
    "#panic(1)",
    "*bold* _italic_ $x^2$ = Heading",
    r"\ backslash \u{41} \#",
    '"] } ) #let x = (',
    "<b>html</b> // comment /* more */",
    "@label <label> ~ -- ---",
    "[link](https://x.example) `raw`",
)


def a_paper(words: str, language: str = "fr") -> dict[str, Any]:
    """The least that a project file is set from, with `words` wherever somebody may have typed."""
    answers = [
        {"question": words, "note": words, "absent": words, "kind": "words", "words": [words]},
        {
            "question": "",
            "note": "",
            "absent": "",
            "kind": "table",
            "columns": [words],
            "table": [[words]],
            "totals": [words],
        },
    ]
    return {
        "language": language,
        "title": words,
        "edition": words,
        "footer": words,
        "page_label": "{page}/{pages}",
        "notes": [words],
        "rows": [{"term": words, "value": words}],
        "sections": [{"name": words, "answers": answers}],
        "files_label": "",
        "files": [{"name": words, "detail": words, "sha256": ""}],
        "people_label": "",
        "people_columns": [words],
        "people": [[words]],
        "hash_label": "",
        "hash": "",
    }


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_typed_becomes_markup(words: str) -> None:
    shown = text_of(typeset("dossier", a_paper(words), dated=DATED))

    # Lines may be broken anywhere between words, so blanks do not count.
    assert "".join(shown.split()).count("".join(words.split())) >= 10


@pytest.mark.parametrize(
    "words", ["\x00", "a\x07b\x1b[31mc", "\u202egpj.exe", "\ufeff\u200b\u2066", "", "\n\n", "x" * 9000]
)
def test_signs_that_no_paper_can_show_break_nothing(words: str) -> None:
    assert typeset("dossier", a_paper(words), dated=DATED).startswith(b"%PDF-")


def test_a_text_that_turns_the_direction_round_does_not() -> None:
    shown = text_of(typeset("dossier", a_paper("\u202egpj.exe"), dated=DATED))

    assert "gpj.exe" in shown
    assert "\u202e" not in shown


def test_it_tells_its_title_its_language_and_its_day() -> None:
    paper = typeset("dossier", a_paper("ملف المشروع", "ar"), dated=DATED)

    told = details_of(paper)
    assert told["Title"] == "ملف المشروع"
    assert told["CreationDate"] == "D:20201123090000Z"
    assert b"/Lang(ar)" in paper


def test_the_same_values_give_the_same_bytes() -> None:
    first = typeset("dossier", a_paper("a"), dated=DATED)

    assert typeset("dossier", a_paper("a"), dated=DATED) == first
    assert typeset("dossier", a_paper("a"), dated=DATED + timedelta(microseconds=7)) == first
    assert typeset("dossier", a_paper("b"), dated=DATED) != first
    assert typeset("dossier", a_paper("a"), dated=DATED + timedelta(seconds=1)) != first


def test_pages_are_counted() -> None:
    paper = {**a_paper("mot"), "page_label": "Page {page} sur {pages}", "notes": ["ligne"] * 80}

    shown = text_of(typeset("dossier", paper, dated=DATED))

    assert "Page 1 sur 5" in shown
    assert "Page 5 sur 5" in shown


def test_digits_are_western_in_arabic_too() -> None:
    shown = text_of(typeset("dossier", a_paper("كلمة", "ar"), dated=DATED))

    assert "1/1" in shown
    assert not set(shown) & set("٠١٢٣٤٥٦٧٨٩")
