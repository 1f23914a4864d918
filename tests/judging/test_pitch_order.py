"""The running order of a session of pitches: hours, places, breaks, the draw, and who is told."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competitions.models import Message
from judging.domain import drawing, pitching
from judging.domain.pitching import timing
from judging.domain.rounds import exclude_entry
from judging.models import PitchSlot, Round
from teams.domain.authority import OnlyOrganiser
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.judging import JUDGING, OPENING, a_juror, an_assignment
from tests.builders.pitching import a_pitch_round, order_of, organiser_of, the_hours
from tests.harness.kept import kept

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@kept
def kept_round_of_pitch_order() -> Round:
    return a_pitch_round(entries=4)


@pytest.fixture
def round(kept_round_of_pitch_order: Round) -> Round:
    return kept_round_of_pitch_order


@pytest.fixture
def by(round: Round) -> User:
    return organiser_of(round)


def begins(round: Round) -> list[int]:
    """At which minute of the session each begins."""
    return [(slot.starts_at - JUDGING) // MINUTE for slot in pitching.programme(round)]


@given(st.integers(1, 40), st.integers(0, 7), st.integers(0, 60))
def test_no_two_projects_are_on_at_once_and_breaks_are_as_long_as_asked(number: int, every: int, pause: int) -> None:
    hours = timing.timetable(list(range(number)), JUDGING, 10 * MINUTE, every, pause * MINUTE)

    gaps = [(later.starts_at - earlier.ends_at) // MINUTE for earlier, later in pairwise(hours)]

    assert gaps == [pause if every and place % every == 0 else 0 for place in range(1, number)]


def test_hours_follow_each_other_with_breaks(round: Round, by: User) -> None:
    pitching.lay_out(
        round=round, starts_at=JUDGING, pitch_minutes=7, questions_minutes=8, break_every=2, break_minutes=20,
        by=by, at=OPENING,
    )  # fmt: skip

    assert begins(round) == [0, 15, 50, 65]
    round.refresh_from_db()
    assert (round.pitch_minutes, round.questions_minutes) == (7, 8)


def test_a_project_that_is_moved_takes_the_hour_of_its_place(round: Round, by: User) -> None:
    first, second, third, fourth = order_of(round)

    pitching.move(slot=PitchSlot.objects.get(entry=fourth), place=2, by=by, at=OPENING)

    assert order_of(round) == [first, fourth, second, third]
    assert begins(round) == [0, 10, 20, 30]


@pytest.mark.parametrize(("place", "lands"), [(0, 1), (99, 4)])
def test_a_place_that_there_is_not_is_the_nearest_one(round: Round, by: User, place: int, lands: int) -> None:
    slot = pitching.programme(round)[1]

    pitching.move(slot=slot, place=place, by=by, at=OPENING)

    slot.refresh_from_db()
    assert slot.place == lands


def test_nobody_is_moved_before_one_that_was_heard(round: Round, by: User) -> None:
    first, second, third, fourth = order_of(round)
    slots = pitching.programme(round)
    pitching.start(slot=slots[0], by=by, at=JUDGING)

    pitching.move(slot=slots[3], place=1, by=by, at=JUDGING)

    assert order_of(round) == [first, fourth, second, third]
    with pytest.raises(pitching.PitchesHaveBegun):
        pitching.move(slot=slots[0], place=3, by=by, at=JUDGING)
    with pytest.raises(pitching.PitchesHaveBegun):
        the_hours(round)


def test_an_absent_team_pitches_after_all_the_others_who_keep_their_hours(round: Round, by: User) -> None:
    first, second, third, fourth = order_of(round)
    slots = pitching.programme(round)
    pitching.start(slot=slots[0], by=by, at=JUDGING)

    pitching.postpone(slot=slots[0], by=by, at=JUDGING)

    assert order_of(round) == [second, third, fourth, first]
    assert begins(round) == [10, 20, 30, 40]
    assert PitchSlot.objects.get(entry=first).started_at is None


def test_a_pitch_that_was_heard_is_not_postponed(round: Round, by: User) -> None:
    slot = pitching.programme(round)[0]
    pitching.start(slot=slot, by=by, at=JUDGING)
    pitching.end(slot=slot, by=by, at=JUDGING + 9 * MINUTE)

    with pytest.raises(pitching.PitchesHaveBegun):
        pitching.postpone(slot=slot, by=by, at=JUDGING + 9 * MINUTE)


def test_a_second_day_begins_where_one_project_is_moved_to(round: Round, by: User) -> None:
    slots = pitching.programme(round)

    pitching.retime(slot=slots[2], starts_at=JUDGING + timedelta(days=1), by=by, at=OPENING)

    assert begins(round) == [0, 10, 1440, 1450]
    with pytest.raises(pitching.HourTaken):
        pitching.retime(slot=slots[1], starts_at=JUDGING + 5 * MINUTE, by=by, at=OPENING)


def test_the_draw_changes_places_and_no_hours(round: Round, by: User) -> None:
    before = begins(round)
    drawing.publish_seed(round=round, purpose="order", by=by, at=NOW, seed="seed")

    drawn = pitching.draw_order(round=round, by=by, at=OPENING)

    assert order_of(round) == drawn.result["order"]
    assert sorted(order_of(round)) == sorted(drawn.inputs["entries"])
    assert begins(round) == before


def test_without_hours_the_draw_lays_them_out_from_the_opening_of_the_phase() -> None:
    round = a_pitch_round(entries=3, laid_out=False)
    by = organiser_of(round)
    drawing.publish_seed(round=round, purpose="order", by=by, at=NOW, seed="seed")

    drawn = pitching.draw_order(round=round, by=by, at=OPENING)

    assert order_of(round) == drawn.result["order"]
    assert pitching.programme(round)[0].starts_at == round.phase.opens_at


def test_an_entry_that_left_the_round_is_not_drawn_and_loses_its_hour(round: Round, by: User) -> None:
    gone = round.entries.order_by("pk")[1]
    exclude_entry(entry=gone, reason="خارج المحور", by=by, at=OPENING)
    drawing.publish_seed(round=round, purpose="order", by=by, at=NOW, seed="seed")

    pitching.draw_order(round=round, by=by, at=OPENING)

    assert gone.pk not in order_of(round)
    assert begins(round) == [0, 10, 20]


def test_everybody_is_told_once_and_again_only_of_what_has_changed(round: Round, by: User) -> None:
    entries = list(round.entries.order_by("pk"))
    juror = a_juror(round.competition)
    an_assignment(entry=entries[0], juror=juror)
    Message.objects.all().delete()
    members = sum(entry.team.members().count() for entry in entries)

    first, again = (pitching.tell(round=round, by=by, at=OPENING) for _each in range(2))
    pitching.set_link(
        round=round, link="https://meet.example/room", slot=pitching.programme(round)[0], by=by, at=OPENING
    )
    waiting, third = pitching.untold(round), pitching.tell(round=round, by=by, at=OPENING)

    assert (first, again) == (members + 1, 0)
    assert waiting == 1
    assert third == entries[0].team.members().count() + 1  # its members, and the juror whose programme it is in
    assert pitching.untold(round) == 0
    text = Message.objects.filter(recipient=entries[0].team.captain).latest("pk").text
    assert "https://meet.example/room" in text


def test_only_organisers_make_the_order_and_only_whole_addresses_are_links(round: Round, by: User) -> None:
    juror, slot = a_juror(round.competition), pitching.programme(round)[0]

    for act in (
        lambda: the_move(slot, juror),
        lambda: pitching.set_link(round=round, link="", by=juror, at=OPENING),
        lambda: pitching.tell(round=round, by=juror, at=OPENING),
        lambda: pitching.retime(slot=slot, starts_at=JUDGING, by=juror, at=OPENING),
    ):
        with pytest.raises(OnlyOrganiser):
            act()
    with pytest.raises(timing.WrongLink):
        pitching.set_link(round=round, link="javascript:alert(1)", by=by, at=OPENING)
    with pytest.raises(pitching.WrongLength):
        the_hours(round, pitch_minutes=0)


def the_move(slot: PitchSlot, by: User) -> None:
    pitching.move(slot=slot, place=2, by=by, at=OPENING)
