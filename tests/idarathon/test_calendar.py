"""The calendar of an edition: its page, its file, and a person's own deadlines."""

from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from teams.models import LateAccess
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.judging import a_juror, an_assignment
from tests.builders.teams import a_team
from tests.harness.queries import Queries
from tests.idarathon.conftest import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "الأربعاء 9 دجنبر 2020، الساعة 09:59"),
        ("fr", "mercredi 9 décembre 2020 à 09:59"),
        ("en", "Wednesday 9 December 2020, 09:59"),
    ],
)
def test_the_page_says_every_phase_in_words(visit: Visit, language: str, words: str):
    a_competition(slug="trial")

    page = visit(f"/{language}/trial/calendar/")

    assert words in page.content.decode()
    assert len(page.context["table"]["rows"]) == 5


def test_a_member_reads_the_later_end_that_their_team_was_given(visit: Visit):
    edition = a_competition(slug="trial")
    team = a_team(competition=edition, confirmed=True)
    phase = the_phase(edition, "submission")
    LateAccess.objects.create(
        team=team,
        phase=phase,
        until=phase.closes_at + timedelta(hours=6),
        reason_kind="outage",
        reason="عطب",
        granted_by=team.captain,
        granted_at=NOW,
    )

    own = visit("/en/trial/calendar/", team.captain).context["own"]

    assert [(deadline.label, deadline.hint) for deadline in own] == [
        ("submission (en): your team was given more time", "Wednesday 9 December 2020, 15:59")
    ]


def test_the_captain_of_an_unconfirmed_team_also_reads_until_when_to_confirm(visit: Visit):
    team = a_team(competition=a_competition(slug="trial"))

    own = visit("/en/trial/calendar/", team.captain).context["own"]

    assert {deadline.url for deadline in own} == {"/en/trial/project/", "/en/trial/team/"}


def test_a_juror_reads_until_when_evaluations_are_owed(visit: Visit):
    assignment = an_assignment()
    edition = assignment.entry.round.competition

    own = visit(f"/en/{edition.slug}/calendar/", assignment.juror).context["own"]

    assert [deadline.url for deadline in own] == [f"/en/{edition.slug}/jury/"]


def test_a_visitor_and_somebody_without_a_team_have_no_deadlines_of_their_own(visit: Visit):
    edition = a_competition(slug="trial")

    assert visit("/en/trial/calendar/").context["own"] == []
    assert visit("/en/trial/calendar/", a_juror(edition)).context["own"] == []


def test_the_page_costs_the_same_with_one_phase_and_with_thirty(visit: Visit, queries: Queries):
    edition = a_competition(slug="trial", calendar={})
    team = a_team(competition=edition)

    def grow_to(size: int) -> None:
        for number in range(edition.phases.count(), size):
            opens_at, closes_at = NOW - timedelta(days=number + 1), NOW + timedelta(days=number + 1)
            edition.phases.create(
                key=f"phase-{number}", kind="submission", name_ar="مرحلة", opens_at=opens_at, closes_at=closes_at
            )

    queries.same_at(grow_to=grow_to, visit=lambda: visit("/ar/trial/calendar/", team.captain))


def test_the_file_holds_days_for_each_phase_and_an_appointment_for_each_deadline(visit: Visit):
    edition = a_competition(slug="trial")

    answer = visit("/ar/trial/calendar.ics")
    events: dict[str, Any] = {str(event["uid"]).split("@")[0]: event for event in _events(answer.content)}

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    phases = {phase.kind: phase for phase in edition.phases.all()}
    assert set(events) == {f"phase-{phase.pk}" for phase in phases.values()} | {
        f"deadline-{phases[kind].pk}" for kind in ("registration", "submission")
    }
    days = events[f"phase-{phases['submission'].pk}"]
    assert (days["dtstart"].dt, days["dtend"].dt) == (date(2020, 11, 9), date(2020, 12, 10))
    assert events[f"deadline-{phases['submission'].pk}"]["dtend"].dt == phases["submission"].last_minute


def test_an_event_keeps_its_identity_when_its_dates_move(visit: Visit):
    edition = a_competition(slug="trial")
    phase = the_phase(edition, "submission")

    before = visit("/ar/trial/calendar.ics").content
    phase.closes_at += timedelta(days=2)
    phase.save()
    after = visit("/ar/trial/calendar.ics").content

    assert _identities(before) == _identities(after)
    assert before != after


@pytest.mark.parametrize("path", ["calendar/", "calendar.ics"])
def test_an_unpublished_edition_has_no_calendar_for_others(visit: Visit, path: str):
    a_competition(slug="trial", published=False)

    assert visit(f"/ar/trial/{path}").status_code == 404


def _identities(file: bytes) -> set[str]:
    return {str(event["uid"]) for event in _events(file)}


def _events(file: bytes) -> list[Any]:
    return Calendar.from_ical(file).walk("VEVENT")
