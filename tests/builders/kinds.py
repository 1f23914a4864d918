"""A section with one question of every kind, and answers that fit."""

from typing import Any

from competitions.models import Phase
from submissions.models import Column, Question, Section
from teams.models import User
from tests.builders.submissions import a_question, a_section

KINDS = [kind.value for kind in Question.Kind]
OPTIONS = ("yes", "no", "later")
COLUMNS = (("line", "text", True), ("cost", "amount", True), ("count", "number", False), ("due", "date", False))


def a_question_of(section: Section, kind: str, *, by: User | None = None, **fields: Any) -> Question:
    """A question of that kind with three options or four columns where it has such; not required unless told."""
    if kind in ("choice", "choices", "roles"):
        fields = {"options": OPTIONS, **fields}
    if kind == "table":
        fields = {"columns": {key: of for key, of, _required in COLUMNS}, **fields}
    question = a_question(section, kind=kind, by=by, **{"required": False, "words_max": None, **fields})
    optional = [key for key, _of, required in COLUMNS if not required]
    Column.objects.filter(question=question, key__in=optional).update(required=False)
    return question


def a_section_of_every_kind(phase: Phase, *, suffix: str = "", by: User | None = None, **fields: Any) -> Section:
    """The section `every` of eleven questions whose keys are their kinds with hyphens, as `short-text`.

    `suffix` ends all keys, where there are several such sections.
    """
    section = a_section(phase, key=f"every{suffix}", order=50, by=by)
    for order, kind in enumerate(KINDS):
        a_question_of(section, kind, key=f"{kind.replace('_', '-')}{suffix}", order=order, by=by, **fields)
    return section


def answers(person: int, *, suffix: str = "") -> dict[str, Any]:
    """An answer of each kind but files, in the shape in which it is kept, by key."""
    values = {
        "short-text": "شباك واحد",
        "long-text": "**مهم**: سطر\nثان",
        "choice": "yes",
        "choices": ["yes", "later"],
        "number": "14,5",
        "amount": "12500.50",
        "date": "2026-12-31",
        "link": "https://project.idarathon.example/",
        "table": [
            {"line": "شاشة", "cost": "١٢٥٠٠", "count": "2", "due": "2026-12-01"},
            {"line": "تكوين", "cost": "500,50", "count": "3", "due": ""},
        ],
        "roles": {str(person): ["yes", "no"]},
    }
    return {f"{key}{suffix}": value for key, value in values.items()}
