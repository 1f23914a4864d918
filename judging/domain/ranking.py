"""The ranking of a closed round: the weighted mean over the evaluations that count, exactly.

A score is the mean, over an entry's evaluations, of the sum of points × weight. Points and weights are integers and
means are fractions, so that a tie is a tie; only what is shown is rounded.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from judging.models import Criterion, Entry, Round, Score
from judging.models.round import FULL_WEIGHT


class StillSealed(Refusal):
    message = _("Points, means and rankings exist for nobody before the round has closed.")


@dataclass(frozen=True)
class Tally:
    """What the evaluations that count gave an entry: how many they are, and the sum of their points by criterion."""

    evaluations: int = 0
    sums: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Ranked:
    """An entry in the ranking. Score and means are exact, in hundredths of a point.

    `rank`, `score` and `means` are empty for an entry with fewer evaluations than the round asks for, unless the
    president let it be ranked on those: it is not ranked. `parted_by` says what parted it from its equals, if anything.
    """

    entry: Entry
    evaluations: int
    rank: int | None = None
    score: Fraction | None = None
    means: Mapping[str, Fraction] = field(default_factory=dict)
    parted_by: str = ""


def ranking(round: Round) -> list[Ranked]:
    """The entries of `round`, best first, equal scores sharing the rank (1, 1, 3), then those that are not ranked.

    Excluded entries are left out. Four queries. Raises StillSealed before the round has closed, whoever asks.
    """
    require_closed(round)
    entries = Entry.objects.filter(round=round).admitted().with_names().defer("version__content").order_by("pk")
    criteria = list(round.criteria.all())
    return rank(entries, criteria, _tallies(round), minimum=round.evaluations_minimum)


def require_closed(round: Round) -> None:
    """Asks the database, whatever `round` says of itself. Raises StillSealed."""
    if not Round.objects.filter(pk=round.pk, closed_at__isnull=False).exists():
        raise StillSealed


def rank(
    entries: Iterable[Entry], criteria: Iterable[Criterion], tallies: Mapping[int, Tally], *, minimum: int
) -> list[Ranked]:
    """The ranking as arithmetic: `tallies` by the entry's key; no database, no clock, no order of rows."""
    criteria = list(criteria)
    counted = [(entry, tallies.get(entry.pk, Tally())) for entry in entries]
    counts = {entry.pk for entry, tally in counted if entry.is_ranked_on(tally.evaluations, minimum=minimum)}
    scored = [_score(entry, tally, criteria) for entry, tally in counted if entry.pk in counts]
    left = [Ranked(entry, tally.evaluations) for entry, tally in counted if entry.pk not in counts]
    return _with_ranks(scored) + sorted(left, key=lambda each: each.entry.pk)


def _tallies(round: Round) -> dict[int, Tally]:
    sums: dict[int, dict[int, int]] = defaultdict(dict)
    numbers: dict[int, int] = {}
    for entry, criterion, total, number in Score.objects.sums(round):
        sums[entry][criterion] = total
        # A finished evaluation has a score for every criterion, so each criterion counts the same.
        numbers[entry] = number
    return {entry: Tally(numbers[entry], sums[entry]) for entry in sums}


def _score(entry: Entry, tally: Tally, criteria: list[Criterion]) -> Ranked:
    weighted = sum(tally.sums[criterion.pk] * criterion.weight for criterion in criteria)
    return Ranked(
        entry=entry,
        evaluations=tally.evaluations,
        score=Fraction(weighted, tally.evaluations * FULL_WEIGHT),
        means={criterion.key: Fraction(tally.sums[criterion.pk], tally.evaluations) for criterion in criteria},
    )


def _with_ranks(scored: list[Ranked]) -> list[Ranked]:
    best_first = sorted(scored, key=lambda each: (-(each.score or 0), each.entry.pk))
    first_place: dict[Fraction | None, int] = {}
    for place, each in enumerate(best_first, start=1):
        first_place.setdefault(each.score, place)
    return [replace(each, rank=first_place[each.score]) for each in best_first]
