"""For one project a predicate, for many a queryset: both say the same of everybody."""

from collections.abc import Iterable

import pytest
import rules
from django.contrib.auth.models import AnonymousUser

from competitions.models import Phase
from submissions.models import Project
from teams.models import Mentorship, Team, User
from tests.builders.competitions import NOW, a_competition
from tests.builders.submissions import a_mentor_of, a_project
from tests.builders.teams import a_person, a_role, a_team

RIGHTS = ("view_project", "write_project", "submit_project", "give_feedback")


@pytest.fixture
def people(
    project: Project,
    captain: User,
    deputy: User,
    member: User,
    rival: User,
    mentor: User,
    organiser: User,
    stranger: User,
) -> dict[str, User]:
    """Everybody who might come near, in a world with other teams, another edition and people of yesterday."""
    former = a_mentor_of(project.team)
    Mentorship.objects.filter(mentor=former).update(ended_at=NOW)
    other = a_project(a_team(competition=a_competition(), confirmed=True))
    gone = a_project(a_team(competition=project.team.competition))
    Team.objects.filter(pk=gone.team.pk).update(dissolved_at=NOW)
    competition = project.team.competition
    roles = ("juror", "president", "auditor", "mentor")
    others = {f"{kind} without a team": a_role(kind, competition=competition) for kind in roles}
    return {
        "captain": captain,
        "deputy": deputy,
        "member": member,
        "rival": rival,
        "mentor": mentor,
        "former mentor": former,
        "organiser": organiser,
        "organiser of another edition": a_role("organiser", competition=other.team.competition),
        "captain of another edition": other.team.captain,
        "captain of a dissolved team": gone.team.captain,
        "superuser": a_person(is_superuser=True, is_staff=True),
        "stranger": stranger,
        **others,
    }


def allowed(right: str, person: User) -> set[Project]:
    return {each for each in projects() if rules.has_perm(f"submissions.{right}", person, each)}


def projects() -> Iterable[Project]:
    return Project.objects.select_related("team__competition")


def test_the_predicates_and_the_querysets_agree_for_everybody(people: dict[str, User]) -> None:
    for who, person in people.items():
        assert allowed("view_project", person) == set(Project.objects.visible_to(person)), who
        assert allowed("write_project", person) == set(Project.objects.of(person)), who
        assert allowed("give_feedback", person) == set(Project.objects.mentored_by(person)), who


def test_who_may_do_what_with_a_project(people: dict[str, User], project: Project) -> None:
    may = {
        who: {right for right in RIGHTS if rules.has_perm(f"submissions.{right}", person, project)}
        for who, person in people.items()
    }

    assert {who: rights for who, rights in may.items() if rights} == {
        "captain": {"view_project", "write_project", "submit_project"},
        "deputy": {"view_project", "write_project", "submit_project"},
        "member": {"view_project", "write_project"},
        "mentor": {"view_project", "give_feedback"},
        "organiser": {"view_project"},
        "superuser": {"view_project"},
    }


def test_nobody_signed_in_may_anything(project: Project) -> None:
    assert not [right for right in RIGHTS if rules.has_perm(f"submissions.{right}", AnonymousUser(), project)]


def test_once_a_team_is_dissolved_only_those_who_run_the_edition_read_it(
    people: dict[str, User], project: Project, phase: Phase
) -> None:
    Team.objects.filter(pk=project.team.pk).update(dissolved_at=NOW)
    project = projects().get(pk=project.pk)  # type: ignore[attr-defined]

    readers = {who for who, person in people.items() if rules.has_perm("submissions.view_project", person, project)}

    assert readers == {"organiser", "superuser"}
