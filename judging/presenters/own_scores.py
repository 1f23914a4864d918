"""A juror's own scores side by side, to be compared before they are finished: only theirs, and of one round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.domain.blinding import titles
from judging.models import Assignment, Criterion, Round, Score
from judging.models.round import FULL_WEIGHT
from judging.points import points_in_words, score_in_words
from judging.presenters.states import state_of

TOTAL = "total"
NOTHING = "–"


@dataclass(frozen=True)
class Sorting:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class OwnRow:
    title: str
    url: str
    kind: str
    state: str
    cells: list[str]


@dataclass(frozen=True)
class Alike:
    """Projects to which the juror gave the same score: their sixteens."""

    score: str
    words: str
    projects: list[dict[str, str]]


@dataclass(frozen=True)
class AlikeOnCriterion:
    name: str
    groups: list[Alike]


@dataclass(frozen=True)
class OwnScoresPage:
    round: str
    lead: str
    back_url: str
    sortings: list[Sorting]
    columns: list[str]
    rows: list[OwnRow]
    alike: list[AlikeOnCriterion]


def own_scores_page(round: Round, theirs: Any, *, sort: str, can_finish: bool, at: datetime) -> OwnScoresPage:
    """`theirs` are the juror's assignments in `round`; two queries, one more in a blind round."""
    criteria: list[Criterion] = list(round.criteria.all())
    assignments: list[Assignment] = list(theirs.in_a_list().in_order())
    for each in assignments:
        each.entry.round = round
    scored = Score.objects.filter(evaluation__assignment__in=[each.pk for each in assignments])
    points: dict[int, dict[int, int]] = {each.pk: {} for each in assignments}
    rows = scored.values_list("evaluation__assignment", "criterion", "points")
    for assignment, criterion, given in rows:
        if given is not None:
            points[assignment][criterion] = given
    called = titles([each.entry for each in assignments])
    by = sort if sort in {criterion.key for criterion in criteria} else TOTAL
    best_first = sorted(assignments, key=lambda each: _order(points[each.pk], criteria, by), reverse=True)
    address = {"edition": round.competition.slug, "round_id": round.pk}
    here = reverse("judging:own_scores", kwargs=address)
    return OwnScoresPage(
        round=str(round.name),
        lead=_("Only you see this page: it compares what you gave, before you finish.")
        if can_finish
        else _("Only you see this page: it compares what you gave."),
        back_url=reverse("judging:jury", kwargs={"edition": round.competition.slug}),
        sortings=[
            Sorting(_("Total"), here, by == TOTAL),
            *(Sorting(str(each.name), f"{here}?sort={each.key}", by == each.key) for each in criteria),
        ],
        columns=[_("Total"), *(str(each.name) for each in criteria)],
        rows=[_row(each, called[each.entry_id], points[each.pk], criteria, round, at=at) for each in best_first],
        alike=[_alike(each, assignments, points, called, round) for each in criteria],
    )


def total(given: dict[int, int], criteria: Sequence[Criterion]) -> Fraction | None:
    """The weighted points, exact; None while a criterion lacks a score."""
    if any(criterion.pk not in given for criterion in criteria):
        return None
    return Fraction(sum(given[each.pk] * each.weight for each in criteria), FULL_WEIGHT)


def _order(given: dict[int, int], criteria: Sequence[Criterion], by: str) -> tuple[bool, Fraction]:
    """What is not scored comes last."""
    if by == TOTAL:
        found = total(given, criteria)
    else:
        criterion = next(each for each in criteria if each.key == by)
        found = Fraction(given[criterion.pk]) if criterion.pk in given else None
    return found is not None, found or Fraction(0)


def _url(assignment: Assignment, round: Round) -> str:
    return reverse("judging:evaluation", kwargs={"edition": round.competition.slug, "assignment_id": assignment.pk})


def _row(
    assignment: Assignment,
    title: str,
    given: dict[int, int],
    criteria: Sequence[Criterion],
    round: Round,
    *,
    at: datetime,
) -> OwnRow:
    whole = total(given, criteria)
    kind, state = state_of(assignment, round, at=at)
    by_criterion = (points_in_words(given[each.pk]) if each.pk in given else NOTHING for each in criteria)
    cells = [NOTHING if whole is None else score_in_words(whole), *by_criterion]
    return OwnRow(title, _url(assignment, round), kind, state, cells)


def _alike(
    criterion: Criterion,
    assignments: Sequence[Assignment],
    points: dict[int, dict[int, int]],
    called: dict[int, str],
    round: Round,
) -> AlikeOnCriterion:
    groups: dict[int, list[Assignment]] = {}
    for each in assignments:
        if criterion.pk in points[each.pk]:
            groups.setdefault(points[each.pk][criterion.pk], []).append(each)
    return AlikeOnCriterion(
        str(criterion.name),
        [
            Alike(
                points_in_words(score),
                ngettext("%(count)d project", "%(count)d projects", len(same)) % {"count": len(same)},
                [{"title": called[each.entry_id], "url": _url(each, round)} for each in same],
            )
            for score, same in sorted(groups.items(), reverse=True)
        ],
    )
