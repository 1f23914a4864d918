"""Which question a heading of a document names: in any language, and nearly."""

from typing import Any

import pytest

from competitions.models import Phase
from submissions.domain.documents import Piece
from submissions.domain.importing import Passage, incoming, left_over, passages_of
from submissions.models import Question
from tests.builders.submissions import a_question


@pytest.fixture
def questions(phase: Phase) -> list[Question]:
    """Two long answers, `change` and `next`."""
    section = phase.sections.get(key="solution")  # type: ignore[attr-defined]
    labels: dict[str, Any] = {
        "label_ar": "ما الخطوات القادمة؟",
        "label_fr": "Quelles sont les prochaines étapes ?",
        "label_en": "",
    }
    a_question(section, key="next", required=False, order=9, **labels)
    return list(Question.objects.filter(section=section, kind=Question.Kind.LONG_TEXT).order_by("order"))


class TestMatching:
    @pytest.mark.parametrize(
        ("heading", "key"),
        [
            ("ما الخطوات القادمة؟", "next"),
            ("مَا الخُطُوَات القادمه", "next"),
            ("3.2 Quelles sont les prochaines étapes ?", "next"),
            ("QUELLES SONT LES PROCHAINES ETAPES", "next"),
            ("Quelles sont les prochaines étapes du projet ?", "next"),
            ("Question change", "change"),
            ("Annexe technique", ""),
            ("Question", ""),
            ("؟", ""),
            ("x" * 400, ""),
        ],
    )
    def test_a_heading_names_a_question_in_any_language_and_nearly(
        self, questions: list[Question], heading: str, key: str
    ) -> None:
        passages = passages_of([Piece(heading, heading=1), Piece("نص")], questions)

        assert [each.key for each in passages] == [key]

    def test_a_line_in_bold_is_a_heading_and_any_other_needs_the_very_words(self, questions: list[Question]) -> None:
        nearly = "Quelles sont les prochaines étapes du projet ?"

        assert passages_of([Piece(f"**{nearly}**", is_bold=True)], questions)[:1] == []
        assert incoming(passages_of([Piece(f"**{nearly}**", is_bold=True), Piece("a")], questions)) == {"next": "a"}
        assert incoming(passages_of([Piece("Question change"), Piece("a")], questions)) == {"change": "a"}
        assert incoming(passages_of([Piece(nearly), Piece("a")], questions)) == {}

    def test_what_is_below_a_question_is_its_text_and_what_is_beside_it_is_not(self, questions: list[Question]) -> None:
        pieces = [
            Piece("مقدمة"),
            Piece("Question change", heading=2),
            Piece("أول"),
            Piece("تفصيل", heading=3),
            Piece("نقطة", item="- "),
            Piece("نقطتان", item="- "),
            Piece("Annexe", heading=2),
            Piece("ثان"),
            Piece("Question change", heading=1),
            Piece("ثالث"),
        ]

        passages = passages_of(pieces, questions)

        assert incoming(passages) == {"change": "أول\n\n### تفصيل\n\n- نقطة\n- نقطتان\n\nثالث"}
        assert left_over(passages) == [Passage("", "مقدمة"), Passage("Annexe", "ثان")]
