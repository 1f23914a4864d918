"""Until when people may join, and until when a team may still change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, OuterRef, Subquery, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.domain.calendar import end_of, is_open, require_open
from competitions.models import Competition, Phase
from competitions.refusals import Refusal
from teams.models import LateAccess, Team

KINDS = (Phase.Kind.REGISTRATION, Phase.Kind.SUBMISSION)


class RegistrationMissing(Refusal):
    message = gettext_lazy(
        "This edition has no registration phase yet. Please come back when its calendar is published."
    )


class TeamIsFixed(Refusal):
    """The last moment to submit has passed, and with it the last change to a team."""


@dataclass(frozen=True)
class Windows:
    """The registration and submission phases of an edition, with the later ends that one team was given."""

    competition: Competition
    phases: tuple[Phase, ...]
    granted: dict[int, datetime]

    def until(self, phase: Phase) -> datetime | None:
        """The later end that the team was given in `phase`."""
        return self.granted.get(phase.pk)

    def registration(self, *, at: datetime) -> Phase | None:
        """The registration phase that counts at `at`: the first that has not ended, else the last that has."""
        phases = [phase for phase in self.phases if phase.kind == Phase.Kind.REGISTRATION]
        current = [phase for phase in phases if end_of(phase, until=self.until(phase)) > at]
        return current[0] if current else max(phases, key=lambda phase: phase.closes_at, default=None)

    def last_submission(self) -> Phase | None:
        """The submission phase that ends last for the team."""
        phases = [phase for phase in self.phases if phase.kind == Phase.Kind.SUBMISSION]
        return max(phases, key=lambda phase: end_of(phase, until=self.until(phase)), default=None)

    def last_submission_end(self) -> datetime | None:
        """When the last submission phase ends for the team; None while the edition has none."""
        phase = self.last_submission()
        return end_of(phase, until=self.until(phase)) if phase else None

    def may_still_change(self, *, at: datetime) -> bool:
        """Whether what arrives at `at` could still be submitted by the team, or will be; the grace counts."""
        phase = self.last_submission()
        return phase is None or at < phase.opens_at or is_open(phase, at=at, until=self.until(phase))


def windows_of(competition: Competition, team: Team | None = None) -> Windows:
    """The windows of `competition`, for `team` if one is given; one query."""
    late = LateAccess.objects.filter(team=team, phase=OuterRef("pk")).order_by("-until") if team else None
    until = Subquery(late.values("until")[:1]) if late is not None else Value(None, output_field=DateTimeField())
    phases: tuple[Any, ...] = tuple(
        Phase.objects.filter(competition=competition, kind__in=KINDS).annotate(late_until=until)
    )
    for phase in phases:
        phase.competition = competition
    return Windows(competition, phases, {phase.pk: phase.late_until for phase in phases if phase.late_until})


def open_editions(*, at: datetime) -> Any:
    """The published editions that still go on at `at`."""
    return Competition.objects.published().filter(phases__closes_at__gt=at).distinct().order_by("pk")


def require_registration_open(competition: Competition, *, at: datetime, team: Team | None = None) -> None:
    """Return if one may found or join a team at `at`; late access of `team` counts.

    Raises PhaseNotOpen, PhaseClosed, RegistrationMissing.
    """
    require_open_to_join(windows_of(competition, team), at=at)


def require_open_to_join(windows: Windows, *, at: datetime) -> None:
    """The same for windows that have been read already."""
    phase = windows.registration(at=at)
    if phase is None:
        raise RegistrationMissing
    require_open(phase, at=at, until=windows.until(phase))


def joining_is_open(team: Team, *, at: datetime) -> bool:
    """Whether registration is open for the team; once it has closed, only an organiser changes who is in it."""
    windows = windows_of(team.competition, team)
    phase = windows.registration(at=at)
    return phase is not None and is_open(phase, at=at, until=windows.until(phase))


def may_still_change(team: Team, *, at: datetime) -> bool:
    """Whether the team's last moment to submit is still ahead."""
    return windows_of(team.competition, team).may_still_change(at=at)


def require_may_still_change(team: Team, *, at: datetime) -> None:
    """Raises TeamIsFixed once the last submission phase has ended for this team."""
    windows = windows_of(team.competition, team)
    end = windows.last_submission_end()
    if end is not None and not windows.may_still_change(at=at):
        raise TeamIsFixed(
            _("Submitting closed on %(moment)s, and the team can no longer be changed.")
            % {"moment": wording.last_minute(end, zone=team.competition.time_zone)}
        )
