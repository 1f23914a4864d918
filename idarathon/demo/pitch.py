"""The pitches of the demonstration: the best of the written round, in a drawn order, before jury and audience."""

from datetime import datetime, timedelta

from competitions.models import Competition
from idarathon.demo.assigning import assign_by_plan
from idarathon.demo.calendar import Calendar
from idarathon.demo.people import DOMAIN, Cast
from idarathon.demo.scoring import score
from judging.domain.audience import candidates, is_civil_servant
from judging.domain.audience import cast as vote
from judging.domain.drawing import publish_seed
from judging.domain.pitching import (
    ORDER_DRAWN,
    draw_order,
    end,
    lay_out,
    programme,
    retime,
    set_link,
    start,
    take_questions,
    tell,
)
from judging.domain.rounds import open_round
from judging.models import Assignment, PitchSlot, Round
from teams.models import Membership

SEED = "idarathon-demo"
LINK = f"https://meet.{DOMAIN}/pitches"
SPOKEN, ASKED = 7, 8  # minutes
ON_THE_FIRST_DAY = 3
SECOND_DAY = 2  # days after the first
BEFORE_PROJECTS = 100  # so many numbers: what is given for a pitch differs from what was given for the file
VOTERS = 24


def pitch_round(competition: Competition) -> Round:
    """The round of pitches that is planned in the edition."""
    found: Round = Round.objects.select_related("phase__competition").get(
        phase__competition=competition, kind=Round.Kind.PITCH
    )
    return found


def promise_order(cast: Cast, competition: Competition, calendar: Calendar) -> None:
    """Make the seed public from which the running order is drawn, long before anybody knows who pitches."""
    at = calendar.after("judging", 1, 15)
    publish_seed(round=pitch_round(competition), purpose=ORDER_DRAWN, seed=SEED, by=cast["organiser"], at=at)


def call_finalists(cast: Cast, competition: Competition, calendar: Calendar) -> Round:
    """Once the written round is signed: who pitches, in which order, at what hour, where and before whom."""
    round, organiser = pitch_round(competition), cast["organiser"]
    at = calendar.after("judging", 16, 14)
    round = open_round(round=round, by=organiser, at=at)
    lay_out(
        round=round,
        starts_at=calendar.after("pitch", 0, 9),
        pitch_minutes=SPOKEN,
        questions_minutes=ASKED,
        by=organiser,
        at=at,
    )
    draw_order(round=round, by=organiser, at=at + timedelta(minutes=10))
    slots = programme(round)
    if len(slots) > ON_THE_FIRST_DAY:
        second = calendar.after("pitch", SECOND_DAY, 9)
        retime(slot=slots[ON_THE_FIRST_DAY], starts_at=second, by=organiser, at=at + timedelta(minutes=20))
    set_link(round=round, link=LINK, by=organiser, at=at + timedelta(minutes=30))
    tell(round=round, by=organiser, at=at + timedelta(minutes=40))
    assign_by_plan(round, by=organiser, at=at + timedelta(minutes=50))
    return round


def hear(cast: Cast, round: Round, calendar: Calendar, *, until: datetime) -> None:
    """The pitches that end before `until`, what the jury gives for each, and what the audience says after the first."""
    criteria = list(round.criteria.prefetch_related("levels"))
    owed = Assignment.objects.owed().filter(entry__round=round).with_work().with_criteria().order_by("pk")
    by_entry: dict[int, list[Assignment]] = {}
    for assignment in owed:
        by_entry.setdefault(assignment.entry_id, []).append(assignment)
    for number, slot in enumerate(programme(round)):
        if slot.ends_at <= until:
            _go_on(cast, slot)
            for assignment in by_entry.get(slot.entry_id, ()):
                juror = cast.jurors.index(assignment.juror)
                score(assignment, criteria, BEFORE_PROJECTS + number, juror, at=slot.ends_at)
    _applaud(round, at=calendar.after("pitch", 0, 12))


def _go_on(cast: Cast, slot: PitchSlot) -> None:
    president = cast["president"]
    start(slot=slot, by=president, at=slot.starts_at)
    take_questions(slot=slot, by=president, at=slot.starts_at + timedelta(minutes=SPOKEN))
    end(slot=slot, by=president, at=slot.ends_at)


def _applaud(round: Round, *, at: datetime) -> None:
    """Civil servants of the teams vote, not all for the same, and none for their own."""
    teams = Membership.objects.active().filter(competition=round.competition).exclude(team__captain=None)
    members = [each.person for each in teams.select_related("person", "team").order_by("team", "pk")]
    voters = [person for person in members if is_civil_servant(person)][:VOTERS]
    own = _own_teams(round)
    places = {entry: place for place, entry in enumerate(round.entries.order_by("pk").values_list("pk", flat=True))}
    for minutes, person in enumerate(voters):
        others = [entry for entry in candidates(round, person) if (person.pk, entry.team.pk) not in own]
        # Fewer choose who comes later: one is ahead.
        choice = min(others, key=lambda entry: (places[entry.pk] * 7 + minutes * minutes) % 11)
        vote(round=round, entry=choice, by=person, received_at=at + timedelta(minutes=minutes))


def _own_teams(round: Round) -> set[tuple[int, int]]:
    """(person, team) of everybody who takes part."""
    active = Membership.objects.active().filter(competition=round.competition)
    return {(each.person_id, each.team_id) for each in active}
