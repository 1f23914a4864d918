"""Which open team and which person who looks for one suit each other, and why: facts in, a ranking out.

Nothing here reads a table or says a name. Gender and kind of service count only as what the composition of a team
lacks, under one reason, so that nobody reads somebody's gender out of a suggestion.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Reason(IntEnum):
    """Why they suit each other; the value is what it weighs, the order is that in which it is said."""

    WANTED = 40  # the team asks for the person's discipline
    THEME = 30  # the person chose the team's theme
    LACKING = 21  # the team has not enough disciplines yet, and this would be one more
    NEW_DISCIPLINE = 11  # it has enough, and this would still be one more
    REGION = 9  # members of the team serve in the person's region
    BALANCE = 6  # the composition that the edition wishes for would come nearer


@dataclass(frozen=True)
class Seeker:
    """Somebody who looks for a team; `discipline` is a key that is equal for equal disciplines, "" if unknown."""

    key: int
    discipline: str = ""
    themes: frozenset[int] = frozenset()
    region: str = ""
    service_level: str = ""
    is_woman: bool = False


@dataclass(frozen=True)
class Opening:
    """An open team: whom it asks for, and who is in it."""

    key: int
    theme: int
    wanted: frozenset[str] = frozenset()
    disciplines: frozenset[str] = frozenset()
    disciplines_min: int = 1
    regions: frozenset[str] = frozenset()
    service_levels: frozenset[str] = frozenset()
    lacks_women: bool = False


@dataclass(frozen=True)
class Match:
    """How well one suits the other: `key` names that other, the reasons stand with the weightiest first."""

    key: int
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        return sum(self.reasons)


def suit(seeker: Seeker, opening: Opening) -> tuple[Reason, ...]:
    """Why `seeker` and `opening` suit each other, the weightiest reason first; () when nothing speaks for it."""
    adds_a_discipline = bool(seeker.discipline) and seeker.discipline not in opening.disciplines
    lacks_disciplines = len(opening.disciplines) < opening.disciplines_min
    other_service = bool(opening.service_levels) and seeker.service_level not in opening.service_levels
    holds = {
        Reason.WANTED: seeker.discipline in opening.wanted,
        Reason.THEME: opening.theme in seeker.themes,
        Reason.LACKING: adds_a_discipline and lacks_disciplines,
        Reason.NEW_DISCIPLINE: adds_a_discipline and not lacks_disciplines,
        Reason.REGION: seeker.region in opening.regions,
        Reason.BALANCE: (seeker.is_woman and opening.lacks_women) or (bool(seeker.service_level) and other_service),
    }
    return tuple(reason for reason in Reason if holds[reason])


def rank_openings(seeker: Seeker, openings: Iterable[Opening]) -> list[Match]:
    """Every opening, the best for `seeker` first; equals in the order of their keys, whatever order they came in."""
    return _ranked(Match(opening.key, suit(seeker, opening)) for opening in openings)


def rank_seekers(opening: Opening, seekers: Iterable[Seeker]) -> list[Match]:
    """Every seeker, the best for `opening` first; equals in the order of their keys, whatever order they came in."""
    return _ranked(Match(seeker.key, suit(seeker, opening)) for seeker in seekers)


def _ranked(matches: Iterable[Match]) -> list[Match]:
    return sorted(matches, key=lambda match: (-match.score, match.key))
