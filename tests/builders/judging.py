"""Rounds, entries, assignments and evaluations, made by the verbs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from competitions.models import Competition
from judging.domain.assignment import assign
from judging.domain.closing import leave_unranked, short_entries
from judging.domain.deliberating.attending import attend
from judging.domain.deliberating.minutes import fingerprint_of, sign_minutes
from judging.domain.deliberating.opening import close_deliberation, open_deliberation
from judging.domain.deliberating.sitting import jurors_of
from judging.domain.planning import CriterionPlan, RoundRules, add_criterion, plan_round, save_level
from judging.domain.rounds import close_round, open_round
from judging.domain.scoring import finish, save_evaluation
from judging.domain.signing import sign
from judging.models import (
    Assignment,
    ConflictDeclaration,
    Criterion,
    Deliberation,
    Entry,
    Evaluation,
    JurorProfile,
    Level,
    Round,
    Signature,
)
from teams.models import Role, User
from tests.builders.competitions import NOW, a_competition, a_phase, the_phase
from tests.builders.submissions import a_project, a_version
from tests.builders.teams import a_person, a_role, a_team

_number = count(1)

# Instants of the calendar of `a_competition`: submission ends on day 16, judging lasts from day 17 to day 27.
OPENING = NOW + timedelta(days=16, hours=1)
JUDGING = NOW + timedelta(days=20)
OVER = NOW + timedelta(days=27, minutes=3)
CRITERIA = {"impact": 5000, "feasibility": 3000, "training": 2000}
IN_WORDS = {"ar": "معيار", "fr": "critère", "en": "criterion"}


def an_organiser(competition: Competition) -> User:
    """The organiser of the edition, appointed if there is none yet."""
    role = Role.objects.filter(competition=competition, kind=Role.Kind.ORGANISER).first()
    return role.person if role else a_role("organiser", competition=competition)


def a_juror(competition: Competition, *, person: User | None = None, declared: bool = True, **fields: Any) -> User:
    """A juror whose department has nothing to do with any team, unless `person` or its `fields` say otherwise.

    They have accepted the charter and declared to be in conflict with nobody, unless `declared` is false.
    """
    juror = a_role("juror", competition=competition, person=person or a_person(**fields))
    if declared:
        has_declared(juror, competition)
    return juror


def has_declared(juror: User, competition: Competition) -> None:
    """The juror has accepted the charter, and looked at the teams and found no conflict."""
    ConflictDeclaration.objects.create(juror=juror, competition=competition, declared_at=NOW)
    role = Role.objects.get(person=juror, competition=competition, kind=Role.Kind.JUROR)
    JurorProfile.objects.update_or_create(
        role=role, defaults={"charter_accepted_at": NOW, "confidentiality_accepted_at": NOW}
    )


def a_round(
    *,
    competition: Competition | None = None,
    entries: int = 1,
    criteria: Mapping[str, int] | None = None,
    levels: Mapping[str, tuple[int, ...]] | None = None,
    opened: bool = True,
    evaluations_minimum: int = 1,
    with_files: int = 0,
    rules: RoundRules | None = None,
) -> Round:
    """A round over the projects of `entries` confirmed teams; `levels` are points in hundredths, by criterion."""
    competition = competition or a_competition()
    by = an_organiser(competition)
    round = plan_round(
        phase=the_phase(competition, "judging"),
        submission_phase=the_phase(competition, "submission"),
        name={"ar": "الدور الأول", "fr": "Premier tour", "en": "First round"},
        evaluations_minimum=evaluations_minimum,
        rules=rules,
        by=by,
        at=NOW,
    )
    for order, (key, weight) in enumerate((criteria or CRITERIA).items()):
        a_criterion(round, key=key, weight=weight, order=order, levels=(levels or {}).get(key, ()))
    for _each in range(entries):
        a_version(a_project(a_team(competition=competition, confirmed=True), with_files=with_files))
    return open_round(round=round, by=by, at=OPENING) if opened else round


def the_entry(round: Round, place: int = 0) -> Entry:
    """An entry of the round, counted from the first, or from the last when negative."""
    return list(round.entries.order_by("pk"))[place]


def a_second_round(first: Round, *, opened: bool = False, **rules: Any) -> Round:
    """A round after `first`, over the same submission phase."""
    competition = first.competition
    by = an_organiser(competition)
    round = plan_round(
        phase=a_phase(competition=competition, kind="judging", key="final", opens=28, closes=35),
        submission_phase=first.submission_phase,
        name={"ar": "الدور النهائي"},
        rules=RoundRules(**rules),
        by=by,
        at=NOW,
    )
    a_criterion(round, key="all")
    return open_round(round=round, by=by, at=OVER) if opened else round


def a_criterion(
    round: Round,
    *,
    key: str = "",
    weight: int = 10_000,
    order: int = 0,
    levels: tuple[int, ...] = (),
    minimum: int = 0,
    maximum: int = 2000,
) -> Criterion:
    """A criterion of a round that is not open yet, from 0 to 20 points unless told otherwise."""
    key = key or f"criterion-{next(_number)}"
    name = {language: f"{words} {key}" for language, words in IN_WORDS.items()}
    by = an_organiser(round.competition)
    plan = CriterionPlan(key=key, name=name, weight=weight, order=order, minimum=minimum, maximum=maximum)
    criterion = add_criterion(round=round, plan=plan, by=by, at=NOW)
    for points in levels:
        save_level(Level(criterion=criterion), points=points, words=_level_in_words(points), by=by, at=NOW)
    return criterion


def _level_in_words(points: int) -> dict[str, str]:
    return {"ar": f"مستوى {points}", "fr": f"Niveau {points}", "en": f"Level {points}"}


def an_assignment(*, entry: Entry | None = None, juror: User | None = None, at: datetime = OPENING) -> Assignment:
    """A juror and an entry to evaluate."""
    entry = entry or a_round().entries.get()
    juror = juror or a_juror(entry.round.competition)
    return assign(entry=entry, juror=juror, by=an_organiser(entry.round.competition), at=at)


def an_evaluation(
    assignment: Assignment | None = None,
    *,
    points: Mapping[str, int | None] | int | None = 1400,
    finished: bool = True,
    comment: str = "عمل متقن",
    at: datetime = JUDGING,
) -> Evaluation:
    """An evaluation; `points` in hundredths, the same for every criterion or by key."""
    assignment = assignment or an_assignment()
    keys = [criterion.key for criterion in assignment.entry.round.criteria.all()]
    given = dict(points) if isinstance(points, Mapping) else dict.fromkeys(keys, points)
    evaluation = save_evaluation(
        assignment=assignment,
        points=given,
        comments={},
        comment_for_team=comment,
        comment_for_jury="",
        revision=assignment.work.revision if assignment.work else 0,
        by=assignment.juror,
        received_at=at,
    )
    return finish(evaluation=evaluation, by=assignment.juror, received_at=at) if finished else evaluation


def a_closed_round(*points: int, competition: Competition | None = None, **round_fields: Any) -> Round:
    """A closed round with one entry and one finished evaluation for each of `points` (hundredths)."""
    competition = competition or a_competition()
    round = a_round(competition=competition, entries=len(points), **round_fields)
    juror = a_juror(competition)
    for entry, score in zip(round.entries.order_by("pk"), points, strict=True):
        an_evaluation(an_assignment(entry=entry, juror=juror), points=score)
    return close_round(round=round, at=OVER)


def close_as_it_is(*, round: Round, at: datetime = OVER) -> Round:
    """Close it whatever it lacks: the president leaves unranked what has too few evaluations."""
    president = a_president(round.competition)
    for entry in short_entries(round):
        leave_unranked(entry=entry, reason="لم يكتمل التقييم", by=president, at=max(at, round.phase.closes_at))
    return close_round(round=round, at=at)


def a_signature(round: Round | None = None, *, at: datetime = OVER) -> Signature:
    """What the president of the edition signed, after a deliberation in which every juror took part."""
    round = round or a_closed_round(1500, 1200, 900)
    has_deliberated(round, at=at)
    return sign(round=round, by=a_president(round.competition), at=at)


def has_deliberated(round: Round, *, at: datetime = OVER) -> None:
    """All jurors of the closed round have come, the deliberation is closed, and they have signed the minutes."""
    a_deliberation(round, at=at)
    close_deliberation(round=round, by=a_president(round.competition), at=at)
    for juror in jurors_of(round, at=at):
        sign_minutes(round=round, seen=fingerprint_of(round), by=juror, at=at)


def a_deliberation(round: Round | None = None, *, at: datetime = OVER) -> Deliberation:
    """An open deliberation over a closed round, in which every juror takes part."""
    round = round or a_closed_round(1500, 1200, 900)
    president = a_president(round.competition)
    deliberation = open_deliberation(round=round, by=president, at=at)
    attend(round=round, jurors=jurors_of(round, at=at), by=president, at=at)
    return deliberation


def a_president(competition: Competition) -> User:
    """The president of the jury, appointed if there is none yet."""
    role = Role.objects.filter(competition=competition, kind=Role.Kind.PRESIDENT).first()
    return role.person if role else a_role("president", competition=competition)
