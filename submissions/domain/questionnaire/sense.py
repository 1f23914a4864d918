"""The sense of a question: what makes an answer to it right or wrong, apart from its words and its place."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from submissions.models import Column, Option, Question

Part = TypeVar("Part", Option, Column)
Kind = Question.Kind
TEXTS, NUMBERS = (Kind.SHORT_TEXT, Kind.LONG_TEXT), (Kind.NUMBER, Kind.AMOUNT)
OPTIONED = (Kind.CHOICE, Kind.CHOICES, Kind.ROLES)
UNITS = ("unit_ar", "unit_fr", "unit_en")

# Which kinds have each of these settings; with any other kind it is emptied.
SETTINGS: dict[tuple[str, ...], tuple[Kind, ...]] = {
    ("words_min", "words_max", "characters_max"): TEXTS,
    ("minimum", "maximum"): NUMBERS,
    UNITS: (Kind.NUMBER,),
    ("rows_min", "rows_max"): (Kind.TABLE,),
    ("hosts",): (Kind.LINK,),
    ("file_types", "file_size_max", "files_max"): (Kind.FILE,),
}
_EMPTY: dict[str, Any] = {"hosts": "", "file_types": [], **dict.fromkeys(UNITS, "")}
_OWN = (
    *("kind", "theme_id", "required", "always_required", "for_jury", "shown_if_id", "shown_if_options"),
    *(name for names in SETTINGS for name in names),
)


def sense(question: Question, options: Iterable[Option], columns: Iterable[Column]) -> dict[str, Any]:
    """The sense as plain values that can be compared; retired options and columns are no part of it."""
    own = {name: getattr(question, name) for name in _OWN}
    return {
        **{name: _EMPTY.get(name) if value in ("", None) else value for name, value in own.items()},
        "shown_if_options": sorted(question.shown_if_options or []),
        "file_types": sorted(question.file_types or []),
        "options": sorted(option.key for option in live(options)),
        "columns": sorted((column.key, column.kind, column.required) for column in live(columns)),
    }


def live(parts: Iterable[Part]) -> list[Part]:
    """Those that are still offered."""
    return [part for part in parts if part.retired_at is None]


def tidy(question: Question) -> None:
    """Empty the settings that do not belong to the question's kind."""
    for names, kinds in SETTINGS.items():
        if question.kind not in kinds:
            for name in names:
                setattr(question, name, _EMPTY.get(name))
    if question.shown_if_id is None:
        question.shown_if_options = []
    question.hosts = "\n".join(line.strip().lower() for line in (question.hosts or "").splitlines() if line.strip())


def can_become(stored: Question, kind: str) -> bool:
    """Whether what was answered to `stored` still stands where an answer of that kind is: files are no words."""
    return (stored.kind == Kind.FILE) == (kind == Kind.FILE)


def parts_of(question: Question) -> tuple[Sequence[Option], Sequence[Column]]:
    """Options and columns as they are stored; none of a question that is new."""
    if question._state.adding:
        return (), ()
    return list(question.options.all()), list(question.columns.all())
