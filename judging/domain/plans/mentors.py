"""The same for mentors: the teams that nobody accompanies, and who could."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from competitions.models import Competition, Region
from judging.domain.plans.fit import OF_MENTORS
from judging.domain.plans.inputs import FORM, disciplines_of, language_marks
from teams.models import Membership, Mentorship, Role, Team

REGIONS = {region: number for number, region in enumerate(Region.values)}


def mentor_inputs(competition: Competition, *, at: datetime) -> dict[str, Any]:
    """The confirmed teams and the mentors of the edition; who accompanies a team already stays with it."""
    people = _people(competition, at=at)
    seats = {person["id"]: seat for seat, person in enumerate(people)}
    mentorships = Mentorship.objects.active().filter(team__competition=competition)
    standing = set(mentorships.values_list("team", "mentor"))
    # Whose mentor has lost the role is accompanied all the same, and nobody's to propose for.
    foreign = {team for team, mentor in standing if mentor not in seats}
    confirmed = Team.objects.confirmed().filter(competition=competition).order_by("pk")
    teams = [team for team in confirmed.values_list("pk", flat=True) if team not in foreign]
    places = {team: place for place, team in enumerate(teams)}
    disciplines = disciplines_of(teams)
    languages, regions = _of_members(teams)
    projects = [
        {
            "id": team,
            "team": team,
            "group": 0,
            "language": languages[team],
            "discipline": disciplines[team],
            "region": regions[team],
        }
        for team in teams
    ]
    return {
        "form": FORM,
        "purpose": "mentors",
        "wanted": 1,
        "by_all": False,
        "linked": False,
        "without": [],
        "parts": [dict(part) for part in OF_MENTORS],
        "words": [],
        "projects": projects,
        "people": people,
        "conflicts": _members(places, seats),
        "fixed": sorted([places[team], seats[mentor]] for team, mentor in standing if team in places),
        "kept": [],
    }


def _people(competition: Competition, *, at: datetime) -> list[dict[str, Any]]:
    roles = Role.objects.active(at=at).filter(kind=Role.Kind.MENTOR, competition=competition, person__is_active=True)
    people = {role.person_id: role.person for role in roles.select_related("person")}
    return [
        {
            "id": key,
            "group": 0,
            "most": None,
            "free": True,
            "language": language_marks([person.language]),
            "discipline": [person.discipline_id] if person.discipline_id else [],
            "region": [REGIONS[person.region]] if person.region in REGIONS else [],
        }
        for key, person in sorted(people.items())
    ]


def _of_members(teams: list[int]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The languages and the regions of the members of each team."""
    languages: dict[int, set[int]] = defaultdict(set)
    regions: dict[int, set[int]] = defaultdict(set)
    members = Membership.objects.filter(team__in=teams, left_at=None)
    for team, language, region in members.values_list("team", "person__language", "person__region"):
        languages[team].update(language_marks([language]))
        if region in REGIONS:
            regions[team].add(REGIONS[region])
    return _listed(languages), _listed(regions)


def _listed(found: dict[int, set[int]]) -> dict[int, list[int]]:
    return defaultdict(list, {team: sorted(marks) for team, marks in found.items()})


def _members(places: dict[int, int], seats: dict[int, int]) -> list[list[Any]]:
    """Nobody accompanies a team to which they belong or belonged."""
    belonged = Membership.objects.filter(team__in=places, person__in=seats).values_list("team", "person")
    return [[places[team], seats[person], ["member"]] for team, person in sorted(set(belonged))]
