"""How well a juror suits a project, part by part, for one pair; the worker computes the same for all pairs at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

HUNDRED = 100


class Match(Enum):
    ALL = "all"
    SOME = "some"
    NONE = "none"
    UNSAID = "unsaid"  # one of the two says nothing about it


@dataclass(frozen=True)
class PartOfFit:
    """`common` are the marks that both have: themes, languages, words, disciplines."""

    key: str
    points: int
    match: Match
    common: tuple[int, ...] = ()


# Points of a thousand; `enough` marks in common give all of a part (0: all that the project has); where one of the two
# says nothing, `unsaid` hundredths are given, for nobody is to suffer from an empty profile.
OF_JURORS = (
    {"key": "theme", "weight": 400, "enough": 1, "unsaid": 50},
    {"key": "language", "weight": 300, "enough": 0, "unsaid": 100},
    {"key": "expertise", "weight": 180, "enough": 3, "unsaid": 50},
    {"key": "discipline", "weight": 120, "enough": 1, "unsaid": 50},
)
OF_MENTORS = (
    {"key": "language", "weight": 400, "enough": 1, "unsaid": 50},
    {"key": "discipline", "weight": 300, "enough": 1, "unsaid": 50},
    {"key": "region", "weight": 300, "enough": 1, "unsaid": 50},
)


def fit(parts: Iterable[Mapping[str, Any]], project: Mapping[str, Any], person: Mapping[str, Any]) -> list[PartOfFit]:
    """Each part of the fit of a project and a person, as they stand in the inputs of a plan."""
    return [_part(part, project[part["key"]], person[part["key"]]) for part in parts]


def affinity(parts: Iterable[Mapping[str, Any]], project: Mapping[str, Any], person: Mapping[str, Any]) -> int:
    """Their sum, up to a thousand."""
    return sum(part.points for part in fit(parts, project, person))


def _part(part: Mapping[str, Any], wanted: list[int], offered: list[int]) -> PartOfFit:
    key, weight = part["key"], part["weight"]
    if not wanted or not offered:
        return PartOfFit(key, weight * part["unsaid"] // HUNDRED, Match.UNSAID)
    common = tuple(sorted(set(wanted) & set(offered)))
    enough = part["enough"] or len(set(wanted))
    points = weight * min(len(common), enough) // enough
    match = Match.NONE if not common else Match.ALL if len(common) >= enough else Match.SOME
    return PartOfFit(key, points, match, common)
