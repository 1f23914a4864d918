"""What happens in this room when something happens among people."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from judging.domain import conflicts, rounds
from teams.consequences import member_joined, mentor_assigned, team_withdrawn
from teams.models import Membership, Mentorship, Team, User


@receiver(member_joined)
def on_member_joined(sender: Any, *, membership: Membership, by: User, at: datetime, **_: Any) -> None:
    conflicts.member_has_joined(membership, by=by, at=at)


@receiver(mentor_assigned)
def on_mentor_assigned(sender: Any, *, mentorship: Mentorship, by: User, at: datetime, **_: Any) -> None:
    conflicts.mentor_was_assigned(mentorship, by=by, at=at)


@receiver(team_withdrawn)
def on_team_withdrawn(sender: Any, *, team: Team, by: User, at: datetime, **_: Any) -> None:
    rounds.withdraw_team(team=team, by=by, at=at)
