"""What happens in this room when something happens among people."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from competitions.consequences import move_asked, phase_moved
from competitions.models import Phase
from judging.domain import conflicts, departures, entering, profiles, rounds, rule_changes, stepping_back
from teams.consequences import (
    erasure_asked,
    late_access_asked,
    member_joined,
    mentor_assigned,
    merge_asked,
    person_moved,
    role_ended,
    role_given,
    team_withdrawn,
)
from teams.models import Membership, Mentorship, Role, Team, User


@receiver(member_joined)
def on_member_joined(sender: Any, *, membership: Membership, by: User, at: datetime, **_: Any) -> None:
    conflicts.member_has_joined(membership, by=by, at=at)


@receiver(mentor_assigned)
def on_mentor_assigned(sender: Any, *, mentorship: Mentorship, by: User, at: datetime, **_: Any) -> None:
    conflicts.mentor_was_assigned(mentorship, by=by, at=at)


@receiver(team_withdrawn)
def on_team_withdrawn(sender: Any, *, team: Team, by: User, at: datetime, **_: Any) -> None:
    rounds.withdraw_team(team=team, by=by, at=at)


@receiver(role_given)
def on_role_given(sender: Any, *, role: Role, reason: str, by: User, at: datetime, **_: Any) -> None:
    rule_changes.jury_has_changed(role, joined=True, reason=reason, by=by, at=at)
    if role.kind in Role.JURY:
        profiles.begin(role, by=by, at=at)
        conflicts.juror_was_appointed(role, by=by, at=at)


@receiver(role_ended)
def on_role_ended(sender: Any, *, role: Role, reason: str, by: User, at: datetime, **_: Any) -> None:
    rule_changes.jury_has_changed(role, joined=False, reason=reason, by=by, at=at)
    stepping_back.role_has_ended(role, by=by, at=at)


@receiver(phase_moved)
def on_phase_moved(sender: Any, *, phase: Phase, by: User, at: datetime, **moved: Any) -> None:
    entering.require_none_entered(phase)
    before = {name: moved[name] for name in ("opens_at", "closes_at", "reason")}
    rule_changes.phase_has_moved(phase, **before, by=by, at=at)


@receiver(late_access_asked)
def on_late_access_asked(sender: Any, *, phase: Phase, **_: Any) -> None:
    entering.require_none_entered(phase)


@receiver(move_asked)
def on_move_asked(sender: Any, *, phase: Phase, **_: Any) -> str:
    return rule_changes.why_dates_need_a_reason(phase)


@receiver(person_moved)
def on_person_moved(sender: Any, *, person: User, at: datetime, **_: Any) -> None:
    conflicts.person_has_moved(person, at=at)


@receiver(erasure_asked)
def on_erasure_asked(sender: Any, *, person: User, at: datetime, **_: Any) -> None:
    departures.require_no_jury_under_way(person, at=at)


@receiver(merge_asked)
def on_merge_asked(sender: Any, *, first: User, second: User, at: datetime, **_: Any) -> None:
    departures.require_never_judged(second)
    departures.require_judges_nobody(first, second)
