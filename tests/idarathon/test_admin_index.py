"""The first page of the administration: what needs a decision, and lists in the order of an edition's life."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from competitions.models import Competition
from idarathon.affairs import affairs_of
from judging.domain.appeals import make_appeal
from judging.domain.screening import admit_many, exclude_entry
from teams.domain.captaincy import report_absent_captain
from teams.domain.eligibility import raise_overdue, settle, vouch
from teams.models import Membership, Team, User
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.judging import JUDGING, OVER, a_closed_round, a_round, a_signature
from tests.builders.teams import a_person, a_role, a_team
from tests.harness.queries import Queries
from tests.idarathon.conftest import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]


@pytest.fixture
def edition() -> Competition:
    return a_competition(slug="trial")


@pytest.fixture
def organiser(edition: Competition) -> User:
    return a_role("organiser", competition=edition)


def _urls(person: User) -> list[str]:
    return [affair.url for affairs in affairs_of(person, at=NOW) for affair in affairs.pending]


def test_the_panel_shows_what_waits_in_one_s_own_editions_only(visit: Visit, edition: Competition, organiser: User):
    elsewhere = a_competition(slug="elsewhere")
    a_person(department=a_department(enrolled_in=edition))
    a_person(department=a_department(enrolled_in=elsewhere))

    page = visit("/ar/admin/", organiser)

    assert [affairs.edition.slug for affairs in page.context["affairs"]] == ["trial"]
    assert _urls(organiser) == ["/ar/trial/department/"]
    assert page.content.decode().count('href="/ar/trial/department/"') == 1


def test_who_has_waited_too_long_stands_before_who_waits(edition: Competition, organiser: User):
    person = a_person(department=a_department(enrolled_in=edition))
    settle(person=person, competition=edition, at=NOW - timedelta(days=10))
    raise_overdue(at=NOW)

    sentences = [affair.sentence for affairs in affairs_of(organiser, at=NOW) for affair in affairs.pending]

    assert [sentence.split(":")[0] for sentence in sentences] == [
        "شخص واحد طال انتظاره لرد نقطة الاتصال",
        "شخص واحد ينتظر الإشهاد بصفة موظفة أو موظف في قطاعه.",
    ]
    vouch(person=person, competition=edition, by=organiser, at=NOW)
    assert _urls(organiser) == []


def test_a_department_that_has_withdrawn_leaves_nothing_to_decide(edition: Competition, organiser: User):
    department = a_department(enrolled_in=edition)
    settle(person=a_person(department=department), competition=edition, at=NOW - timedelta(days=10))
    raise_overdue(at=NOW)
    department.enrolments.update(ended_at=NOW)

    assert _urls(organiser) == []


def test_rooms_and_lists_stand_in_the_order_of_an_edition_s_life(visit: Visit, organiser: User):
    page = visit("/ar/admin/", organiser)

    rooms = {room["app_label"]: room["models"] for room in page.context["app_list"]}
    assert list(rooms)[:4] == ["competitions", "teams", "submissions", "judging"]
    assert rooms["competitions"][0]["object_name"] == "Competition"
    assert rooms["judging"][-1]["object_name"] == "Publication"


def test_the_page_costs_the_same_however_much_waits(
    visit: Visit, edition: Competition, organiser: User, queries: Queries
):
    department = a_department(enrolled_in=edition)

    def grow_to(size: int) -> None:
        for _number in range(edition.teams.count(), size):
            a_person(department=department)
            a_team(competition=edition, confirmed=True, with_members=0)

    queries.same_at(grow_to=grow_to, visit=lambda: visit("/ar/admin/", organiser))
    with queries.at_most(10):
        visit("/ar/admin/", organiser)


def test_an_edition_in_preparation_asks_to_be_published(organiser: User):
    preparing = a_competition(published=False)
    a_role("organiser", competition=preparing, person=organiser)

    assert _urls(organiser) == [f"/ar/admin/competitions/competition/{preparing.pk}/change/"]


def test_the_jury_asks_for_its_round_its_jurors_its_winners_and_its_day():
    edition = a_competition()
    round = a_round(competition=edition, opened=False)
    organiser = edition.roles.get(kind="organiser").person
    with time_machine.travel(JUDGING, tick=False):
        to_open = _first(organiser)
    other = a_competition()
    signed = a_signature(a_closed_round(1500, competition=other))
    its_organiser = other.roles.get(kind="organiser").person
    with time_machine.travel(OVER + timedelta(hours=1), tick=False):
        to_name = _first(its_organiser)
        other.awards.create(prize_ar="جائزة", entry=signed.round.entries.get())
        to_publish = _first(its_organiser)

    assert to_open == f"/ar/{edition.slug}/jury/rounds/{round.pk}/"
    assert [to_name, to_publish] == ["/ar/admin/judging/award/add/", "/ar/admin/judging/publication/add/"]


def test_projects_wait_to_be_examined_and_then_for_jurors():
    edition = a_competition()
    round = a_round(competition=edition, entries=2)
    organiser = edition.roles.get(kind="organiser").person

    with time_machine.travel(JUDGING, tick=False):
        to_examine = _first(organiser)
        admit_many(entries=round.entries.all(), by=organiser, at=JUDGING)
        assert _first(organiser).startswith("/ar/admin/judging/entry/")

    assert to_examine == f"/ar/{edition.slug}/jury/rounds/"


def test_an_appeal_waits_for_somebody_who_answers_it():
    edition = a_competition()
    entry = a_round(competition=edition).entries.get()
    organiser = edition.roles.get(kind="organiser").person
    exclude_entry(entry=entry, reason="سبب", by=organiser, at=JUDGING)
    make_appeal(entry=entry, subject="screening", text="لا نقبل", by=entry.team.captain, at=JUDGING)

    with time_machine.travel(JUDGING, tick=False):
        assert _first(organiser) == f"/ar/{edition.slug}/jury/appeals/"


def _first(organiser: User) -> str:
    return affairs_of(organiser, at=timezone.now())[0].pending[0].url


def test_a_captain_who_has_disappeared_and_a_team_below_the_rules_wait_for_a_look(
    visit: Visit, edition: Competition, organiser: User
):
    below, captainless = (a_team(competition=edition, confirmed=True) for _each in range(2))
    Membership.objects.filter(team=below).exclude(person=below.captain).update(left_at=NOW)
    User.objects.filter(pk=captainless.captain_id).update(seen_at=NOW - timedelta(days=8))
    Team.objects.filter(pk=captainless.pk).update(founded_at=NOW - timedelta(days=20))
    member = captainless.members().last()
    assert member is not None
    report_absent_captain(team=captainless, word="لا يجيب", by=member, at=NOW)

    reports, teams, _mentors = _urls(organiser)

    for url, found in ((reports, captainless), (teams, below)):
        listed = visit(url, organiser).context["cl"].result_list
        assert [getattr(row, "team", row) for row in listed] == [found]
