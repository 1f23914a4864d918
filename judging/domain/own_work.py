"""A juror's own work in a round: where one evaluation stands among theirs, and what they gave in all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, F, TextField, Value, When

from judging.models import Assignment


class OwnScore(NamedTuple):
    points: int | None
    comment: str


@dataclass(frozen=True)
class OwnWork:
    """`following` is the unfinished one to go to next, those after this one first; `others` the points given elsewhere.

    `scores` are this evaluation's and `others` the other ones', both by criterion; `others` lowest first.
    """

    number: int
    total: int
    following: int | None
    scores: dict[int, OwnScore] = field(default_factory=dict)
    others: dict[int, list[int]] = field(default_factory=dict)


def own_work(assignment: Assignment) -> OwnWork:
    """Read in one query, however much it is."""
    theirs = Assignment.objects.readable().of(assignment.juror_id).filter(entry__round=assignment.entry.round_id)
    # The comments of the other evaluations stay in the database.
    own_comment = Case(
        When(pk=assignment.pk, then=F("evaluation__scores__comment")), default=Value(""), output_field=TextField()
    )
    rows = theirs.in_order().values_list(
        "pk", "evaluation__finished_at", "evaluation__scores__criterion", "evaluation__scores__points", own_comment
    )
    finished: dict[int, datetime | None] = {}
    scores: dict[int, OwnScore] = {}
    others: dict[int, list[int]] = {}
    for key, finished_at, criterion, points, comment in rows:
        finished[key] = finished_at
        if key == assignment.pk and criterion is not None:
            scores[criterion] = OwnScore(points, comment or "")
        elif criterion is not None and points is not None:
            others.setdefault(criterion, []).append(points)
    number, following = _place(list(finished.items()), assignment.pk)
    return OwnWork(number, len(finished), following, scores, {each: sorted(given) for each, given in others.items()})


def _place(theirs: Sequence[tuple[int, datetime | None]], own: int) -> tuple[int, int | None]:
    keys = [key for key, _finished in theirs]
    position = keys.index(own)
    around = [*theirs[position + 1 :], *theirs[:position]]
    return position + 1, next((key for key, finished in around if finished is None), None)
