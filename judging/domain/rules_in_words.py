"""The rules of a round in words, as the register of changes shows them before and after."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import BooleanField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from competitions import wording
from judging.domain.rule_changes import register_change
from judging.models import Round, RuleChange
from teams.models import User

# Never changed after the first score, or not before the entries are in.
ELSEWHERE = ("decided_by", "entry_rule", "earlier_round", "entry_count")
DATES = ("audience_opens_at", "audience_closes_at")


def register_rules(
    round: Round, columns: Mapping[str, Any], *, reason: str, by: User, at: datetime
) -> RuleChange | None:
    """A public row for each rule of `round` that `columns` change; the last one, or the one it names already.

    Raises RuleReasonMissing.
    """
    last: RuleChange | None = round.rule_change
    for name, new in columns.items():
        old = getattr(round, name)
        if name in ELSEWHERE or old == new:
            continue
        last = register_change(
            round,
            RuleChange.What.DATES if name in DATES else RuleChange.What.ROUND,
            subject=partial(_label, name),
            old=partial(_in_words, round, name, old),
            new=partial(_in_words, round, name, new),
            reason=reason,
            by=by,
            at=at,
        )
    return last


def _label(name: str) -> str:
    return str(capfirst(Round._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def _in_words(round: Round, name: str, value: Any) -> str:
    field: Any = Round._meta.get_field(name)
    if value is None:
        return pgettext("rule", "none")
    if isinstance(field, BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return wording.moment(value, zone=round.competition.time_zone)
    return str(dict(field.choices or ()).get(value, value))
