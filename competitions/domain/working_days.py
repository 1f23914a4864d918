"""Counting the days on which the administration works: not the weekends, not the public holidays."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from competitions.models import Holiday

WEEKEND = frozenset({5, 6})  # Saturday and Sunday, as `date.weekday` counts
ONE_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Whether the administration works on `day`."""
    return day.weekday() not in WEEKEND and day not in holidays


def after_working_days(moment: datetime, days: int, *, zone: str, holidays: Collection[date]) -> datetime:
    """The instant at which `days` working days have passed since `moment`, by the clock of `zone`.

    The hour of the day stays: asked on a Monday at 10, three days later is Thursday at 10. What happens on a day off
    counts from the beginning of the next working day. The answer is always on a working day.
    """
    local = moment.astimezone(ZoneInfo(zone))
    day, hour = local.date(), local.time()
    if not is_working_day(day, holidays):
        day, hour = _next_working_day(day, holidays), time()
    for _ in range(days):
        day = _next_working_day(day, holidays)
    return datetime.combine(day, hour, tzinfo=ZoneInfo(zone))


def holidays_since(day: date) -> frozenset[date]:
    """The public holidays from `day` on; one query."""
    return frozenset(Holiday.objects.filter(day__gte=day).values_list("day", flat=True))


def _next_working_day(day: date, holidays: Collection[date]) -> date:
    day += ONE_DAY
    while not is_working_day(day, holidays):
        day += ONE_DAY
    return day
