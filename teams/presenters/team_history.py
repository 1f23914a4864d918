"""What became of a team's members, as the organiser reads it in the team's history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from teams.models import Membership


@dataclass(frozen=True)
class MemberEvent:
    """One change of one place, who made it, and why if a reason was given."""

    at: datetime
    member: str
    what: str
    reason: str
    by: str


def membership_events(team_id: str) -> list[MemberEvent]:
    """Everything that became of the places in the team, newest first; one query."""
    records = Membership.history.filter(team_id=team_id).select_related("history_user", "person")
    before: dict[int, Any] = {}
    events = []
    for record in records.order_by("history_id"):
        events.append(
            MemberEvent(
                at=record.history_date,
                member=record.person.display_name,
                what=_what(record, before.get(record.id)),
                reason=record.history_change_reason or "",
                by=record.history_user.display_name if record.history_user else "",
            )
        )
        before[record.id] = record
    return events[::-1]


def _what(record: Any, before: Any) -> str:
    if before is None:
        return _("Added by an organiser") if record.added_by_id else _("Joined")
    if record.left_at and not before.left_at:
        return _("Left") if record.history_user_id == record.person_id else _("Place ended")
    if record.agreed_at and not before.agreed_at:
        return _("Agreed to take part")
    return _("Kept as at the confirmation of the team")
