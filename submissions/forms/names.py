"""How answers travel in a form: the names of its fields, and the values that were posted in them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.validators import slug_re

from submissions.models import Question

REVISION_DIGITS = 9
ROW_DIGITS = 3
PERSON_DIGITS = 18


def text_name(key: str) -> str:
    """Name of the field that holds the answer to the question `key`, or with which the names of its parts begin."""
    return f"q-{key}"


def cell_name(name: str, row: int, column: str) -> str:
    """Name of one cell of a table whose field is called `name`."""
    return f"{name}-{row}-{column}"


def person_name(name: str, person: int | str) -> str:
    """Name of the parts that one person takes, in the field called `name`."""
    return f"{name}-{person}"


def revision_name(key: str) -> str:
    return f"r-{key}"


def posted_keys(data: Mapping[str, Any]) -> list[str]:
    """The keys of the questions that the page had, asked still or not: each posts the save that it starts from."""
    names = (name.removeprefix(revision_name("")) for name in data if name.startswith(revision_name("")))
    return [key for key in names if slug_re.fullmatch(key)]


def posted_values(data: Mapping[str, Any], questions: Iterable[Question]) -> dict[str, Any]:
    """What was answered, by key of the question, in the shapes that `save_answers` takes.

    A question that the page did not have is left out. Boxes that nobody has ticked are not posted at all: the save
    that the answer starts from, which is always posted, says that they were there.
    """
    values = {}
    for question in questions:
        name = text_name(question.key)
        found = posted_value(data, name, question.kind)
        if found is not None:
            values[question.key] = found
        elif revision_name(question.key) in data and question.kind in _OF_PARTS:
            values[question.key] = _OF_PARTS[question.kind]()
    return values


def posted_value(data: Mapping[str, Any], name: str, kind: str) -> Any:
    """The value of one field of that kind; None where nothing was posted under its name."""
    if kind == Question.Kind.FILE:
        return None
    if kind == Question.Kind.TABLE:
        return posted_rows(data, name) or None
    if kind == Question.Kind.ROLES:
        return posted_parts(data, name) or None
    if name not in data:
        return None
    return all_of(data, name) if kind == Question.Kind.CHOICES else data[name]


def posted_rows(data: Mapping[str, Any], name: str) -> list[dict[str, str]]:
    """The rows of a table as they were on the page, blank ones too."""
    pattern = re.compile(rf"{re.escape(name)}-([0-9]{{1,{ROW_DIGITS}}})-(.+)", re.DOTALL)
    rows: dict[int, dict[str, str]] = {}
    for found in filter(None, map(pattern.fullmatch, data)):
        rows.setdefault(int(found[1]), {})[found[2]] = data[found[0]]
    return [rows[number] for number in sorted(rows)]


def posted_parts(data: Mapping[str, Any], name: str) -> dict[str, list[str]]:
    """The parts that each person takes; who takes none is not in it."""
    pattern = re.compile(rf"{re.escape(name)}-([0-9]{{1,{PERSON_DIGITS}}})")
    return {found[1]: all_of(data, found[0]) for found in filter(None, map(pattern.fullmatch, data))}


def all_of(data: Mapping[str, Any], name: str) -> list[str]:
    """Every value posted under a name, also where `data` is a plain mapping."""
    if hasattr(data, "getlist"):
        return list(data.getlist(name))
    value = data.get(name, [])
    return list(value) if isinstance(value, list | tuple) else [value]


def as_posted(question: Question, value: Any) -> dict[str, Any]:
    """The fields in which a browser would post `value`."""
    name = text_name(question.key)
    if question.kind == Question.Kind.TABLE:
        return {cell_name(name, row, key): cell for row, cells in enumerate(value) for key, cell in cells.items()}
    if question.kind == Question.Kind.ROLES:
        return {person_name(name, person): parts for person, parts in value.items()}
    return {} if question.kind == Question.Kind.FILE else {name: value}


def posted_revisions(data: Mapping[str, Any], keys: Iterable[str]) -> dict[str, int]:
    """The saves that the answers started from; 0 for what no page of ours has posted."""
    posted = {key: data.get(revision_name(key), "") for key in keys}
    return {key: int(text) if text.isdecimal() and len(text) <= REVISION_DIGITS else 0 for key, text in posted.items()}


def posted_slug(data: Mapping[str, Any], name: str) -> str:
    """The key that a page of ours has posted; "" for anything that is none."""
    text = str(data.get(name, ""))
    return text if slug_re.fullmatch(text) else ""


_OF_PARTS: dict[str, Any] = {
    Question.Kind.CHOICE: str,
    Question.Kind.CHOICES: list,
    Question.Kind.TABLE: list,
    Question.Kind.ROLES: dict,
}
