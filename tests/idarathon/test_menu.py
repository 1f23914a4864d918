"""The menu: what everybody sees, and a door for each thing a person is."""

from datetime import timedelta
from typing import Any

import pytest

from judging.models import Publication
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.teams import a_person, a_role, a_team
from tests.harness.queries import Queries
from tests.idarathon.conftest import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]

PUBLIC = ["/en/trial/", "/en/trial/calendar/"]
DOORS = {
    "focal_point": ["/en/trial/department/"],
    "mentor": ["/en/trial/mentoring/"],
    "juror": ["/en/trial/jury/"],
    "president": ["/en/trial/jury/"],
    "deputy_president": ["/en/trial/jury/"],
    "auditor": ["/en/trial/jury/audit/"],
    "organiser": ["/en/admin/"],
}


def _urls(page: Any) -> list[str]:
    return [item.url for item in page.context["menu"]]


def test_a_visitor_sees_the_competition_and_its_calendar(visit: Visit):
    a_competition(slug="trial")

    assert _urls(visit("/en/")) == PUBLIC


def test_results_are_in_the_menu_and_the_footer_once_they_are_public(visit: Visit):
    edition = a_competition(slug="trial")
    publication = Publication.objects.create(competition=edition, publish_at=NOW + timedelta(minutes=1), decided_at=NOW)

    before = visit("/en/")
    publication.publish_at = NOW
    publication.save()
    after = visit("/en/")

    assert "/en/trial/results/" not in before.content.decode()
    assert _urls(after) == [*PUBLIC, "/en/trial/results/"]
    footer = [item.url for item in after.context["footer_links"]]
    assert footer == ["/en/trial/rules/", "/en/trial/results/", "/en/me/notice/"]


@pytest.mark.parametrize("kind", DOORS)
def test_each_role_has_its_door(visit: Visit, kind: str):
    edition = a_competition(slug="trial")
    department = a_department() if kind == "focal_point" else None
    person = a_role(kind, competition=edition, department=department)

    assert _urls(visit("/en/me/", person)) == [*PUBLIC, "/en/me/", *DOORS[kind]]


def test_a_member_of_a_team_has_doors_to_team_and_project(visit: Visit):
    team = a_team(competition=a_competition(slug="trial"))

    assert _urls(visit("/en/me/", team.captain)) == [*PUBLIC, "/en/me/", "/en/trial/team/", "/en/trial/project/"]


def test_a_role_that_has_ended_or_belongs_to_a_past_edition_opens_no_door(visit: Visit):
    edition = a_competition(slug="trial")
    past = a_competition(calendar={"submission": (-400, -300)})
    person = a_role("mentor", competition=edition)
    person.roles.update(until=NOW)
    a_role("juror", competition=past, person=person)

    assert _urls(visit("/en/me/", person)) == [*PUBLIC, "/en/me/"]


def test_the_longest_entry_above_the_page_is_marked(visit: Visit):
    team = a_team(competition=a_competition(slug="trial"))

    page = visit("/en/trial/calendar/", team.captain)

    assert [item.url for item in page.context["menu"] if item.current] == ["/en/trial/calendar/"]


def test_the_menu_costs_two_queries_and_a_machines_page_none(visit: Visit, queries: Queries):
    a_competition(slug="trial")
    person = a_person()

    visit("/en/design/", person)
    # Session, person, editions, places: the page itself asks for nothing.
    with queries.at_most(4):
        visit("/en/design/", person)
    with queries.at_most(0):
        visit("/healthz")
