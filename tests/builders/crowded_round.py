"""A round with hundreds of entries, made in a moment: copies of one, past the verbs."""

from copy import copy
from itertools import count
from uuid import uuid4

from judging.models import Assignment, Entry
from submissions.models import Project, Version
from submissions.models.version import receipt_code
from teams.models import Team, User
from tests.builders.judging import JUDGING, an_organiser

_number = count(1)


def copies_of(entry: Entry, number: int) -> list[Entry]:
    """So many more entries of its round, each with a team, a project and a version of its own."""
    teams = Team.objects.bulk_create(_team(entry.project.team) for _each in range(number))
    projects = Project.objects.bulk_create(_project(entry.project, team) for team in teams)
    versions = Version.objects.bulk_create(_version(entry.version, project) for project in projects)
    return Entry.objects.bulk_create(
        Entry(round_id=entry.round_id, project_id=version.project_id, version=version, entered_at=JUDGING)
        for version in versions
    )


def given_to(juror: User, entries: list[Entry]) -> list[Assignment]:
    """The juror with all of them."""
    by = an_organiser(entries[0].round.competition)
    return Assignment.objects.bulk_create(
        Assignment(entry=entry, juror=juror, assigned_by=by, assigned_at=JUDGING) for entry in entries
    )


def _team(team: Team) -> Team:
    made, place = copy(team), next(_number)
    made.pk, made.name_ar, made.name_latin = None, f"فريق منسوخ {place}", f"Copied team {place}"
    return made


def _project(project: Project, team: Team) -> Project:
    made = copy(project)
    made.pk, made.team = None, team
    return made


def _version(version: Version, project: Project) -> Version:
    made = copy(version)
    made.pk, made.project, made.intent, made.code = None, project, uuid4(), receipt_code()
    made.title = f"{version.title} {project.pk}"
    return made
