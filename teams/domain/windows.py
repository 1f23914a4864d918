"""Until when people may join, and until when a team may still change."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.domain.calendar import end_of, require_open
from competitions.models import Competition, Phase
from competitions.refusals import Refusal
from teams.models import Team


class RegistrationMissing(Refusal):
    message = gettext_lazy("This edition has no registration phase yet. Please come back when its calendar is published.")


class TeamIsFixed(Refusal):
    """The last moment to submit has passed, and with it the last change to a team."""


def open_editions(*, at: datetime) -> Any:
    """The published editions that still go on at `at`."""
    return Competition.objects.published().filter(phases__closes_at__gt=at).distinct().order_by("pk")


def registration_phase(competition: Competition, *, at: datetime) -> Phase | None:
    """The registration phase that is open at `at`, else the next one to open, else the last that closed."""
    phases = list(Phase.objects.filter(competition=competition).of_kind("registration"))
    current = [phase for phase in phases if phase.closes_at > at]
    return current[0] if current else max(phases, key=lambda phase: phase.closes_at, default=None)


def require_registration_open(competition: Competition, *, at: datetime, team: Team | None = None) -> None:
    """Return if one may found or join a team at `at`; late access of `team` counts.

    Raises PhaseNotOpen, PhaseClosed, RegistrationMissing.
    """
    phase = registration_phase(competition, at=at)
    if phase is None:
        raise RegistrationMissing
    require_open(phase, at=at, until=team.late_access_until(phase) if team else None)


def last_submission_end(team: Team) -> datetime | None:
    """When the last submission phase ends for this team; None while the edition has none."""
    phases = Phase.objects.filter(competition=team.competition_id).of_kind("submission")
    return max((end_of(phase, until=team.late_access_until(phase)) for phase in phases), default=None)


def may_still_change(team: Team, *, at: datetime) -> bool:
    """Whether the team's last moment to submit is still ahead."""
    end = last_submission_end(team)
    return end is None or at < end


def require_may_still_change(team: Team, *, at: datetime) -> None:
    """Raises TeamIsFixed once the last submission phase has ended for this team."""
    end = last_submission_end(team)
    if end is not None and at >= end:
        raise TeamIsFixed(
            _("Submitting closed on %(moment)s, and the team can no longer be changed.")
            % {"moment": wording.last_minute(end, zone=team.competition.time_zone)}
        )
