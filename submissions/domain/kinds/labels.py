"""The words around an answer: of a question that is asked now, or as a frozen version has kept them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from submissions.models import Column, Option, Question

WITH_OPTIONS = frozenset({Question.Kind.CHOICE, Question.Kind.CHOICES, Question.Kind.ROLES})


@dataclass(frozen=True)
class ColumnLabel:
    key: str
    kind: str
    label: str


@dataclass(frozen=True)
class Labels:
    """What one needs to say an answer in words; retired options and columns are among them."""

    unit: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[ColumnLabel, ...] = ()


@dataclass(frozen=True)
class Grid:
    """An answer of rows: headings, cells in words, and the sums under those columns that have one ("" elsewhere)."""

    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] = ()


def labels_of(question: Question) -> Labels:
    """In the active language; costs nothing where options and columns were read with the question."""
    return Labels(
        unit=str(question.unit or ""),
        options={option.key: str(option.label) for option in options_of(question)},
        columns=tuple(ColumnLabel(each.key, each.kind, str(each.label)) for each in columns_of(question)),
    )


def options_of(question: Question) -> list[Option]:
    """All that the question ever offered, in the organiser's order; none for kinds that offer none."""
    return _in_order(question.options.all()) if question.kind in WITH_OPTIONS else []


def open_options(question: Question) -> list[Option]:
    """Those that can be chosen now."""
    return [option for option in options_of(question) if option.retired_at is None]


def columns_of(question: Question) -> list[Column]:
    """All that the table ever had, in the organiser's order; none for other kinds."""
    return _in_order(question.columns.all()) if question.kind == Question.Kind.TABLE else []


def open_columns(question: Question) -> list[Column]:
    """Those that are filled in now."""
    return [column for column in columns_of(question) if column.retired_at is None]


def _in_order(rows: Any) -> list[Any]:
    return sorted(rows, key=lambda row: (row.order, row.pk))
