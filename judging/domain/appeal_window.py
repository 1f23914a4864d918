"""How long a team may appeal: the working days that the edition sets."""

from datetime import datetime

from competitions.domain.working_days import after_working_days, holidays_since
from competitions.models import Competition
from judging.models import Entry, JuryRules

# Where an edition has not said it.
WORKING_DAYS = 3


def working_days_of(competition: Competition) -> int:
    """The working days in which a team of `competition` may appeal."""
    said: int | None = JuryRules.objects.filter(competition=competition).values_list("appeal_days", flat=True).first()
    return WORKING_DAYS if said is None else said


def end_of_appeal(entry: Entry, *, since: datetime) -> datetime:
    """The first instant that is too late for an appeal against what was told to the team of `entry` at `since`."""
    competition = entry.round.competition
    days, zone = working_days_of(competition), competition.time_zone
    return after_working_days(since, days, zone=zone, holidays=holidays_since(since.date()))
