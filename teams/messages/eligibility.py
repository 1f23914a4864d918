"""About whether somebody may take part."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register
from teams.models import EligibilityDecision, User, VouchingRequest


def still_waits(message: Any, at: datetime) -> bool:
    """Whether nobody has decided yet about the person of whom a focal point is to be told."""
    candidate = User.objects.filter(pk=message.about["candidate"], department=message.about["department"]).first()
    if candidate is None or not candidate.is_active:
        return False
    decisions = EligibilityDecision.objects.filter(person=candidate, competition=message.about["competition"])
    return not decisions.standing().exists()


def somebody_still_waits(message: Any, at: datetime) -> bool:
    """Whether one of the people is still without a decision: their requests go with it."""
    return VouchingRequest.objects.filter(pk__in=message.about["requests"]).exists()


ELIGIBILITY_WAITING = register(
    MessageKind(
        key="eligibility_waiting",
        label=_("Somebody waits to be vouched for"),
        template="teams/mail/eligibility_waiting.txt",
        variables=("competition", "candidate"),
        still_wanted=still_waits,
    )
)
ELIGIBILITY_GRANTED = register(
    MessageKind(
        key="eligibility_granted",
        label=_("Recognised as eligible"),
        template="teams/mail/eligibility_granted.txt",
        variables=("competition",),
    )
)
ELIGIBILITY_DECLINED = register(
    MessageKind(
        key="eligibility_declined",
        label=_("Not recognised as eligible"),
        template="teams/mail/eligibility_declined.txt",
        variables=("competition", "decision"),
    )
)
ELIGIBILITY_OVERDUE = register(
    MessageKind(
        key="eligibility_overdue",
        label=_("People wait too long to be vouched for"),
        template="teams/mail/eligibility_overdue.txt",
        variables=("competition", "count", "days", "people"),
        still_wanted=somebody_still_waits,
    )
)
MEMBER_DECLINED = register(
    MessageKind(
        key="member_declined",
        label=_("A member is not recognised as eligible"),
        template="teams/mail/member_declined.txt",
        variables=("team", "competition", "member"),
    )
)
