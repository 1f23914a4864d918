"""In which language a project file is written."""

import json

import pytest

from judging.domain.file_language import language_of, language_of_content


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("استقبال المواطنات والمواطنين في أقل من ساعة", "ar"),
        ("منصة e-Rendez-vous لتدبير المواعيد وتقليص مدة الانتظار", "ar"),
        ("Un guichet pour les citoyens dans la région, et une ligne d’appel", "fr"),
        ("A counter for the citizens of the region, and a line to call", "en"),
        ("Projet pilote", "fr"),
        ("2030", ""),
        ("", ""),
    ],
)
def test_a_file_is_in_the_language_of_its_letters_and_commonest_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_questions_do_not_make_the_language_of_a_file() -> None:
    question = {"key": "need", "label": {"ar": "ما الحاجة التي يستجيب لها المشروع؟"}, "answer": "Les files d’attente"}
    table = {
        "key": "costs",
        "label": {"ar": "الكلفة"},
        "answer": [{"what": "Des écrans pour la salle", "amount": "12"}],
    }
    content = json.dumps({"sections": [{"questions": [question, table, {"key": "none", "answer": None}]}]})

    assert language_of_content("Guichet", content) == "fr"
    assert language_of_content("Guichet", None) == "fr"
