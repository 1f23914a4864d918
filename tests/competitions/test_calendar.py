"""Windows are half-open, and only times decide."""

from datetime import timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from competitions.domain.calendar import (
    SETTLING,
    PhaseClosed,
    PhaseNotOpen,
    end_of,
    is_open,
    may_settle,
    require_open,
)
from competitions.models import Competition, Phase
from tests.builders.competitions import NOW
from tests.harness.clock import days, minutes, seconds

OFFSETS = st.timedeltas(min_value=timedelta(days=-40), max_value=timedelta(days=40))


def a_window(*, grace_seconds: int = 0) -> Phase:
    edition = Competition(name_ar="إدارثون", name_en="Idarathon")
    return Phase(
        competition=edition,
        kind="submission",
        name_ar="الإيداع",
        name_en="Submission",
        opens_at=NOW - days(10),
        closes_at=NOW + days(10),
        grace_seconds=grace_seconds,
    )


def test_the_opening_instant_is_in_and_the_closing_instant_is_out() -> None:
    phase = a_window()

    inside = [is_open(phase, at=at) for at in (phase.opens_at, phase.closes_at - timedelta(microseconds=1))]
    outside = [is_open(phase, at=at) for at in (phase.opens_at - timedelta(microseconds=1), phase.closes_at)]

    assert inside == [True, True]
    assert outside == [False, False]


@given(offset=OFFSETS)
def test_what_is_open_raises_nothing_and_what_is_not_always_does(offset: timedelta) -> None:
    phase, at = a_window(), NOW + offset

    try:
        require_open(phase, at=at)
    except PhaseNotOpen:
        outcome = "early"
    except PhaseClosed:
        outcome = "late"
    else:
        outcome = "open"

    expected = "early" if at < phase.opens_at else "late" if at >= phase.closes_at else "open"
    assert (outcome, is_open(phase, at=at)) == (expected, expected == "open")


@given(offset=OFFSETS, extension=OFFSETS)
def test_a_later_end_only_ever_gives_time(offset: timedelta, extension: timedelta) -> None:
    phase, at = a_window(), NOW + offset
    until = phase.closes_at + extension

    assert end_of(phase, until=until) == max(phase.closes_at, until)
    if is_open(phase, at=at):
        assert is_open(phase, at=at, until=until)


def test_the_grace_counts_after_the_end_and_after_a_later_end() -> None:
    phase = a_window(grace_seconds=30)
    until = phase.closes_at + days(1)

    assert is_open(phase, at=phase.closes_at + seconds(29))
    assert not is_open(phase, at=phase.closes_at + seconds(30))
    assert is_open(phase, at=until + seconds(29), until=until)
    assert end_of(phase) == phase.closes_at


def test_nothing_is_settled_before_the_last_request_can_have_come_in() -> None:
    phase = a_window(grace_seconds=30)
    end = phase.closes_at + seconds(30) + SETTLING

    assert not may_settle(phase, at=end - seconds(1))
    assert may_settle(phase, at=end)
    assert not may_settle(phase, at=end, until=phase.closes_at + minutes(10))


def test_a_refusal_says_when_in_the_language_of_the_person() -> None:
    phase = a_window()

    with translation.override("en"), pytest.raises(PhaseNotOpen) as early:
        require_open(phase, at=phase.opens_at - days(1))
    with translation.override("en"), pytest.raises(PhaseClosed) as late:
        require_open(phase, at=phase.closes_at)

    assert "Friday 13 November 2020, 10:00" in str(early.value)
    assert "Thursday 3 December 2020, 09:59" in str(late.value)
