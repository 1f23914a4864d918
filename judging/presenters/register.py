"""The public register of what was changed of the rules after the first score."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language

from competitions import wording
from judging.models import RuleChange


def register_rows(changes: Iterable[RuleChange], zone: str) -> list[dict[str, Any]]:
    """A row each, in the language of the reader."""
    return [
        {
            "what": str(change.get_what_display()),
            "subject": _said(change.subject),
            "round": str(change.round.name),
            "old": _said(change.old),
            "new": _said(change.new),
            "reason": change.reason,
            "when": wording.moment(change.changed_at, zone=zone),
        }
        for change in changes
    ]


def _said(texts: Mapping[str, str]) -> str:
    return texts.get(get_language() or "ar") or texts.get("ar", "")
