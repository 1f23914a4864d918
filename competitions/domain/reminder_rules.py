"""The rules of deadline reminders, as organisers set them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.domain.editions import in_languages
from competitions.domain.recording import locked, record, require_organiser
from competitions.models import Phase, ReminderRule
from competitions.refusals import Refusal
from competitions.registries import audiences
from competitions.reminder_text import VARIABLES, unknown_variables

TEXTS = in_languages("subject", "body")
# A rule of which one of these changes is a new rule: it does not catch up on what it would have sent before.
TIMING = frozenset({"edge", "lead_minutes", "audience", "active"})
REMINDER = TEXTS | TIMING


class UnknownVariable(Refusal):
    """A text with a variable that nothing fills."""


class LoneBrace(Refusal):
    message = _("A brace lacks its partner. Variables are written like {name}.")


class AudienceOwesNothing(Refusal):
    message = _("Nobody in this group has something to do in a phase of this kind. Choose another group.")
    field = "audience"


def create_rule(phase: Phase, *, values: dict[str, Any], by: Any, at: datetime) -> ReminderRule:
    """A reminder for `phase`. What would have been due before `at` is not sent.

    Raises MayNotOrganise, UnknownVariable, LoneBrace, AudienceOwesNothing, InvalidValue.
    """
    require_organiser(phase.competition, by=by)
    with transaction.atomic():
        return _recorded(ReminderRule(phase=phase), values | {"since": at}, by=by)


def edit_rule(rule: ReminderRule, *, values: dict[str, Any], by: Any, at: datetime) -> ReminderRule:
    """Change a reminder. With another moment or audience, or switched on, it counts as made at `at`.

    Raises as `create_rule`.
    """
    with transaction.atomic():
        current = locked(rule)
        require_organiser(current.phase.competition, by=by)
        if any(values.get(name, getattr(current, name)) != getattr(current, name) for name in TIMING):
            values = values | {"since": at}
        return _recorded(current, values, by=by)


def _recorded(rule: ReminderRule, values: dict[str, Any], *, by: Any) -> ReminderRule:
    for name in sorted(TEXTS & set(values)):
        _require_known_variables(values[name] or "", field=name)
    audience = values.get("audience", rule.audience)
    if not audiences.is_known(audience) or rule.phase.kind not in audiences.get(audience).phase_kinds:
        raise AudienceOwesNothing
    return record(rule, values, by=by, admitted=REMINDER | {"since"})


def _require_known_variables(text: str, *, field: str) -> None:
    try:
        unknown = unknown_variables(text)
    except ValueError as error:
        raise LoneBrace(field=field) from error
    if unknown:
        raise UnknownVariable(
            _("There is no variable %(unknown)s. There are: %(known)s.")
            % {"unknown": _in_braces(unknown), "known": _in_braces(list(VARIABLES))},
            field=field,
        )


def _in_braces(names: list[str]) -> str:
    return " ".join(f"{{{name}}}" for name in names)
