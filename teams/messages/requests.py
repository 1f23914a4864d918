"""About requests to join an open team."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register
from teams.models import JoinRequest


def still_waits(message: Any, at: datetime) -> bool:
    """Whether the request of which the team is to be told has neither been answered nor withdrawn."""
    return JoinRequest.objects.waiting().filter(pk=message.about["request"]).exists()


JOIN_REQUESTED = register(
    MessageKind(
        key="join_requested",
        label=_("Somebody asks to join the team"),
        template="teams/mail/join_requested.txt",
        variables=("team", "competition", "request"),
        still_wanted=still_waits,
    )
)
REQUEST_ACCEPTED = register(
    MessageKind(
        key="request_accepted",
        label=_("A request to join was accepted"),
        template="teams/mail/request_accepted.txt",
        variables=("team", "competition", "answer"),
    )
)
REQUEST_DECLINED = register(
    MessageKind(
        key="request_declined",
        label=_("A request to join was declined"),
        template="teams/mail/request_declined.txt",
        variables=("team", "competition", "answer"),
    )
)
MEMBER_ADMITTED = register(
    MessageKind(
        key="member_admitted",
        label=_("A request to join the team was accepted"),
        template="teams/mail/member_admitted.txt",
        variables=("team", "competition", "member"),
    )
)
