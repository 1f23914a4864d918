"""Texts that the site writes by itself and that may name anybody: messages, the administration's journal, lists.

Nobody owns such a row, so erasure looks through them for what names the person. Each room declares its own in its
`personal_data.py`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

SHORTEST = 3  # characters; what is shorter would be found in every text


@dataclass(frozen=True)
class Traces:
    """What names one person: addresses, names, telephone and number, as they were written."""

    texts: tuple[str, ...]

    @classmethod
    def of(cls, *texts: str) -> "Traces":
        """The longest first, so that a part is not replaced before the whole."""
        return cls(tuple(sorted({text for text in texts if len(text) >= SHORTEST}, key=len, reverse=True)))

    def pattern(self) -> re.Pattern[str]:
        """Finds them as whole words, and an address not within a longer one."""
        either = "|".join(re.escape(text) for text in self.texts)
        return re.compile(rf"(?<![\w.+-])(?:{either})(?![\w-]|\.\w)", re.IGNORECASE)


# What stands in the place of a name in a row, which may be written in a language.
Instead = Callable[[models.Model], str]
_texts: dict[type[models.Model], tuple[str, ...]] = {}


def declare_texts(model: type[models.Model], *fields: str) -> None:
    """Say that these fields of `model`, text or JSON, may name anybody."""
    _texts[model] = fields


def declared() -> dict[type[models.Model], tuple[str, ...]]:
    """Every declared model with its fields."""
    return dict(_texts)


def forget(traces: Traces, *, instead: Instead) -> int:
    """Replace what names the person in every declared text; returns the number of rows that were changed."""
    if not traces.texts:
        return 0
    changed = 0
    for model, fields in _texts.items():
        for row in _suspects(model, fields, traces).iterator(chunk_size=200):
            changed += _rewrite(row, fields, traces.pattern(), instead(row))
    return changed


def _suspects(model: type[models.Model], fields: Iterable[str], traces: Traces) -> models.QuerySet[Any]:
    """Rows in which something may be found; JSON is looked at row by row, as it is kept escaped on SQLite."""
    either = Q()
    for name in fields:
        if isinstance(model._meta.get_field(name), models.JSONField):
            either |= ~Q(**{f"{name}__in": ([], {})})
        else:
            for text in traces.texts:
                either |= Q(**{f"{name}__icontains": text})
    return model._default_manager.filter(either).order_by("pk")


def _rewrite(row: models.Model, fields: Iterable[str], pattern: re.Pattern[str], instead: str) -> int:
    new: dict[str, Any] = {}
    for name in fields:
        old = getattr(row, name)
        without = _without(old, pattern, instead)
        if without != old:
            limit = getattr(row._meta.get_field(name), "max_length", None)
            new[name] = without[:limit] if isinstance(without, str) else without
    if new:
        # Not `save`: a history would keep what was there.
        type(row)._default_manager.filter(pk=row.pk).update(**new)
    return bool(new)


def _without(value: Any, pattern: re.Pattern[str], instead: str) -> Any:
    """`value` without what the pattern finds; a record of a list that mentions the person leaves the list."""
    if isinstance(value, str):
        return pattern.sub(instead, value)
    if isinstance(value, dict):
        return {key: _without(each, pattern, instead) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, pattern, instead) for each in value if not _mentions(each, pattern)]
    return value


def _mentions(value: Any, pattern: re.Pattern[str]) -> bool:
    """Whether a record, as a row of a spreadsheet is one, has the person in it."""
    cells = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(isinstance(cell, str) and pattern.search(cell) for cell in cells)
