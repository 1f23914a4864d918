"""Why one entry stands before another: criterion by criterion, exactly, and evaluation by evaluation.

Everything is in hundredths of a point, as fractions: the parts of a difference sum to it without a remainder.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from string import ascii_uppercase

from judging.domain.ranking import Ranked, require_closed
from judging.models import Criterion, Evaluation, Round, Score
from judging.models.round import FULL_WEIGHT


@dataclass(frozen=True)
class Part:
    """What a criterion adds to the difference: the difference of the two means, times the weight."""

    criterion: Criterion
    first: Fraction
    second: Fraction
    weighted: Fraction

    @property
    def difference(self) -> Fraction:
        return self.first - self.second


@dataclass(frozen=True)
class Explanation:
    parts: list[Part]
    difference: Fraction

    @property
    def largest(self) -> Part | None:
        """What pulls most in the direction of the difference; None where there is none."""
        pulling = [part for part in self.parts if part.weighted * self.difference > 0]
        return max(pulling, key=lambda part: abs(part.weighted), default=None)


@dataclass(frozen=True)
class Opinion:
    """What one juror gave an entry in all, and wrote about it."""

    juror: int
    total: Fraction
    for_team: str
    for_jury: str


def explain(first: Ranked, second: Ranked, criteria: Iterable[Criterion]) -> Explanation:
    """Where the difference between two ranked entries comes from."""
    parts = [_part(criterion, first, second) for criterion in criteria]
    return Explanation(parts, (first.score or Fraction(0)) - (second.score or Fraction(0)))


def opinions(round: Round, entries: Sequence[int]) -> dict[int, list[Opinion]]:
    """By entry, the evaluations that count, the highest total first; for some entries of a closed round.

    Raises StillSealed.
    """
    require_closed(round)
    rows = Score.objects.totals(round).filter(evaluation__assignment__entry__in=entries)
    totals = {(entry, juror): Fraction(weighted, FULL_WEIGHT) for entry, juror, weighted in rows}
    found: dict[int, list[Opinion]] = {entry: [] for entry in entries}
    of_entries = Evaluation.objects.counting(round).filter(assignment__entry__in=entries)
    comments = of_entries.order_by("assignment__juror").values_list(
        "assignment__entry", "assignment__juror", "comment_for_team", "comment_for_jury"
    )
    for entry, juror, for_team, for_jury in comments:
        found[entry].append(Opinion(juror, totals[entry, juror], for_team, for_jury))
    return {entry: sorted(given, key=lambda each: -each.total) for entry, given in found.items()}


def jurors_of(round: Round) -> Mapping[int, str]:
    """A letter for each juror whose evaluations count in `round`, always the same one: A to Z, then AA, AB, …"""
    counting = Evaluation.objects.counting(round).order_by().values_list("assignment__juror", flat=True).distinct()
    return {juror: _letter(place) for place, juror in enumerate(sorted(counting))}


def _letter(place: int) -> str:
    before, rest = divmod(place, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[rest]


def _part(criterion: Criterion, first: Ranked, second: Ranked) -> Part:
    ours, theirs = first.means[criterion.key], second.means[criterion.key]
    return Part(criterion, ours, theirs, (ours - theirs) * Fraction(criterion.weight, FULL_WEIGHT))
