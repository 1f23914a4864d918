"""The jury of the demonstration: assignments, evaluations, a recusal, a late juror, a tie, the prizes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from competitions.domain import jobs
from competitions.models import Competition, Job
from idarathon.demo import jury, material
from idarathon.demo.calendar import Calendar
from idarathon.demo.deliberation import deliberate
from idarathon.demo.edition import EVALUATIONS
from idarathon.demo.people import Cast
from judging.domain.assignment import assign
from judging.domain.conflicts import declare
from judging.domain.publication import announce_due, do_not_award, name_award, schedule
from judging.domain.ranking import ranking
from judging.domain.rounds import close_round, open_round
from judging.domain.scoring import finish, save_evaluation
from judging.models import Assignment, Conflict, Criterion, Entry, Round
from teams.models import User

LATE_JUROR = -1  # the last of the jury has not begun
RECUSED_BECAUSE = "شاركتُ قبل سنة في ورشة مع اثنين من أعضاء هذا الفريق، وأفضل ألا أقيم مشروعهم."
HUNDREDTHS = 100
SEED = "demo-11"  # with it, two share the fifth rank and nobody else ends equal
TIED = (1, 4)  # places of the two projects that end with the same score, whoever reads them


def judge(cast: Cast, competition: Competition, calendar: Calendar) -> Round:
    """Open the round, assign, and let the jury work: all of it when its time is over, else about half."""
    round = Round.objects.select_related("phase__competition").get(phase__competition=competition)
    opened = calendar.before_end("submission", 0, 23) + timedelta(hours=14)
    open_round(round=round, by=cast["organiser"], at=opened)
    entries = list(Entry.objects.filter(round=round).with_names().order_by("pk"))
    over = calendar.is_over("judging")
    left_alone = 0 if over else 1  # an entry that the organiser still has to assign
    jury.settle_in(cast, competition, at=opened)
    given = _assign(cast, entries[: len(entries) - left_alone], at=calendar.after("judging", 0, 8))
    _recuse(cast, given, at=calendar.after("judging", 1, 9))
    jury.challenge_somebody(cast, competition, at=calendar.after("judging", 1, 11))
    _evaluate(cast, round, entries, calendar, all_of_it=over)
    return round


def publish(cast: Cast, round: Round, calendar: Calendar) -> None:
    """Close and sign the round, name the winners, withhold one prize, publish and announce."""
    competition = round.competition
    close_round(round=round, at=round.phase.closes_at + timedelta(minutes=5))
    deliberate(cast, round, at=calendar.after("judging", 16, 9))
    _award(cast["organiser"], round, at=calendar.after("judging", 17, 10))
    publish_at = calendar.after("results", 2, 10)
    schedule(competition=competition, publish_at=publish_at, by=cast["organiser"], at=calendar.after("judging", 17, 15))
    announced = publish_at + timedelta(minutes=1)
    announce_due(at=announced)
    for job in Job.objects.filter(kind="broadcast", finished_at=None, requested_by=cast["organiser"]):
        jobs.run(job.pk, clock=lambda: announced)


def _assign(cast: Cast, entries: Sequence[Entry], *, at: datetime) -> list[Assignment]:
    """Every entry to as many jurors as the edition asks for, the least burdened first, nobody in conflict."""
    barred = set(Conflict.objects.barring().filter(juror__in=cast.jurors).values_list("juror", "team"))
    load: Counter[int] = Counter()
    given = []
    for entry in entries:
        free = [juror for juror in cast.jurors if (juror.pk, entry.team.pk) not in barred]
        for juror in sorted(free, key=lambda each: (load[each.pk], each.pk))[:EVALUATIONS]:
            given.append(assign(entry=entry, juror=juror, by=cast["organiser"], at=at))
            load[juror.pk] += 1
    return given


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
            _score(assignment, criteria, places[assignment.entry_id], place, at=at)
        elif number == finished:
            _begin(assignment, criteria, at=calendar.yesterday(14))


def _finished_so_far(total: int, place: int) -> int:
    """How many of their evaluations a juror has finished in the middle of the work; one more is begun."""
    return total * (2 + place % 4) // 6


def _begin(assignment: Assignment, criteria: Sequence[Criterion], *, at: datetime) -> None:
    points: dict[str, int | None] = dict.fromkeys([criterion.key for criterion in criteria])
    points[criteria[0].key] = _given(criteria[0], 12)
    save_evaluation(
        assignment=assignment,
        points=points,
        comments={},
        comment_for_team="",
        comment_for_jury="",
        revision=0,
        by=assignment.juror,
        received_at=at,
    )


def _score(assignment: Assignment, criteria: Sequence[Criterion], place: int, juror: int, *, at: datetime) -> None:
    evaluation = save_evaluation(
        assignment=assignment,
        points=_points(criteria, place, juror),
        comments={},
        comment_for_team=_comment(assignment.juror.language, place, juror),
        comment_for_jury="",
        revision=0,
        by=assignment.juror,
        received_at=at,
    )
    finish(evaluation=evaluation, by=assignment.juror, received_at=at + timedelta(minutes=25))


def _points(criteria: Sequence[Criterion], place: int, juror: int) -> Mapping[str, int | None]:
    """Points that differ as projects and jurors do, and are the same every time; two projects end equal."""
    if place in TIED:
        place, juror = TIED[0], 0
    quality = 8 + 9 * Random(f"{SEED}/{place}").random()  # of 20 points
    leniency = juror % 3 - 1
    chance = Random(f"{SEED}/{place}/{juror}")
    return {criterion.key: _given(criterion, quality + leniency + chance.uniform(-2, 2)) for criterion in criteria}


def _given(criterion: Criterion, points: float) -> int:
    """On the criterion's scale: one of its levels where it has some, else in halves of a point."""
    levels = [level.points for level in criterion.levels.all()] or range(criterion.minimum, criterion.maximum + 1, 50)
    return min(levels, key=lambda level: abs(level - points * HUNDREDTHS))


def _comment(language: str, place: int, juror: int) -> str:
    texts = material.read("comments")["jury"][language if language in ("ar", "fr") else "ar"]
    strengths, wishes = texts["strengths"], texts["wishes"]
    strength = strengths[(place + juror * 5) % len(strengths)]
    return f"{strength} {wishes[(place * 3 + juror * 7) % len(wishes)]}"


def _award(organiser: User, round: Round, *, at: datetime) -> None:
    written = material.read("edition")
    competition, ranked = round.competition, ranking(round)
    for order, (prize, each) in enumerate(zip(written["prizes"], ranked, strict=False)):
        name_award(
            competition=competition,
            entry=each.entry,
            prize=prize["name"],
            rank=prize["rank"],
            order=order,
            by=organiser,
            at=at,
        )
    special, withheld = written["special_prize"], written["withheld_prize"]
    name_award(
        competition=competition,
        entry=_most_inclusive([each.entry for each in ranked[len(written["prizes"]) :]], special["projects"]),
        prize=special["name"],
        about=special["about"],
        order=10,
        by=organiser,
        at=at,
    )
    do_not_award(
        competition=competition, prize=withheld["name"], because=withheld["because"], order=11, by=organiser, at=at
    )


def _most_inclusive(entries: Sequence[Entry], keys: Sequence[str]) -> Entry:
    """The best of those that are about it; of a few teams perhaps none is, then the best of all."""
    titles = {project["answers"]["title"] for project in material.projects() if project["key"] in keys}
    return next((entry for entry in entries if entry.version.title in titles), entries[0])
