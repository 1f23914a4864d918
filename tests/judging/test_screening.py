"""Which projects are judged: examined one by one or by the thousand, excluded for a reason that the team reads."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Message
from judging.domain import findings, screening
from judging.models import Entry, JuryRules, Round
from teams.domain.authority import OnlyOrganiser
from teams.models import EligibilityDecision, Membership, Team, User
from tests.builders.judging import (
    JUDGING,
    OPENING,
    a_juror,
    a_president,
    a_round,
    a_signature,
    an_assignment,
    an_organiser,
    the_entry,
)
from tests.builders.submissions import a_project, a_version
from tests.builders.teams import a_member, a_person, a_team, eligible
from tests.harness.kept import kept
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


@kept
def kept_round_to_screen() -> Round:
    """An open round with two entries whose members may all take part."""
    round = a_round(entries=2)
    for membership in Membership.objects.active().filter(team__competition=round.competition):
        if not EligibilityDecision.objects.of(membership.person, round.competition).exists():
            eligible(membership.person, round.competition)
    return round


@pytest.fixture
def round(kept_round_to_screen: Round) -> Round:
    return kept_round_to_screen


def url(round: Round, name: str, **more: Any) -> str:
    return reverse(f"judging:{name}", kwargs={"edition": round.competition.slug, "round_id": round.pk, **more})


def found(entry: Entry) -> dict[str, bool]:
    read = findings.with_findings(entry.round).get(pk=entry.pk)
    return {check: getattr(read, column) for check, column in findings.FOUND.items()}


def test_the_platform_finds_what_it_can_by_itself(round: Round) -> None:
    entry = the_entry(round)
    enough = round.competition.team_size_min <= entry.team.members().count()

    assert found(entry) == {"complete": True, "in_time": True, "theme": True, "members": enough}

    a_member(entry.team, a_person())
    assert found(entry)["members"] is False


def test_a_team_that_was_given_longer_was_in_time(round: Round) -> None:
    entry = the_entry(round)
    end = round.submission_phase.closes_at
    round.submission_phase.closes_at = entry.version.received_at - timedelta(hours=1)
    round.submission_phase.save()

    assert found(Entry.objects.get(pk=entry.pk))["in_time"] is False

    entry.team.late_accesses.create(
        phase=round.submission_phase, until=end, reason_kind="illness", reason="مرض", granted_by=a_person(),
        granted_at=OPENING,
    )  # fmt: skip
    assert found(Entry.objects.get(pk=entry.pk))["in_time"] is True


def test_an_organiser_says_what_they_found_and_admits(round: Round) -> None:
    by = an_organiser(round.competition)
    checks = {"complete": True, "in_time": True, "theme": False, "members": True}

    entry = screening.admit(entry=the_entry(round), checks=checks, by=by, at=JUDGING)

    assert (entry.screening, entry.screened_by, entry.screened_at) == (checks, by, JUDGING)
    assert findings.numbers(round.entries.all()) == {"waiting": 1, "admitted": 1, "excluded": 0, "reserve": 0}


def test_the_team_of_an_excluded_project_is_told_why_and_until_when_it_may_answer(round: Round) -> None:
    JuryRules.objects.create(competition=round.competition, appeal_days=5)
    entry = the_entry(round)

    screening.exclude_entry(entry=entry, reason="منقول عن مشروع آخر", by=an_organiser(round.competition), at=JUDGING)

    [letter] = Message.objects.filter(kind="judging.excluded", recipient=entry.team.captain)
    assert "منقول عن مشروع آخر" in letter.text
    assert f"/decisions/{entry.pk}/" in letter.text


def test_only_an_organiser_screens_and_nothing_moves_once_signed(round: Round) -> None:
    for person in (a_juror(round.competition), a_president(round.competition), a_person()):
        with pytest.raises(OnlyOrganiser):
            screening.exclude_entry(entry=the_entry(round), reason="سبب", by=person, at=JUDGING)
    signed = a_signature().round
    with pytest.raises(screening.RankingSigned):
        screening.admit_waiting(round=signed, entries=[], by=an_organiser(signed.competition), at=JUDGING)


def test_what_is_refused_among_many_is_said_and_the_others_are_done(round: Round) -> None:
    signed = a_signature().round
    administrator = a_person(is_superuser=True, is_staff=True)
    entries = [the_entry(round), the_entry(signed)]

    outcome = screening.exclude_many(entries=entries, reason="سبب", by=administrator, at=JUDGING)

    assert outcome.done == [the_entry(round)]
    assert outcome.refused == [(the_entry(signed), str(screening.RankingSigned.message))]


def test_a_search_finds_names_however_they_are_written(round: Round, signed_in: SignIn) -> None:
    wanted, other = the_entry(round, 0), the_entry(round, 1)
    Team.objects.filter(pk=other.team.pk).update(name_ar_key="اخر", name_latin_key="other")
    wanted.team.name_ar = "إدارةٌ بلا أوراق"
    wanted.team.save()
    office = signed_in(an_organiser(round.competition))

    page = office.get(url(round, "screening"), {"q": "اداره بلا"})

    assert [row["id"] for row in page.context["screening"].rows] == [wanted.pk]


def test_ticked_projects_are_excluded_for_one_reason(round: Round, signed_in: SignIn) -> None:
    office = signed_in(an_organiser(round.competition))
    both = [entry.pk for entry in round.entries.all()]
    many = url(round, "screen_many")

    asked = office.post(many, {"entry": both, "exclude": "1"}).text
    office.post(many, {"entry": both, "exclude": "1", "reason": "خارج المحور"})
    nobody = office.post(many, {"exclude": "1"}, follow=True).text

    assert "Each team is told the reason" in asked
    assert set(round.entries.values_list("excluded_because", flat=True)) == {"خارج المحور"}
    assert "Tick the box of at least one project" in nobody


def test_enter_in_a_box_decides_nothing(round: Round, signed_in: SignIn) -> None:
    office = signed_in(an_organiser(round.competition))

    answer = office.post(url(round, "screen_many"), {"entry": [the_entry(round).pk], "again": "1"})

    assert f"entry={the_entry(round).pk}" in answer["Location"]
    assert not round.entries.exclude(screened_at=None).exists()


def test_all_without_a_doubt_are_admitted_at_once_and_the_doubtful_wait(signed_in: SignIn) -> None:
    round = a_round(entries=3)
    competition = round.competition
    competition.team_size_min = 1
    competition.save()
    doubtful = the_entry(round, 2)
    a_member(doubtful.team, a_person())
    for entry in (the_entry(round, 0), the_entry(round, 1)):
        for person in entry.team.members():
            if not EligibilityDecision.objects.of(person, competition).exists():
                eligible(person, competition)

    office = signed_in(an_organiser(competition))
    page = office.get(url(round, "screening")).context["screening"]
    office.post(url(round, "screen_many"), {"clear": "1", "show": "waiting"})

    assert page.clear_all_words == "Admit all 2 projects without a doubt"
    assert list(round.entries.filter(screened_at=None)) == [doubtful]
    records = Entry.history.filter(round_id=round.pk, screened_by__isnull=False)
    assert {record.history_user for record in records} == {an_organiser(competition)}


def test_one_project_is_examined_on_its_page(round: Round, signed_in: SignIn) -> None:
    office, entry = signed_in(an_organiser(round.competition)), the_entry(round)
    page = url(round, "screen", entry_id=entry.pk)

    without = office.post(page, {"theme": "on", "exclude": "1"}).text
    office.post(page, {"theme": "on", "exclude": "1", "reason": "غير كامل"})

    entry.refresh_from_db()
    assert "Give the reason" in without
    assert (entry.excluded_because, entry.screening["theme"], entry.screening["complete"]) == ("غير كامل", True, False)
    assert "غير كامل" in office.get(page).text


def test_an_organiser_opens_what_the_round_pinned_wherever_they_decide(round: Round, signed_in: SignIn) -> None:
    organiser, entry = an_organiser(round.competition), the_entry(round)
    organiser.is_staff = True
    organiser.save()
    a_version(entry.project, received_at=entry.version.received_at + timedelta(minutes=1))
    office = signed_in(organiser)
    pinned = reverse("admin:submissions_version_change", args=[entry.version_id])

    pages = {
        "list": office.get(url(round, "screening")),
        "one": office.get(url(round, "screen", entry_id=entry.pk)),
        "many": office.post(url(round, "screen_many"), {"entry": [entry.pk], "exclude": "1"}),
    }

    assert {name for name, page in pages.items() if f'href="{pinned}"' in page.text} == set(pages)
    assert entry.version.title in office.get(pinned).text


def test_the_list_costs_the_same_however_many_projects_there_are(
    round: Round, signed_in: SignIn, queries: Queries
) -> None:
    office = signed_in(an_organiser(round.competition))

    def grow_to(number: int) -> None:
        while round.entries.count() < number:
            version = a_version(a_project(a_team(competition=round.competition, confirmed=True)))
            Entry.objects.create(round=round, project=version.project, version=version, entered_at=OPENING)

    queries.same_at(grow_to=grow_to, visit=lambda: office.get(url(round, "screening")))


def test_an_excluded_project_is_closed_to_its_jurors(round: Round) -> None:
    assignment = an_assignment(entry=the_entry(round))

    screening.exclude_entry(entry=the_entry(round), reason="سبب", by=an_organiser(round.competition), at=JUDGING)

    assert not assignment.juror.has_perm("judging.judge", assignment)
