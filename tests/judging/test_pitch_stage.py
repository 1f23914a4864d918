"""A session of pitches: one project is on at a time, the chair runs it, and everybody sees the same clock."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from judging.domain import pitching
from judging.domain.authority import OnlyOrganiserOrPresident
from judging.domain.rounds import collect, exclude_entry
from judging.models import Entry, Round
from judging.presenters.stage import figure, stage_page
from teams.models import User
from tests.builders.judging import JUDGING, OPENING, a_juror, a_president, an_assignment
from tests.builders.pitching import a_pitch_round, organiser_of, the_hours
from tests.builders.teams import a_role
from tests.harness.kept import kept
from tests.harness.queries import Queries
from tests.harness.threads import at_once

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
MINUTE = timedelta(minutes=1)


@kept
def kept_round_of_pitch_stage() -> Round:
    return a_pitch_round(entries=3)


@pytest.fixture
def round(kept_round_of_pitch_stage: Round) -> Round:
    return kept_round_of_pitch_stage


@pytest.fixture
def president(round: Round) -> User:
    return a_president(round.competition)


def url(round: Round, name: str) -> str:
    return reverse(f"judging:{name}", kwargs={"edition": round.competition.slug, "round_id": round.pk})


def test_a_pitch_begins_is_asked_about_and_ends(round: Round, president: User) -> None:
    slot = pitching.programme(round)[0]
    about: dict[str, Any] = {"slot": slot, "by": president}

    pitching.start(**about, at=JUDGING)
    again = pitching.start(**about, at=JUDGING + MINUTE)
    pitching.take_questions(**about, at=JUDGING + 6 * MINUTE)
    ended = pitching.end(**about, at=JUDGING + 10 * MINUTE)

    assert again.started_at == JUDGING
    assert (ended.started_at, ended.questions_at, ended.ended_at) == (
        JUDGING,
        JUDGING + 6 * MINUTE,
        JUDGING + 10 * MINUTE,
    )


def test_one_project_is_on_at_a_time(round: Round, president: User) -> None:
    first, second, _third = pitching.programme(round)
    pitching.start(slot=first, by=president, at=JUDGING)

    with pytest.raises(pitching.OtherIsOn, match="place 1"):
        pitching.start(slot=second, by=president, at=JUDGING)
    with pytest.raises(pitching.NotOn):
        pitching.take_questions(slot=second, by=president, at=JUDGING)


def test_one_that_was_ended_by_mistake_goes_on(round: Round, president: User) -> None:
    first, second, _third = pitching.programme(round)
    for act in (pitching.start, pitching.end, pitching.resume):
        act(slot=first, by=president, at=JUDGING)

    assert pitching.on_now(pitching.programme(round)) == first
    with pytest.raises(pitching.NotOn):
        pitching.resume(slot=second, by=president, at=JUDGING)


def test_jurors_do_not_run_the_session(round: Round) -> None:
    with pytest.raises(OnlyOrganiserOrPresident):
        pitching.start(slot=pitching.programme(round)[0], by=a_juror(round.competition), at=JUDGING)


def test_nothing_is_heard_in_a_round_that_is_not_open(president: User, round: Round) -> None:
    closed = a_pitch_round(entries=1, opened=False, laid_out=False)
    closed = collect(round=closed, by=organiser_of(closed), at=OPENING)

    with pytest.raises(pitching.RoundNotRunning):
        pitching.start(slot=the_hours(closed)[0], by=organiser_of(closed), at=JUDGING)


@pytest.mark.parametrize(
    ("minute", "kind", "shown"),
    [(0, "ok", "06:00"), (4.5, "ok", "01:30"), (5, "warn", "01:00"), (6, "missing", "00:00"), (8, "missing", "+02:00")],
)
def test_the_clock_says_how_much_is_left_in_colour_and_in_words(
    round: Round, president: User, minute: float, kind: str, shown: str
) -> None:
    pitching.start(slot=pitching.programme(round)[0], by=president, at=JUDGING)

    page = stage_page(round, pitching.programme(round), at=JUDGING + minute * MINUTE)

    assert page.timer is not None
    assert (page.timer.signal.kind, page.timer.figure) == (kind, shown)
    assert page.timer.signal.words == {"ok": "In time", "warn": "Last minute", "missing": "Time is over"}[kind]


def test_questions_have_their_own_time(round: Round, president: User) -> None:
    slot = pitching.programme(round)[0]
    pitching.start(slot=slot, by=president, at=JUDGING)
    pitching.take_questions(slot=slot, by=president, at=JUDGING + 9 * MINUTE)

    page = stage_page(round, pitching.programme(round), at=JUDGING + 10 * MINUTE)

    assert page.timer is not None
    assert (page.part, page.timer.figure) == ("Questions of the jury", "03:00")


def test_a_figure_has_two_digits_each() -> None:
    assert [figure(timedelta(seconds=seconds)) for seconds in (0, 59, 61, -1, -3600)] == [
        "00:00", "00:59", "01:01", "+00:01", "+60:00",
    ]  # fmt: skip


def test_the_chair_runs_the_session_with_buttons(round: Round, president: User, signed_in: SignIn) -> None:
    client, first = signed_in(president), pitching.programme(round)[0]

    with time_machine.travel(JUDGING, tick=False):
        before = client.get(url(round, "live")).content.decode()
        client.post(url(round, "live_act"), {"act": "start", "slot": first.pk})
        during = client.get(url(round, "live")).content.decode()
        client.post(url(round, "live_act"), {"act": "end", "slot": first.pk})
        after = client.get(url(round, "live")).content.decode()

    assert "Start number 1" in before
    assert "Begin the questions" in during
    assert "Start number 2" in after


def test_somebody_who_only_watches_sees_no_buttons_and_is_refused(round: Round, signed_in: SignIn) -> None:
    client = signed_in(a_role("auditor", competition=round.competition))
    first = pitching.programme(round)[0]

    page = client.get(url(round, "live")).content.decode()
    answer = client.post(url(round, "live_act"), {"act": "start", "slot": first.pk}, follow=True)

    assert "Start number 1" not in page
    assert "Only an organiser of this edition or the president" in answer.content.decode()
    assert pitching.on_now(pitching.programme(round)) is None


def test_a_juror_reads_what_is_on_with_the_way_to_their_evaluation(
    round: Round, president: User, signed_in: SignIn
) -> None:
    slots = pitching.programme(round)
    own = an_assignment(entry=slots[0].entry)
    pitching.start(slot=slots[0], by=president, at=JUDGING)
    client = signed_in(own.juror)

    with time_machine.travel(JUDGING, tick=False):
        page = client.get(url(round, "pitch_now")).content.decode()
        screen = client.get(url(round, "live_screen")).content.decode()

    evaluation = reverse("judging:evaluation", kwargs={"edition": round.competition.slug, "assignment_id": own.pk})
    assert page.count(evaluation) == 2  # the button, and the row of the programme
    assert "06:00" in page
    assert slots[0].entry.version.title in screen


def test_one_that_left_the_round_is_passed_over(round: Round) -> None:
    slots = pitching.programme(round)
    exclude_entry(entry=slots[0].entry, reason="انسحاب", by=organiser_of(round), at=JUDGING)

    assert pitching.next_after(pitching.programme(round)) == slots[1]


def test_the_pages_cost_the_same_for_one_project_and_for_thirty(signed_in: SignIn, queries: Queries) -> None:
    round = a_pitch_round(entries=30, laid_out=False)
    president = a_president(round.competition)
    juror = a_juror(round.competition)
    entries = list(round.entries.order_by("pk"))

    for entry in entries:
        an_assignment(entry=entry, juror=juror)
    excluded = {"excluded_at": JUDGING, "excluded_because": "-", "excluded_by": president}
    back = {"excluded_at": None, "excluded_because": "", "excluded_by": None}

    def grow_to(number: int) -> None:
        Entry.objects.filter(round=round).update(**excluded)
        Entry.objects.filter(pk__in=[entry.pk for entry in entries[:number]]).update(**back)
        the_hours(round)

    for person, name, limit in (
        (president, "live", 10),
        (juror, "pitch_now", 9),
        (juror, "live_screen", 9),
        (organiser_of(round), "pitch_order", 12),
    ):
        client = signed_in(person)
        queries.same_at(grow_to=grow_to, visit=lambda client=client, name=name: client.get(url(round, name)))  # type: ignore[misc]
        with queries.at_most(limit):
            assert client.get(url(round, name)).status_code == 200


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_start_one_project() -> None:
    round = a_pitch_round(entries=2)
    by, at = organiser_of(round), JUDGING
    first, second = pitching.programme(round)

    results = at_once(*(_starting(slot, by, at) for slot in (first, second)))

    assert sum(isinstance(result, pitching.OtherIsOn) for result in results) == 1
    assert sum(bool(slot.started_at) for slot in pitching.programme(round)) == 1


def _starting(slot: object, by: User, at: datetime) -> Callable[[], object]:
    return lambda: pitching.start(slot=slot, by=by, at=at)  # type: ignore[arg-type]


def test_the_list_of_a_juror_leads_to_what_is_on_now(round: Round, signed_in: SignIn) -> None:
    own = an_assignment(entry=pitching.programme(round)[0].entry)

    with time_machine.travel(JUDGING, tick=False):
        page = signed_in(own.juror).get(f"/en/{round.competition.slug}/jury/").content.decode()

    assert url(round, "pitch_now") in page
