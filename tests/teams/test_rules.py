"""Who may do what; and that one question asked of many gives the same answer as asked of each."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from competitions.models import Competition, Department
from teams.domain.accompaniment import assign_mentor
from teams.domain.membership import dissolve, name_deputy
from teams.models import Team, User
from teams.rules import Candidate
from tests.builders.competitions import NOW, a_competition
from tests.builders.teams import a_participant, a_person, a_role, a_team

RIGHTS = ("view_team", "member_of_team", "lead_team", "act_for_team", "organise_team")


@pytest.fixture
def cast(
    team: Team, captain: User, member: User, other_member: User, rival: User, department: Department, organiser: User
) -> dict[str, User]:
    """Everybody who may come by, with what they may not see beside it."""
    edition, elsewhere = team.competition, a_competition()
    a_team(competition=elsewhere)
    dissolve(team=a_team(competition=edition), reason="Out", by=organiser, at=NOW)
    name_deputy(team=team, deputy=member, by=captain, at=NOW)
    mentor = a_role("mentor", competition=edition)
    assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW)
    return {
        "captain": captain,
        "deputy": member,
        "member": other_member,
        "rival": rival,
        "stranger": a_person(),
        "mentor": mentor,
        "idle mentor": a_role("mentor", competition=edition),
        "focal point": a_role("focal_point", competition=edition, department=department),
        "other focal point": a_role("focal_point", competition=edition, department=a_participant(edition).department),
        "former focal point": a_role("focal_point", competition=edition, department=department, until=NOW),
        "juror": a_role("juror", competition=edition),
        "president": a_role("president", competition=edition),
        "auditor": a_role("auditor", competition=edition),
        "organiser": organiser,
        "organiser elsewhere": a_role("organiser", competition=elsewhere),
        "superuser": a_person(is_superuser=True, is_staff=True),
        "closed account": a_person(is_active=False, is_superuser=True),
    }


def test_who_may_do_what_with_a_team(cast: dict[str, User], team: Team) -> None:
    team.refresh_from_db()

    rights = {
        name: [right for right in RIGHTS if person.has_perm(f"teams.{right}", team)] for name, person in cast.items()
    }

    assert rights == {
        "captain": ["view_team", "member_of_team", "lead_team", "act_for_team"],
        "deputy": ["view_team", "member_of_team", "act_for_team"],
        "member": ["view_team", "member_of_team"],
        "rival": [],
        "stranger": [],
        "mentor": ["view_team"],
        "idle mentor": [],
        "focal point": ["view_team"],
        "other focal point": [],
        "former focal point": [],
        "juror": [],
        "president": [],
        "auditor": ["view_team"],
        "organiser": ["view_team", "organise_team"],
        "organiser elsewhere": [],
        "superuser": ["view_team", "organise_team"],
        "closed account": [],
    }


def test_asked_of_many_it_is_the_same_as_asked_of_each(cast: dict[str, User]) -> None:
    for name, person in cast.items():
        if person.is_active:
            each = [team for team in Team.objects.all() if person.has_perm("teams.view_team", team)]
            assert list(Team.objects.visible_to(person)) == each, name


def test_nobody_signed_in_has_no_right(team: Team, person: User) -> None:
    nobody: Any = AnonymousUser()

    assert not any(nobody.has_perm(f"teams.{right}", team) for right in RIGHTS)
    assert not nobody.has_perm("competitions.organise", team.competition)
    assert not nobody.has_perm("teams.vouch", Candidate(person, team.competition))


def test_rights_over_an_edition(cast: dict[str, User], edition: Competition) -> None:
    def who(right: str) -> set[str]:
        return {name for name, person in cast.items() if person.has_perm(right, edition)}

    assert who("competitions.organise") == {"organiser", "superuser"}
    assert who("competitions.preside") == {"president"}
    assert who("competitions.audit") == {"auditor"}
    assert who("teams.see_department") == {"focal point", "other focal point", "organiser", "superuser"}


def test_a_right_that_no_room_has_named_is_a_mistake_of_ours(team: Team, captain: User) -> None:
    with pytest.raises(LookupError, match=r"teams\.see_team"):
        captain.has_perm("teams.see_team", team)
