"""When somebody has to be there: on their page, in their calendar, and only once they have been told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from idarathon.deadlines import own_deadlines
from judging.domain import pitching
from judging.models import PitchSlot, Round
from teams.models import User
from tests.builders.judging import JUDGING, OPENING, an_assignment
from tests.builders.pitching import a_pitch_round, make_blind, organiser_of
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
BEFORE = JUDGING - timedelta(days=1)


@pytest.fixture
def round() -> Round:
    return a_pitch_round(entries=2)


@pytest.fixture
def slot(round: Round) -> PitchSlot:
    return pitching.programme(round)[1]


def told(round: Round) -> None:
    pitching.set_link(round=round, link="https://meet.example/room", by=organiser_of(round), at=OPENING)
    pitching.tell(round=round, by=organiser_of(round), at=OPENING)


def events_of(client: Client, round: Round, language: str = "en") -> list[Any]:
    answer = client.get(f"/{language}/{round.competition.slug}/pitch.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_team_knows_nothing_before_it_is_told(round: Round, slot: PitchSlot, signed_in: SignIn) -> None:
    client = signed_in(slot.entry.team.captain)
    pages = [f"/en/{round.competition.slug}/{page}" for page in ("pitch/", "pitch.ics")]

    before = [client.get(page).status_code for page in pages]
    told(round)
    after = [client.get(page).status_code for page in pages]

    assert (before, after) == ([404, 404], [200, 200])


def test_a_member_reads_hour_place_and_link(round: Round, slot: PitchSlot, signed_in: SignIn) -> None:
    told(round)

    with time_machine.travel(BEFORE, tick=False):
        page = signed_in(slot.entry.team.captain).get(f"/en/{round.competition.slug}/pitch/").content.decode()

    assert "10:10–10:20" in page
    assert "https://meet.example/room" in page


def test_the_file_for_calendars_has_the_teams_hour(round: Round, slot: PitchSlot, signed_in: SignIn) -> None:
    told(round)

    events = events_of(signed_in(slot.entry.team.captain), round)

    assert [(each["DTSTART"].dt, each["DTEND"].dt, str(each["LOCATION"])) for each in events] == [
        (slot.starts_at, slot.ends_at, "https://meet.example/room")
    ]
    assert str(events[0]["UID"]).startswith(f"pitch-{slot.pk}@")


def test_a_juror_has_every_project_that_is_theirs_and_the_identity_stays_when_it_moves(
    round: Round, slot: PitchSlot, signed_in: SignIn
) -> None:
    own = an_assignment(entry=slot.entry)
    client = signed_in(own.juror)

    (before,) = events_of(client, round)
    pitching.retime(slot=slot, starts_at=JUDGING + timedelta(hours=2), by=organiser_of(round), at=OPENING)
    (after,) = events_of(client, round)

    assert before["UID"] == after["UID"]
    assert after["DTSTART"].dt == JUDGING + timedelta(hours=2)
    assert slot.entry.version.title in str(after["SUMMARY"])


def test_the_calendar_of_a_blind_round_names_no_team(round: Round, slot: PitchSlot, signed_in: SignIn) -> None:
    own = an_assignment(entry=slot.entry)
    make_blind(round, hidden=("title",))

    (event,) = events_of(signed_in(own.juror), round, "ar")

    text = event.to_ical().decode()
    names = (slot.entry.team.name_ar, slot.entry.team.name_latin, slot.entry.version.title)
    assert not any(name in text for name in names)


def test_the_own_deadlines_say_the_hour_of_the_pitch(round: Round, slot: PitchSlot, queries: Queries) -> None:
    told(round)
    captain = slot.entry.team.captain

    with queries.at_most(7):
        rows = own_deadlines(captain, round.competition, at=BEFORE)

    assert [(row.label, row.url) for row in rows if "pitch" in row.url] == [
        ("First round: your team pitches", f"/en/{round.competition.slug}/pitch/")
    ]
