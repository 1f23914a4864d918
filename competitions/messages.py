"""The kinds of message that this room sends."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from competitions.models import Message, ReminderRule
from competitions.registries import audiences, message_kinds
from competitions.registries.message_kinds import MessageKind


def reminder_is_wanted(message: Message, at: datetime) -> bool:
    """Whether its reader still owes what the reminder asks for, by the very deadline that it names."""
    rules = ReminderRule.objects.in_force(at=at).select_related("phase__competition")
    rule = rules.filter(pk=message.about["rule"]).first()
    deadline = datetime.fromisoformat(message.about["deadline"])
    if rule is None or deadline <= at or not audiences.is_known(rule.audience):
        return False
    owed = audiences.get(rule.audience).rows(rule.phase, at, message.recipient)
    return any(rule.moment_for(one.deadline) == deadline for one in owed)


# Its words are the organiser's, so it has no template.
REMINDER = message_kinds.register(
    MessageKind(key="reminder", label=_("Deadline reminder"), template="", still_wanted=reminder_is_wanted)
)

PHASE_MOVED = message_kinds.register(
    MessageKind(
        key="phase_moved",
        label=_("A deadline has moved"),
        template="competitions/mail/phase_moved.txt",
        variables=("competition", "phase", "opens_at", "closes_at"),
    )
)
