"""What is open when. It knows only times: a later end that somebody was given is passed as `until`."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from competitions import wording
from competitions.models import Phase
from competitions.refusals import Refusal

# What acts because a deadline has passed waits this long, so that no request is still on its way in.
SETTLING = timedelta(minutes=3)


class PhaseNotOpen(Refusal):
    """The window has not opened yet."""


class PhaseClosed(Refusal):
    """The window has ended."""


def require_open(phase: Phase, *, at: datetime, until: datetime | None = None) -> None:
    """Return if what arrived at `at` is in time.

    The window is half-open: `opens_at` is in, the end is out. `until`, if later than `closes_at`, is the end for the
    one who asks. The technical grace of the phase counts after the end.
    Raises PhaseNotOpen, PhaseClosed.
    """
    zone = phase.competition.time_zone
    if at < phase.opens_at:
        raise PhaseNotOpen(
            _("“%(phase)s” opens on %(moment)s. Please come back then.")
            % {"phase": phase.name, "moment": wording.moment(phase.opens_at, zone=zone)}
        )
    if not is_open(phase, at=at, until=until):
        raise PhaseClosed(
            _("“%(phase)s” closed on %(moment)s. Nothing can be changed any more.")
            % {"phase": phase.name, "moment": wording.last_minute(end_of(phase, until=until), zone=zone)}
        )


def is_open(phase: Phase, *, at: datetime, until: datetime | None = None) -> bool:
    """Whether what arrives at `at` is in time; as `require_open`, without its refusals."""
    grace = timedelta(seconds=phase.grace_seconds)
    return phase.opens_at <= at < end_of(phase, until=until) + grace


def end_of(phase: Phase, *, until: datetime | None = None) -> datetime:
    """The first instant that is late, grace apart: the end of the phase, or `until` if that is later."""
    return phase.closes_at if until is None else max(phase.closes_at, until)


def may_settle(phase: Phase, *, at: datetime, until: datetime | None = None) -> bool:
    """Whether what must happen because the phase has ended may happen at `at`."""
    return at >= settles_at(phase, until=until)


def settles_at(phase: Phase, *, until: datetime | None = None) -> datetime:
    """The first instant at which it may: after the end, the technical grace and the wait for what is on its way."""
    return end_of(phase, until=until) + timedelta(seconds=phase.grace_seconds) + SETTLING
