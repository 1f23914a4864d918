"""Something like a question of each kind, without a database."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.utils.translation import override

from submissions.domain.kinds import KINDS

CELLS = ("text", "number", "amount", "date")


class Rows(list[Any]):
    """Options or columns as a question has them, without a database."""

    def all(self) -> "Rows":
        return self


def part(key: str, place: int, **fields: Any) -> SimpleNamespace:
    own = {"key": key, "label": f"«{key}»", "order": place, "pk": place, "retired_at": None}
    return SimpleNamespace(**{**own, **fields})


def a_question_of(kind: str, **fields: Any) -> Any:
    """Something that is like a question of that kind."""
    own: dict[str, Any] = {
        "kind": kind,
        "purpose": "",
        "unit": "",
        "hosts": "",
        **dict.fromkeys(
            ("words_min", "words_max", "characters_max", "minimum", "maximum", "rows_min", "rows_max", "files_max")
        ),
        "options": Rows([part("a", 0), part("b", 1), part("c", 2, retired_at=1)]),
        "columns": Rows(
            [part(k, n, kind=k, required=True) for n, k in enumerate(("text", "number", "amount", "date"))]
        ),
    }
    return SimpleNamespace(**{**own, **fields})


@dataclass
class Asked:
    question: Any
    value: Any
    files: tuple[Any, ...] = ()


def faults(kind: str, value: Any, **fields: Any) -> list[str]:
    return KINDS[kind].faults(Asked(a_question_of(kind, **fields), value))


def words(kind: str, value: Any, language: str = "en", **fields: Any) -> str:
    with override(language):
        return KINDS[kind].words(value, a_question_of(kind, **fields), {7: "Leïla"})
