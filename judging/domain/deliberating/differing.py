"""Projects to talk about first: those whose jurors differ most, with what the highest and the lowest wrote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from judging.models import Conflict, Round, Score
from judging.models.round import FULL_WEIGHT
from teams.models import User


@dataclass(frozen=True)
class Difference:
    """How far apart the highest and the lowest total of an entry are, in hundredths of a point, exactly."""

    entry: int
    between: Fraction
    totals: Sequence[Fraction]


def differences(round: Round) -> list[Difference]:
    """Of every entry with at least two evaluations that count; the widest first."""
    totals: dict[int, list[Fraction]] = {}
    for entry, _juror, weighted in Score.objects.totals(round):
        totals.setdefault(entry, []).append(Fraction(weighted, FULL_WEIGHT))
    found = [
        Difference(entry, max(given) - min(given), sorted(given, reverse=True))
        for entry, given in totals.items()
        if len(given) > 1
    ]
    return sorted(found, key=lambda each: (-each.between, each.entry))


def closed_to(person: User, entries: Iterable[int]) -> set[int]:
    """Those of the entries whose details stay closed to `person`, because of a conflict of interest."""
    barred = Conflict.objects.barring().filter(juror=person, team__project__entries__in=list(entries))
    return set(barred.values_list("team__project__entries", flat=True))
