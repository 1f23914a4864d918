"""The prizes of the demonstration: promised with the edition, voted on or withheld by its jury."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from competitions.models import Competition
from idarathon.demo import material
from judging.domain.deliberating.awarding import PLACES, withhold_prize
from judging.domain.deliberating.prizes import add_prize
from judging.domain.deliberating.ties import final_ranking
from judging.domain.deliberating.voting import cast, close_vote, open_prize_vote, voters_of
from judging.models import Entry, Prize, Round, Vote
from teams.models import User

DISSENTER = 3  # of every four jurors this one votes for another project


def promise(competition: Competition, *, by: User, at: datetime) -> None:
    """Define the edition's prizes, long before anybody can win one."""
    for order, written in enumerate(_written()):
        add_prize(competition=competition, name=written["name"], level=written["level"], order=order, by=by, at=at)


def decide(round: Round, jurors: Sequence[User], *, by: User, at: datetime) -> None:
    """The jury elects whom no rank rewards, each only once, and leaves a prize without a winner."""
    others = _without_a_place(round)
    voters = [*jurors, by]
    for minutes, level in enumerate((Prize.Level.EXCELLENCE, Prize.Level.SPECIAL)):
        candidates = others[minutes:] or others
        vote = let_vote(round, level, candidates, voters, by=by, at=at + timedelta(minutes=2 * minutes))
        close_vote(vote=vote, by=by, at=at + timedelta(minutes=2 * minutes + 1))
    because = next(written["because"] for written in _written() if written["level"] == Prize.Level.ENCOURAGEMENT)
    prize = _of(round, Prize.Level.ENCOURAGEMENT)
    withhold_prize(round=round, prize=prize, because=because, by=by, at=at + timedelta(minutes=4))


def begin_to_decide(round: Round, jurors: Sequence[User], *, by: User, at: datetime) -> None:
    """The jurors have voted on one prize, the president not yet; the other prizes wait."""
    let_vote(round, Prize.Level.EXCELLENCE, _without_a_place(round), jurors, by=by, at=at)


def let_vote(
    round: Round, level: Prize.Level, candidates: Sequence[Entry], voters: Sequence[User], *, by: User, at: datetime
) -> Vote:
    """Open a vote in which those of `voters` who may vote do, most of them for the first of the candidates."""
    vote = open_prize_vote(round=round, prize=_of(round, level), entries=candidates, by=by, at=at)
    may = voters_of(round, candidates, at=at).filter(pk__in=[voter.pk for voter in voters])
    for place, voter in enumerate(may):
        choice = candidates[-1] if place % 4 == DISSENTER else candidates[0]
        cast(vote=vote, entry=choice, by=voter, at=at + timedelta(seconds=5 * (place + 1)))
    return vote


def _without_a_place(round: Round) -> list[Entry]:
    return [each.entry for each in final_ranking(round) if each.rank not in PLACES.values()]


def _of(round: Round, level: Prize.Level) -> Prize:
    prize: Prize = Prize.objects.get(competition=round.competition, level=level)
    return prize


def _written() -> list[dict[str, Any]]:
    prizes: list[dict[str, Any]] = material.read("edition")["prizes"]
    return prizes
