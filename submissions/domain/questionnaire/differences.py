"""What has changed between one version of a questionnaire and the next, as plain values."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from submissions.models import QuestionnaireVersion

TEXTS = ("name", "introduction", "label", "help", "example", "unit")


@dataclass(frozen=True)
class Difference:
    """One thing that is not as before. `place` is where, in texts by language; without `field`, all of it came or went.

    `before` and `after` are what the canonical text holds; of a text by language they are one language's, `language`.
    """

    kind: str  # "section" or "question"
    place: Mapping[str, str]
    field: str = ""
    before: Any = None
    after: Any = None
    language: str = ""

    @property
    def came(self) -> bool:
        return not self.field and self.before is None

    @property
    def went(self) -> bool:
        return not self.field and self.after is None


def differences(before: QuestionnaireVersion, after: QuestionnaireVersion) -> list[Difference]:
    """Everything that differs, in the order of what is asked now; what is asked no more comes last."""
    return [*_compare(_rows(before), _rows(after))]


def _rows(version: QuestionnaireVersion) -> dict[tuple[str, str], tuple[str, dict[str, Any]]]:
    """Sections and questions by their keys: what they are, and what is said of them."""
    rows: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
    for section in json.loads(version.content)["sections"]:
        own = {name: value for name, value in section.items() if name != "questions"}
        rows[section["key"], ""] = ("section", own)
        for question in section["questions"]:
            rows[section["key"], question["key"]] = ("question", question)
    return rows


def _compare(before: Mapping[Any, tuple[str, Any]], after: Mapping[Any, tuple[str, Any]]) -> Iterator[Difference]:
    for key, (kind, row) in after.items():
        if key in before:
            yield from _fields(kind, before[key][1], row)
        else:
            yield Difference(kind, _title(row), after=row)
    for key, (kind, row) in before.items():
        if key not in after:
            yield Difference(kind, _title(row), before=row)
    shared = [key for key in after if key in before]
    if shared != [key for key in before if key in after]:
        yield Difference("section", {}, field="order")


def _fields(kind: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    before = _flat(old)
    for name, value in _flat(new).items():
        was: Any = before.get(name)
        if was == value:
            continue
        if name in TEXTS:
            for language, text in value.items():
                if text != was[language]:
                    yield Difference(kind, _title(new), name, was[language], text, language)
        else:
            yield Difference(kind, _title(new), name, was, value)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Limits beside the rest; the count of the changes is no change of its own."""
    limits = row.get("limits", {})
    return {**{name: value for name, value in row.items() if name not in ("limits", "edition", "key")}, **limits}


def _title(row: dict[str, Any]) -> Mapping[str, str]:
    title: Mapping[str, str] = row.get("label") or row["name"]
    return title
