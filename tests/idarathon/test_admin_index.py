"""The first page of the administration: what needs a decision, and lists in the order of an edition's life."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from competitions.models import Competition
from idarathon.affairs import affairs_of
from teams.models import User
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
    a_round(competition=edition, opened=False)
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

    assert to_open.startswith("/ar/admin/judging/round/")
    assert [to_name, to_publish] == ["/ar/admin/judging/award/add/", "/ar/admin/judging/publication/add/"]


def test_a_project_that_no_juror_reads_is_counted():
    edition = a_competition()
    a_round(competition=edition, entries=2)
    organiser = edition.roles.get(kind="organiser").person

    with time_machine.travel(JUDGING, tick=False):
        assert _first(organiser).startswith("/ar/admin/judging/entry/")


def _first(organiser: User) -> str:
    return affairs_of(organiser, at=timezone.now())[0].pending[0].url
