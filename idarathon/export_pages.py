"""What the site keeps about a person, as they read it: the rules' rows with labels, choices and dates in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competitions import wording
from competitions.models import Message
from competitions.presenters import kind_label
from competitions.registries import personal_data
from competitions.registries.personal_data import PersonalData
from submissions.models import Attachment

# Columns by which machines know a row; people are told what it is called.
IDENTITIES = ("slug", "code", "key")
ROOMS = ("teams", "submissions", "judging", "competitions")


@dataclass(frozen=True)
class Entry:
    term: str
    value: str


@dataclass(frozen=True)
class Chapter:
    """What one rule finds, record by record; `kept_because` says why it outlives an erasure."""

    title: str
    kept_because: str
    records: list[list[Entry]]


@dataclass(frozen=True)
class Room:
    title: str
    chapters: list[Chapter]


@dataclass(frozen=True)
class ExportPage:
    language: str
    direction: str
    name: str
    made: str
    rooms: list[Room]
    files: list[Entry]


def export_page(person: Any, *, files: Mapping[int, str], at: datetime) -> ExportPage:
    """Everything about `person` in the active language; `files` are the names in the archive, by attachment."""
    found: dict[str, list[Chapter]] = {}
    for rule in personal_data.rules():
        if records := [list(_entries(rule, row)) for row in _rows(rule, person)]:
            found.setdefault(rule.model._meta.app_label, []).append(_chapter(rule, records))
    ours = [Room(str(apps.get_app_config(label).verbose_name), found.pop(label)) for label in ROOMS if label in found]
    others = [chapter for chapters in found.values() for chapter in chapters]
    return ExportPage(
        language=(get_language() or "ar"),
        direction=wording.direction(),
        name=person.display_name,
        made=wording.moment(at),
        rooms=[*ours, *([Room(_("Account and sign-in"), others)] if others else [])],
        files=[
            Entry(attachment.name, files[attachment.pk])
            for attachment in Attachment.objects.filter(pk__in=files).order_by("pk")
        ],
    )


def _chapter(rule: PersonalData, records: list[list[Entry]]) -> Chapter:
    title = capfirst(str(rule.model._meta.verbose_name_plural))
    if rule.exported[0] == "pk":
        # Somebody else's row: the person only did something to it.
        title = f"{title} · {rule.model._meta.get_field(rule.owner).verbose_name}"  # type: ignore[union-attr]
    return Chapter(title, str(rule.kept_because), records)


def _rows(rule: PersonalData, person: Any) -> models.QuerySet[Any]:
    joined = {name.rpartition("__")[0] for name in rule.exported if "__" in name}
    return rule.rows(person).select_related(*sorted(joined)).order_by("pk")


def _entries(rule: PersonalData, row: models.Model) -> Iterator[Entry]:
    for path in rule.exported:
        words = _value(row, path)
        if words:
            yield Entry(_label(rule.model, path), words)


def _label(model: type[models.Model], path: str) -> str:
    """What the last field is called, and of what it is where that is another row."""
    *steps, last = path.split("__")
    names = []
    for step in steps:
        field: Any = model._meta.get_field(step)
        names.append(str(field.verbose_name))
        model = field.related_model
    if names and last in IDENTITIES:
        return capfirst(str(model._meta.verbose_name))
    field = model._meta.pk if last == "pk" else model._meta.get_field(last)
    names.append("№" if last == "pk" else str(field.verbose_name))
    return capfirst(" · ".join(names[-2:]))


def _value(row: Any, path: str) -> str:
    *steps, last = path.split("__")
    for step in steps:
        row = getattr(row, step)
        if row is None:
            return ""
    if steps and last in IDENTITIES:
        return str(row)
    if isinstance(row, Message) and last == "kind":
        return kind_label(row.kind)
    display = getattr(row, f"get_{last}_display", None)
    return _in_words(display() if display else getattr(row, last))


def _in_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return wording.moment(value) if isinstance(value, datetime) else str(value)
