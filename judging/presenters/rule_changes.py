"""What the histories say about how the rules of a round were made and changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from competitions import wording
from judging.models import Criterion, Level, Round
from judging.points import percent_in_words, points_in_words

POINTS = {"minimum", "maximum", "points"}
# What is told of each, and how it is called there: the columns count in hundredths, people do not.
TOLD: dict[type[Model], dict[str, Any]] = {
    Round: {
        "name_ar": _("name"),
        "evaluations_minimum": _("evaluations a project needs to be ranked"),
        "opened_at": _("opened"),
        "closed_at": _("closed"),
    },
    Criterion: {
        "name_ar": _("name"),
        "weight": _("weight"),
        "minimum": _("lowest score"),
        "maximum": _("highest score"),
    },
    Level: {"points": _("score"), "words_ar": _("in words")},
}


@dataclass(frozen=True)
class RuleChange:
    """One step: what it concerns, what was changed, when and by whom."""

    what: str
    change: str
    at: datetime
    by: Any


def changes_of(round: Round) -> list[RuleChange]:
    """Every change of the round, its criteria and their levels, newest first; four queries."""
    rounds = Round.history.filter(id=round.pk)
    criteria = Criterion.history.filter(round_id=round.pk)
    levels = Level.history.filter(criterion_id__in=criteria.values("id"))
    found = [
        *_told(Round, rounds, gettext("Round")),
        *_told(Criterion, criteria, gettext("Criterion")),
        *_told(Level, levels, gettext("Level")),
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _told(model: type[Model], records: Any, noun: str) -> Iterable[RuleChange]:
    before: dict[int, Any] = {}
    for record in records.select_related("history_user").order_by("history_date", "history_id"):
        change = _change(model, before.get(record.id), record)
        before[record.id] = record
        if change:
            yield RuleChange(f"{noun}: {_name(record)}", change, record.history_date, record.history_user)


def _name(record: Any) -> str:
    return str(getattr(record, "name_ar", None) or getattr(record, "words_ar", ""))


def _change(model: type[Model], old: Any, new: Any) -> str:
    if new.history_type == "+":
        return _steps(model, [(name, None, getattr(new, name)) for name in TOLD[model]], new=True)
    if new.history_type == "-":
        return pgettext("rule", "removed")
    names = [name for name in TOLD[model] if old is not None and getattr(old, name) != getattr(new, name)]
    return _steps(model, [(name, getattr(old, name), getattr(new, name)) for name in names], new=False)


def _steps(model: type[Model], steps: Sequence[tuple[str, Any, Any]], *, new: bool) -> str:
    told = [_step(model, name, old, value) for name, old, value in steps if value not in (None, "")]
    return "; ".join([pgettext("rule", "added"), *told] if new else told)


def _step(model: type[Model], name: str, old: Any, value: Any) -> str:
    label = TOLD[model][name]
    if old is None:
        return f"{label} {_shown(name, value)}"
    return f"{label} {_shown(name, old)} → {_shown(name, value)}"


def _shown(name: str, value: Any) -> str:
    if name in POINTS:
        return points_in_words(value)
    if name == "weight":
        return f"{percent_in_words(value)} %"
    return wording.moment(value) if isinstance(value, datetime) else str(value)
