"""An edition of thousands of teams that have submitted, made in a moment: copies of one, past the verbs."""

from copy import copy
from uuid import uuid4

from competitions.models import Competition
from submissions.models import Project, Version
from submissions.models.version import receipt_code
from teams.models import EligibilityDecision, Membership, Team, User
from tests.builders.competitions import NOW, a_competition
from tests.builders.submissions import a_project, a_version
from tests.builders.teams import a_team

TITLES = ("إرشاد المرتفقين", "أرشيف إلكتروني", "تتبّع الشكايات", "Guichet mobile")
# The captain of every so many teams is one whom nobody has found eligible yet.
DOUBTED = 10


def a_large_edition(teams: int) -> Competition:
    """So many confirmed teams of one member, each with a submitted project; every tenth gives a doubt at screening.

    The first has names like the others of the builders; of the others the n-th is "فريق كبير n", "Crowd n".
    """
    competition = a_competition(team_size_min=1)
    version = a_version(a_project(a_team(competition=competition, with_members=0, confirmed=True)))
    first = version.project.team
    places = range(2, teams + 1)
    captains = User.objects.bulk_create(_person(first.captain, place) for place in places)
    made = Team.objects.bulk_create(_team(first, *each) for each in zip(captains, places, strict=True))
    Membership.objects.bulk_create(_membership(team) for team in made)
    eligible = [team.captain for team, place in zip(made, places, strict=True) if place % DOUBTED]
    EligibilityDecision.objects.bulk_create(_decision(person, competition) for person in eligible)
    projects = Project.objects.bulk_create(_project(*each) for each in zip(made, places, strict=True))
    Version.objects.bulk_create(_version(version, project) for project in projects)
    return competition


def _person(like: User, place: int) -> User:
    made = copy(like)
    made.pk, made.email = None, f"crowd{place}@idarathon.example"
    return made


def _team(like: Team, captain: User, place: int) -> Team:
    made = copy(like)
    made.pk, made.captain, made.name_ar, made.name_latin = None, captain, f"فريق كبير {place}", f"Crowd {place}"
    return made


def _membership(team: Team) -> Membership:
    person = team.captain
    about = {
        "competition": team.competition,
        "department_id": person.department_id,
        "service_level": person.service_level,
    }
    return Membership(team=team, person=person, joined_at=NOW, agreed_at=NOW, **about)


def _decision(person: User, competition: Competition) -> EligibilityDecision:
    about = {"department_id": person.department_id, "outcome": "eligible", "basis": "domain", "decided_at": NOW}
    return EligibilityDecision(person=person, competition=competition, **about)


def _project(team: Team, place: int) -> Project:
    return Project(team=team, title=f"{TITLES[place % len(TITLES)]} {place}", started_at=NOW)


def _version(like: Version, project: Project) -> Version:
    made = copy(like)
    made.pk, made.project, made.title = None, project, project.title
    made.intent, made.code = uuid4(), receipt_code()
    return made
