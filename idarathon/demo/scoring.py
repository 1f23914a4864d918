"""What the jurors of the demonstration give: points that differ as projects and jurors do, and are always the same."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from idarathon.demo import material
from judging.domain.scoring import finish, save_evaluation
from judging.models import Assignment, Criterion

HUNDREDTHS = 100
SEED = "demo-11"  # with it, two share the fifth rank and nobody else ends equal
TIED = (1, 4)  # places of the two projects that end with the same score, whoever reads them


def begin(assignment: Assignment, criteria: Sequence[Criterion], *, at: datetime) -> None:
    """Save a first point as a draft."""
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


def score(assignment: Assignment, criteria: Sequence[Criterion], place: int, juror: int, *, at: datetime) -> None:
    """Give every point and a comment for the team, and finish; points differ by `place` and `juror`."""
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
