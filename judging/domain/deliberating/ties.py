"""The final ranking: the score that decides, then the rules' ordered criteria, then the vote of the jury.

Only equal scores are ties. Still equal after all of it is ex æquo. A statistical tie never reorders anything.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from itertools import groupby
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal
from judging.domain import analysing
from judging.domain.ranking import Ranked, ranking
from judging.models import Ballot, Criterion, Round, Vote


class AnalysisMissing(Refusal):
    message = gettext_lazy(
        "By the rules of this round the calibrated score decides, and it is still being computed. "
        "Open this page again in a minute."
    )


class Parting(Enum):
    """What decided between an entry and those of the same score."""

    CRITERION = "criterion"
    VOTE = "vote"
    EX_AEQUO = "ex_aequo"


@dataclass(frozen=True)
class HeldVote:
    """A closed vote on equals: who could be voted for, and the voices of each."""

    vote: int
    candidates: Collection[int]
    voices: Mapping[int, int]


@dataclass(frozen=True)
class Placed(Ranked):
    """An entry in the final ranking.

    `deciding` is the exact score that ranks it: the official one, or the calibrated one by the rules of the round.
    `parting` is None where nobody has the same score; `by_criterion` and `by_vote` say which one parted it.
    """

    deciding: Fraction | None = None
    parting: Parting | None = None
    by_criterion: str = ""
    by_vote: int | None = None


@dataclass(frozen=True)
class Tie:
    """Entries that the score and the ordered criteria leave equal; `vote` has parted them, if one was held."""

    rank: int
    entries: Sequence[Placed]
    vote: int | None = None

    @property
    def keys(self) -> frozenset[int]:
        return frozenset(each.entry.pk for each in self.entries)


def final_ranking(round: Round) -> list[Placed]:
    """The entries of a closed round, best first, equals parted as the rules say, then those that are not ranked.

    Raises StillSealed, AnalysisMissing.
    """
    ranked = ranking(round)
    return place(ranked, deciding_scores(round, ranked), parting_criteria(round), held_votes(round))


def tie_groups(round: Round, placed: Sequence[Placed]) -> list[Tie]:
    """Entries of `final_ranking` that only a vote can part, best first."""
    criteria, votes = parting_criteria(round), held_votes(round)
    groups = groupby((each for each in placed if each.rank is not None), key=lambda each: _standing(each, criteria))
    equals = [list(group) for _standing_of_group, group in groups]
    return [
        Tie(rank=min(each.rank or 0 for each in group), entries=group, vote=held.vote if held else None)
        for group in equals
        if len(group) > 1
        for held in [covering(votes, [each.entry.pk for each in group])]
    ]


def deciding_scores(round: Round, ranked: Sequence[Ranked]) -> dict[int, Fraction]:
    """The exact score that decides, by entry: the calibrated one if the rules say so and the data carry it."""
    official = {each.entry.pk: each.score for each in ranked if each.score is not None}
    if round.decided_by != Round.Decides.CALIBRATED or not official:
        return official
    result = analysing.latest(round)
    if result is None:
        raise AnalysisMissing
    found = {each["entry"]: each["calibrated"] for each in result["projects"] if each["calibrated"] is not None}
    calibrated = {entry: Fraction(found[entry]) for entry in official if entry in found}
    whole = result["deciding"] == "calibrated" and len(calibrated) == len(official)
    return calibrated if whole else official


def parting_criteria(round: Round) -> list[Criterion]:
    """The criteria that part equal scores, first to last."""
    return list(Criterion.objects.filter(round=round, tie_place__isnull=False).order_by("tie_place"))


def held_votes(round: Round) -> list[HeldVote]:
    """The closed votes on equals, oldest first."""
    votes = Vote.objects.filter(deliberation__round=round, kind=Vote.Kind.TIE, closed_at__isnull=False)
    return [
        HeldVote(vote.pk, frozenset(each.pk for each in vote.candidates.all()), voices_of(vote))
        for vote in votes.prefetch_related("candidates").order_by("pk")
    ]


def voices_of(vote: Vote) -> dict[int, int]:
    """The voices that each candidate of a vote got; who got none is not in it."""
    counted = Ballot.objects.filter(vote=vote, entry__isnull=False).order_by().values_list("entry")
    return dict(counted.annotate(voices=Sum("weight")))


def place(
    ranked: Iterable[Ranked],
    deciding: Mapping[int, Fraction],
    criteria: Sequence[Criterion],
    votes: Sequence[HeldVote],
) -> list[Placed]:
    """The final ranking as arithmetic: no database, no clock, no order of rows."""
    placed = [_placed(each, deciding.get(each.entry.pk)) for each in ranked]
    left = sorted((each for each in placed if each.deciding is None), key=lambda each: each.entry.pk)
    best_first = sorted(
        (each for each in placed if each.deciding is not None),
        key=lambda each: (*(-value for value in _standing(each, criteria)), each.entry.pk),
    )
    done: list[Placed] = []
    for _score, equals in groupby(best_first, key=lambda each: each.deciding):
        done += _parted(list(equals), criteria, votes, first=len(done) + 1)
    return done + left


def covering(votes: Sequence[HeldVote], group: Collection[int]) -> HeldVote | None:
    """The newest vote in which all of `group` could be voted for."""
    return next((held for held in reversed(votes) if set(group) <= set(held.candidates)), None)


def _placed(each: Ranked, deciding: Fraction | None) -> Placed:
    return Placed(
        each.entry,
        each.evaluations,
        None,
        each.score,
        each.means,
        deciding=deciding if each.score is not None else None,
    )


def _standing(each: Placed, criteria: Sequence[Criterion]) -> tuple[Fraction, ...]:
    """What ranks it before any vote: the score, then its mean by each criterion that parts ties."""
    return (each.deciding or Fraction(0), *(each.means[criterion.key] for criterion in criteria))


def _parted(
    equals: list[Placed], criteria: Sequence[Criterion], votes: Sequence[HeldVote], *, first: int
) -> list[Placed]:
    """Those of one score, in their order by the criteria, each with its rank and what parted it."""
    if len(equals) == 1:
        return [replace(equals[0], rank=first)]
    depths = [Counter(_standing(each, criteria[:number]) for each in equals) for number in range(1, len(criteria) + 1)]
    done: list[Placed] = []
    for standing, group in groupby(equals, key=lambda each: _standing(each, criteria)):
        still = list(group)
        rank = first + len(done)
        if len(still) == 1:
            # The first criterion by which nobody else stands where it stands.
            depth = next(number for number, shared in enumerate(depths) if shared[standing[: number + 2]] == 1)
            done.append(_by_criterion(still[0], criteria[depth], rank))
        else:
            done += _voted(still, covering(votes, [each.entry.pk for each in still]), rank)
    return done


def _by_criterion(each: Placed, criterion: Criterion, rank: int) -> Placed:
    words = _("the criterion “%(criterion)s”") % {"criterion": criterion.name}
    return replace(each, rank=rank, parted_by=words, parting=Parting.CRITERION, by_criterion=criterion.key)


def _voted(still: list[Placed], held: HeldVote | None, first: int) -> list[Placed]:
    """Those whom only the vote can part: more voices first; equal voices, or no vote, are ex æquo."""
    voices = {each.entry.pk: held.voices.get(each.entry.pk, 0) if held else 0 for each in still}
    ordered = sorted(still, key=lambda each: (-voices[each.entry.pk], each.entry.pk))
    done: list[Placed] = []
    for _voices, group in groupby(ordered, key=lambda each: voices[each.entry.pk]):
        equal = list(group)
        outcome = _outcome(alone=len(equal) == 1, held=held)
        done += [replace(each, rank=first + len(done), **outcome) for each in equal]
    return done


def _outcome(*, alone: bool, held: HeldVote | None) -> dict[str, Any]:
    vote = held.vote if held else None
    if alone:
        return {"parting": Parting.VOTE, "by_vote": vote, "parted_by": _("a vote of the jury")}
    return {"parting": Parting.EX_AEQUO, "by_vote": vote, "parted_by": _("ex æquo")}
