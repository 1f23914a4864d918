"""What a person's own page costs, however much there is on it."""

from datetime import timedelta

import pytest

from competitions.models import Competition
from tests.builders.competitions import NOW, a_competition, a_department, the_phase
from tests.builders.submissions import a_questionnaire
from tests.builders.teams import a_person, a_role, a_team
from tests.harness.queries import Queries
from tests.idarathon.conftest import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]

LIMIT = 12  # queries


@pytest.fixture
def edition() -> Competition:
    edition = a_competition(slug="trial")
    a_questionnaire(the_phase(edition, "submission"))
    return edition


def test_the_page_of_a_captain_costs_the_same_with_one_member_and_with_thirty(
    visit: Visit, edition: Competition, queries: Queries
):
    edition.team_size_max = 40
    edition.save()
    team = a_team(competition=edition, with_members=1)

    def grow_to(size: int) -> None:
        for number in range(team.memberships.count(), size):
            team.memberships.create(person=a_person(), competition=edition, joined_at=NOW)
            team.invitations.create(
                email=f"{number}@idarathon.example",
                token_hash=f"{number}",
                invited_by=team.captain,
                invited_at=NOW,
                expires_at=NOW + timedelta(days=3),
            )

    queries.same_at(grow_to=grow_to, visit=lambda: visit("/ar/me/", team.captain))
    with queries.at_most(LIMIT):
        visit("/ar/me/", team.captain)


def test_the_page_of_a_mentor_costs_the_same_with_one_team_and_with_thirty(
    visit: Visit, edition: Competition, queries: Queries
):
    mentor = a_role("mentor", competition=edition)

    def grow_to(size: int) -> None:
        for _number in range(mentor.mentorships.count(), size):
            team = a_team(competition=edition, with_members=0)
            team.mentorships.create(mentor=mentor, assigned_by=mentor, started_at=NOW)

    queries.same_at(grow_to=grow_to, visit=lambda: visit("/ar/me/", mentor))
    with queries.at_most(LIMIT):
        visit("/ar/me/", mentor)


def test_the_page_of_an_organiser_who_is_also_mentor_and_focal_point_stays_within_the_limit(
    visit: Visit, edition: Competition, queries: Queries
):
    organiser = a_role("organiser", competition=edition)
    a_role("mentor", competition=edition, person=organiser)
    a_role("focal_point", competition=edition, person=organiser, department=a_department(enrolled_in=edition))

    visit("/ar/me/", organiser)
    with queries.at_most(LIMIT):
        page = visit("/ar/me/", organiser).context["page"]

    assert len(page.spaces) == 3
