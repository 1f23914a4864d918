"""The jury of the demonstration: evaluations, a recusal, a late juror, a tie, the pitches, the prizes."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from competitions.domain import jobs
from competitions.models import Competition, Job
from idarathon.demo import jury, pitch
from idarathon.demo.assigning import assign_by_plan
from idarathon.demo.calendar import Calendar
from idarathon.demo.deliberation import begin_to_deliberate, deliberate
from idarathon.demo.people import Cast
from idarathon.demo.scoring import begin, score
from judging.domain.assignment import assign
from judging.domain.conflicts import declare
from judging.domain.deliberating.awarding import award_prizes
from judging.domain.publication import announce_due, schedule
from judging.domain.rounds import close_round, open_round
from judging.models import Assignment, Conflict, Entry, Round

LATE_JUROR = -1  # the last of the jury has not begun
RECUSED_BECAUSE = "شاركتُ قبل سنة في ورشة مع اثنين من أعضاء هذا الفريق، وأفضل ألا أقيم مشروعهم."


def judge(cast: Cast, competition: Competition, calendar: Calendar) -> Round:
    """Open the round, assign, and let the jury work: all of it when its time is over, else about half."""
    rounds = Round.objects.select_related("phase__competition").of_competition(competition)
    round: Round = rounds.get(kind=Round.Kind.WRITTEN)
    opened = calendar.before_end("submission", 0, 23) + timedelta(hours=14)
    open_round(round=round, by=cast["organiser"], at=opened)
    entries = list(Entry.objects.filter(round=round).with_names().order_by("pk"))
    over = calendar.is_over("judging")
    left_alone = [] if over else entries[-1:]  # what the organiser still has to assign
    jury.settle_in(cast, competition, at=opened)
    at = calendar.after("judging", 0, 8)
    given = assign_by_plan(round, left_alone=left_alone, by=cast["organiser"], at=at)
    _recuse(cast, given, at=calendar.after("judging", 1, 9))
    jury.challenge_somebody(cast, competition, at=calendar.after("judging", 1, 11))
    _evaluate(cast, round, entries, calendar, all_of_it=over)
    pitch.promise_order(cast, competition, calendar)
    return round


def let_pitch(cast: Cast, written: Round, calendar: Calendar, *, at: datetime) -> Round:
    """Sign the written round, and let the best of it pitch: those whose hour is over at `at` have been heard."""
    close_round(round=written, at=written.phase.closes_at + timedelta(minutes=5))
    deliberate(cast, written, at=calendar.after("judging", 16, 9))
    round = pitch.call_finalists(cast, written.competition, calendar)
    pitch.hear(cast, round, calendar, until=at)
    return round


def close_pitches(round: Round) -> None:
    """Close the last round a few minutes after its phase."""
    close_round(round=round, at=round.phase.closes_at + timedelta(minutes=5))


def open_the_last_deliberation(cast: Cast, round: Round, calendar: Calendar) -> None:
    """The jury sits over the pitches since yesterday, and has begun to vote on the prizes."""
    begin_to_deliberate(cast, round, at=calendar.after("pitch", 4, 9))


def publish(cast: Cast, round: Round, calendar: Calendar) -> None:
    """Deliberate on the pitches and sign them, name the winners, publish and announce."""
    competition = round.competition
    deliberate(cast, round, at=calendar.after("pitch", 4, 9))
    award_prizes(round=round, by=cast["organiser"], at=calendar.after("pitch", 5, 10))
    publish_at = calendar.after("results", 2, 10)
    schedule(competition=competition, publish_at=publish_at, by=cast["organiser"], at=calendar.after("pitch", 5, 15))
    announced = publish_at + timedelta(minutes=1)
    announce_due(at=announced)
    for job in Job.objects.filter(kind="broadcast", finished_at=None, requested_by=cast["organiser"]):
        jobs.run(job.pk, clock=lambda: announced)


def _recuse(cast: Cast, given: Sequence[Assignment], *, at: datetime) -> None:
    """A juror steps back from one team; somebody without a tie to it takes over."""
    juror = cast.jurors[1]
    mine = next(each for each in given if each.juror_id == juror.pk)
    team = mine.entry.team
    declare(juror=juror, team=team, reason=RECUSED_BECAUSE, by=juror, at=at)
    reading = {each.juror_id for each in given if each.entry_id == mine.entry_id}
    barred = set(Conflict.objects.barring().filter(team=team).values_list("juror", flat=True))
    spare = next((each for each in cast.jurors if each.pk not in reading | barred), None)
    if spare is not None:
        assign(entry=mine.entry, juror=spare, by=cast["organiser"], at=at + timedelta(hours=3))


def _evaluate(cast: Cast, round: Round, entries: Sequence[Entry], calendar: Calendar, *, all_of_it: bool) -> None:
    criteria = list(round.criteria.prefetch_related("levels"))
    places = {entry.pk: place for place, entry in enumerate(entries)}
    owed = list(Assignment.objects.owed().filter(entry__round=round).with_work().with_criteria().order_by("pk"))
    total = Counter(assignment.juror_id for assignment in owed)
    done: Counter[int] = Counter()
    for assignment in owed:
        place = cast.jurors.index(assignment.juror)
        finished = _finished_so_far(total[assignment.juror_id], place)
        number = done[assignment.juror_id]
        done[assignment.juror_id] += 1
        if assignment.juror == cast.jurors[LATE_JUROR]:
            continue
        if all_of_it or number < finished:
            at = calendar.after("judging", 1 + number % (13 if all_of_it else 4), 10 + number % 9, 15)
            score(assignment, criteria, places[assignment.entry_id], place, at=at)
        elif number == finished:
            begin(assignment, criteria, at=calendar.yesterday(14))


def _finished_so_far(total: int, place: int) -> int:
    """How many of their evaluations a juror has finished in the middle of the work; one more is begun."""
    return total * (2 + place % 4) // 6
