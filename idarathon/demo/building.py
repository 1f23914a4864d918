"""Building the demonstration at a stage: all of it or nothing, and nothing when it is there already."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Max

from competitions.domain.recording import record
from competitions.models import Competition, Message
from idarathon.demo import edition, holding, judging, looking, people, projects, roles, teams, waiting
from idarathon.demo.archive import archive
from idarathon.demo.calendar import Calendar, Stage, live_stage
from idarathon.demo.material import projects as written_projects
from idarathon.demo.people import Cast
from judging.models import Round
from teams.domain.roles import appoint, dismiss
from teams.models import Role, User

TEAMS = 36
FEWEST_TEAMS = 8  # with which every state is there


class Built(NamedTuple):
    """The edition that stands, and whether it was built now."""

    competition: Competition
    is_new: bool


def build(*, stage: Stage, at: datetime, number_of_teams: int = TEAMS) -> Built:
    """The demonstration at `stage`, live at `at`, and the archive beside it.

    An edition that shows the stage already stays as it is. Another one, of another stage or run out, is put away (what
    was submitted can never be deleted) and a new one takes its place and its address.
    """
    with transaction.atomic():
        founder = people.founder(at=at)
        archive(by=founder, at=at)
        standing = Competition.objects.filter(slug=edition.SLUG).first()
        if standing is not None:
            if live_stage(standing, at=at) == stage:
                return Built(standing, False)
            put_away(standing, by=founder, at=at)
        return Built(_build(stage, founder, at=at, number_of_teams=number_of_teams), True)


def put_away(competition: Competition, *, by: User, at: datetime) -> None:
    """Hide an earlier demonstration under another address; its organisers no longer meet it."""
    organisers = Role.objects.filter(competition=competition, kind=Role.Kind.ORGANISER).active(at=at).exclude(person=by)
    appoint(person=by, competition=competition, kind=Role.Kind.ORGANISER, by=by, at=at)
    for role in organisers:
        dismiss(role, by=by, at=at)
    # No verb takes an edition back, because people rely on it; nobody relies on a demonstration.
    values = {"slug": f"{edition.SLUG}-{competition.pk}", "published_at": None}
    record(competition, values, by=by, admitted=frozenset(values))


def _build(stage: Stage, founder: User, *, at: datetime, number_of_teams: int) -> Competition:
    calendar = Calendar.around(at, stage)
    last_message = Message.objects.aggregate(last=Max("pk"))["last"] or 0
    beginning = calendar.after("registration", -10)
    edition.notice(by=founder, at=beginning)
    cast = Cast(
        founder=founder,
        accounts=people.accounts(at=beginning),
        departments=edition.departments(by=founder, at=beginning),
        disciplines=edition.disciplines(by=founder, at=beginning),
    )
    edition.holidays(by=founder, around=at, at=beginning)
    competition = edition.set_up(cast, calendar, at=beginning)
    crowd = people.identities()
    people.profile_accounts(cast, at=beginning + timedelta(days=1))
    roles.appoint_everybody(cast, competition, crowd, at=beginning + timedelta(days=2))
    founded = teams.found_teams(cast, competition, written_projects()[:number_of_teams], crowd, calendar)
    waiting.let_some_wait(cast, competition, founded, crowd, calendar, at=at)
    looking.look_for_each_other(cast, competition, founded, crowd, calendar)
    mentors = teams.accompany(cast, founded, calendar)
    projects.write_projects(cast["organiser"], competition, founded, mentors, calendar)
    holding.let_some_come_apart(founded, stage=stage, at=at)
    if calendar.has_begun("judging"):
        written = judging.judge(cast, competition, calendar)
        if calendar.has_begun("pitch"):
            _let_pitch(cast, written, calendar, at=at)
    _send_nothing(after=last_message)
    return competition


def _let_pitch(cast: Cast, written: Round, calendar: Calendar, *, at: datetime) -> None:
    """The pitches and, as far as the stage goes, what comes of them."""
    round = judging.let_pitch(cast, written, calendar, at=at)
    if not calendar.is_over("pitch"):
        return
    judging.close_pitches(round)
    if calendar.has_begun("results"):
        judging.publish(cast, round, calendar)
    else:
        judging.open_the_last_deliberation(cast, round, calendar)


def _send_nothing(*, after: int) -> None:
    """What was written in the story's past was also mailed then: nobody is mailed now, and no secret is kept."""
    told = Message.objects.filter(pk__gt=after, sent_at=None, skipped_at=None)
    told.update(sent_at=F("queued_at"), sealed_text="")
