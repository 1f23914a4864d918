"""The difference between two versions of a questionnaire, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from submissions.domain.questionnaire.differences import Difference
from submissions.models import Column, Question, Section

NOTHING = "—"


@dataclass(frozen=True)
class Change:
    """`field` is empty where all of it came or went; then `note` says which."""

    place: str
    field: str
    before: str
    after: str
    note: str = ""
    language: str = ""


def changes(found: Sequence[Difference]) -> list[Change]:
    """Each difference as a row of a table."""
    return [_change(each) for each in found]


def _change(each: Difference) -> Change:
    place = in_language(each.place)
    if each.came:
        return Change(place, "", "", "", _("New section") if each.kind == "section" else _("New question"))
    if each.went:
        return Change(place, "", "", "", _("No longer asked"))
    if each.field == "order":
        return Change("", "", "", "", _("Another order"))
    return Change(
        place, _name_of(each), _said(each.field, each.before), _said(each.field, each.after), language=each.language
    )


def in_language(texts: Mapping[str, str]) -> str:
    """The text in the active language, else the Arabic one."""
    return texts.get((get_language() or "ar")[:2]) or texts.get("ar", "")


def _name_of(each: Difference) -> str:
    """The field as the organiser's form calls it."""
    own = {"options": _("options"), "columns": _("columns"), "condition": _("asked only if")}
    if each.field in own:
        return own[each.field]
    model: Any = Section if each.kind == "section" else Question
    return str(model._meta.get_field(each.field).verbose_name)


def _said(field: str, value: Any) -> str:
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field == "kind":
        return str(dict(Question.Kind.choices).get(value, value))
    if field == "purpose":
        return str(dict(Question.Purpose.choices).get(value, value))
    if field == "condition":
        return " · ".join([value["question"], *value["options"]])
    if field in ("options", "columns"):
        return "\n".join(_part(part) for part in value)
    return " · ".join(map(str, value)) if isinstance(value, list) else str(value)


def _part(part: Mapping[str, Any]) -> str:
    """An option or a column; of a column also what its cells hold."""
    words = [in_language(part["label"])]
    if "kind" in part:
        words.append(str(dict(Column.Kind.choices).get(part["kind"], part["kind"])))
        words.append(_("required") if part["required"] else _("optional"))
    return " · ".join(words)
