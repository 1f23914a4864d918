"""Working days: weekends and public holidays do not count, and the hour of the day stays."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from competitions.domain.holidays import remove_holiday, save_holiday
from competitions.domain.recording import InvalidValue, MayNotOrganise
from competitions.domain.working_days import after_working_days, holidays_since, is_working_day
from competitions.models import Holiday
from tests.builders.competitions import NOW, a_competition, a_holiday
from tests.builders.teams import a_person, a_role
from tests.competitions.desk import address, typed

ZONE = "Africa/Casablanca"
INDEPENDENCE = date(2020, 11, 18)  # a Wednesday
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2023, 12, 31), timezones=st.just(UTC))
DAYS = st.dates(date(2020, 1, 1), date(2024, 6, 30))
HOLIDAYS = st.frozensets(DAYS, max_size=40)


def after(moment: str, days: int, *holidays: date, zone: str = ZONE) -> str:
    begun = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return after_working_days(begun, days, zone=zone, holidays=holidays).strftime("%a %d %H:%M")


@pytest.mark.parametrize(
    ("asked", "ends"),
    [
        ("2020-11-23T09:00", "Thu 26 10:00"),  # a Monday, 10:00 in Rabat
        ("2020-11-20T09:00", "Wed 25 10:00"),  # a Friday: the weekend does not count
        ("2020-11-21T15:00", "Thu 26 00:00"),  # a Saturday counts from Monday morning
        ("2020-11-22T22:59", "Thu 26 00:00"),  # still Sunday in Rabat
        ("2020-11-22T23:00", "Thu 26 00:00"),  # already Monday there
    ],
)
def test_weekends_do_not_count(asked: str, ends: str) -> None:
    assert after(asked, 3) == ends


def test_public_holidays_do_not_count() -> None:
    assert after("2020-11-16T09:00", 3) == "Thu 19 10:00"
    assert after("2020-11-16T09:00", 3, INDEPENDENCE) == "Fri 20 10:00"
    assert after("2020-11-18T09:00", 1, INDEPENDENCE) == "Fri 20 00:00"


def test_the_clock_is_the_edition_s() -> None:
    assert after("2020-11-20T23:30", 1, zone="Africa/Casablanca") == "Tue 24 00:00"
    assert after("2020-11-20T23:30", 1, zone="Atlantic/Azores") == "Mon 23 22:30"


def test_the_hour_stays_when_the_clock_is_set_back_for_ramadan() -> None:
    ends = after_working_days(datetime(2023, 3, 17, 9, tzinfo=UTC), 3, zone=ZONE, holidays=())

    # Ten o’clock is UTC+1 on Friday 17 March 2023, and UTC+0 from the Sunday on.
    assert (ends.isoformat(), ends.utcoffset()) == ("2023-03-22T10:00:00+00:00", timedelta())


@given(MOMENTS, st.integers(0, 15), HOLIDAYS)
def test_it_ends_on_a_working_day_and_so_many_have_passed(
    moment: datetime, days: int, holidays: frozenset[date]
) -> None:
    ends = after_working_days(moment, days, zone="UTC", holidays=holidays)
    between = [moment.date() + timedelta(days=number) for number in range((ends.date() - moment.date()).days)]
    begun_on_a_day_off = not is_working_day(moment.date(), holidays)

    assert is_working_day(ends.date(), holidays)
    assert sum(is_working_day(day, holidays) for day in between) == days
    assert begun_on_a_day_off or ends.time() == moment.time()


@given(MOMENTS, st.integers(1, 8), st.integers(1, 8), HOLIDAYS)
def test_two_waits_one_after_the_other_are_one_wait(
    moment: datetime, first: int, second: int, holidays: frozenset[date]
) -> None:
    once = after_working_days(moment, first, zone=ZONE, holidays=holidays)

    assert after_working_days(once, second, zone=ZONE, holidays=holidays) == after_working_days(
        moment, first + second, zone=ZONE, holidays=holidays
    )


@given(st.lists(MOMENTS, min_size=2, max_size=5), st.integers(0, 8), HOLIDAYS, DAYS)
def test_who_asks_later_waits_no_shorter_and_a_holiday_makes_nobody_s_wait_shorter(
    moments: list[datetime], days: int, holidays: frozenset[date], another: date
) -> None:
    ends = [after_working_days(one, days, zone="UTC", holidays=holidays) for one in sorted(moments)]
    with_another = [after_working_days(one, days, zone="UTC", holidays=holidays | {another}) for one in sorted(moments)]

    assert all(earlier <= later for earlier, later in pairwise(ends))
    assert all(before <= now for before, now in zip(ends, with_another, strict=True))


@pytest.mark.django_db
def test_an_organiser_enters_changes_and_removes_a_holiday_and_it_is_remembered() -> None:
    organiser: Any = a_role("organiser", competition=a_competition())

    holiday = save_holiday(Holiday(), values={"day": INDEPENDENCE, "name_ar": "عيد"}, by=organiser, at=NOW)
    save_holiday(holiday, values={"name_ar": "عيد الاستقلال"}, by=organiser, at=NOW)
    with pytest.raises(InvalidValue):
        save_holiday(Holiday(), values={"day": INDEPENDENCE, "name_ar": "مرة أخرى"}, by=organiser, at=NOW)

    assert holidays_since(INDEPENDENCE) == {INDEPENDENCE}
    assert holidays_since(INDEPENDENCE + timedelta(days=1)) == frozenset()
    remove_holiday(Holiday.objects.get(), by=organiser, at=NOW)
    assert holidays_since(INDEPENDENCE) == frozenset()
    kinds = Holiday.history.order_by("history_id").values_list("history_type", "history_user")  # type: ignore[attr-defined]
    assert list(kinds) == [("+", organiser.pk), ("~", organiser.pk), ("-", organiser.pk)]


@pytest.mark.django_db
def test_nobody_else_touches_the_holidays() -> None:
    holiday, stranger = a_holiday(INDEPENDENCE), a_person()

    with pytest.raises(MayNotOrganise):
        save_holiday(holiday, values={"name_ar": "x"}, by=stranger, at=NOW)
    with pytest.raises(MayNotOrganise):
        remove_holiday(holiday, by=stranger, at=NOW)


@pytest.mark.django_db
@pytest.mark.usefixtures("_at_now")
def test_the_administration_lists_them_by_day_and_changes_them(organiser_client: Client) -> None:
    later, earlier = a_holiday(date(2021, 1, 11)), a_holiday(INDEPENDENCE)
    changed = typed(organiser_client, address("holiday", "change", later.pk), name_ar="ذكرى تقديم وثيقة الاستقلال")

    listed = organiser_client.get(address("holiday", "changelist"))
    organiser_client.post(address("holiday", "change", later.pk), changed)
    organiser_client.post(address("holiday", "delete", earlier.pk), {"post": "yes"})
    organiser_client.post(
        address("holiday", "add"), {"day": "2021-07-30", "name_ar": "عيد العرش", "name_fr": "", "name_en": ""}
    )

    assert list(listed.context["cl"].result_list) == [earlier, later]
    assert "الأربعاء 18 نونبر 2020" in listed.content.decode()
    assert [holiday.name_ar for holiday in Holiday.objects.all()] == ["ذكرى تقديم وثيقة الاستقلال", "عيد العرش"]
