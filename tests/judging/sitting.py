"""A jury that sits over a closed round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competitions.models import Competition
from judging.domain.deliberating.ties import final_ranking
from judging.domain.deliberating.voting import cast, close_vote
from judging.domain.rounds import close_round
from judging.models import Criterion, Entry, Round, Score, Vote
from teams.models import User
from tests.builders.competitions import a_competition
from tests.builders.judging import (
    OVER,
    a_deliberation,
    a_juror,
    a_president,
    a_round,
    an_assignment,
    an_evaluation,
    an_organiser,
)

Points = int | Mapping[str, int | None]


@dataclass(frozen=True)
class Sitting:
    """`jurors` scored every entry of `round`; its deliberation is open, and all of them have come."""

    round: Round
    jurors: Sequence[User]
    entries: Sequence[Entry]

    @property
    def competition(self) -> Competition:
        return self.round.competition

    @property
    def president(self) -> User:
        return a_president(self.competition)

    @property
    def organiser(self) -> User:
        return an_organiser(self.competition)

    def score(self, juror: int = 0, entry: int = 0, criterion: str = "impact") -> Score:
        """What a juror gave an entry on a criterion, as the views read it."""
        scores = Score.objects.select_related("criterion", "evaluation__assignment__entry__round__phase__competition")
        return scores.get(
            evaluation__assignment__juror=self.jurors[juror],
            evaluation__assignment__entry=self.entries[entry],
            criterion__key=criterion,
        )

    def ranks(self) -> dict[int, tuple[int | None, str]]:
        """Rank and what parted, by the place of the entry."""
        places = {entry.pk: place for place, entry in enumerate(self.entries)}
        return {
            places[each.entry.pk]: (each.rank, each.parting.value if each.parting else "")
            for each in final_ranking(self.round)
        }

    def elect(self, vote: Vote, voices: Mapping[int, int | None]) -> Vote:
        """Jurors, by their place, vote for entries by theirs; the president closes the vote."""
        for juror, entry in voices.items():
            chosen = None if entry is None else self.entries[entry]
            cast(vote=vote, entry=chosen, by=self.jurors[juror], at=OVER)
        return close_vote(vote=vote, by=self.president, at=OVER)


def a_sitting(
    *points: Points,
    jurors: int = 3,
    competition: Competition | None = None,
    ties: Sequence[str] = (),
    opened: bool = True,
    **round_columns: Any,
) -> Sitting:
    """Every juror gives each entry the same points; `ties` are the criteria that part equals, in their order."""
    competition = competition or a_competition()
    round = a_round(competition=competition, entries=len(points))
    Round.objects.filter(pk=round.pk).update(**round_columns)
    for place, key in enumerate(ties, start=1):
        Criterion.objects.filter(round=round, key=key).update(tie_place=place)
    people = [a_juror(competition) for _each in range(jurors)]
    entries = list(round.entries.order_by("pk"))
    for entry, given in zip(entries, points, strict=True):
        for juror in people:
            an_evaluation(an_assignment(entry=entry, juror=juror), points=given)
    round = close_round(round=round, at=OVER)
    if opened:
        a_deliberation(round)
    return Sitting(round, people, entries)
