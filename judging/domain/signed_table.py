"""The table that is signed: every score that counts and the ranking behind it, as one text with a fingerprint.

The table names people by their numbers only, because it never changes again. Scores are exact fractions of hundredths
of a point ("2875/2"), points are integers in hundredths, weights in hundredths of a percent.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from judging.domain.deliberating.ties import Placed, final_ranking
from judging.models import Award, Ballot, Criterion, Deliberation, Entry, Evaluation, Round, Score, Vote

FORM = "idarathon-ranking/2"


def signed_table(round: Round) -> dict[str, Any]:
    """What is signed: the rules, the entries, the scores that count, the votes, the ranking.

    Raises StillSealed, AnalysisMissing.
    """
    # As it stands: what the caller has read of it may be from before it closed.
    round = Round.objects.select_related("phase__competition").get(pk=round.pk)
    placed = final_ranking(round)
    deliberation = Deliberation.objects.filter(round=round).first()
    return {
        "form": FORM,
        "edition": round.competition.slug,
        "round": round.pk,
        "closed_at": _instant(round.closed_at),
        "decided_by": round.decided_by,
        "evaluations_minimum": round.evaluations_minimum,
        "criteria": [_criterion(criterion) for criterion in Criterion.objects.filter(round=round)],
        "entries": [_entry(entry) for entry in Entry.objects.filter(round=round).with_names().order_by("pk")],
        "evaluations": [_evaluation(evaluation) for evaluation in _counting(round)],
        "deliberation": _deliberation(deliberation, round) if deliberation else None,
        "votes": [_vote(vote) for vote in _votes(deliberation)] if deliberation else [],
        "withheld": [_withheld(award) for award in _withheld_prizes(deliberation)] if deliberation else [],
        "ranking": [_placed(each, calibrated=round.decided_by == Round.Decides.CALIBRATED) for each in placed],
        "ties": _ties(placed),
    }


def fraction(value: Fraction | None) -> str | None:
    """An exact number as it stands in the table."""
    return None if value is None else f"{value.numerator}/{value.denominator}"


def _counting(round: Round) -> list[Evaluation]:
    evaluations = Evaluation.objects.counting(round).select_related("assignment").prefetch_related("scores__criterion")
    # What was written is not in the table.
    bare = evaluations.only("assignment__entry", "assignment__juror")
    return list(bare.order_by("assignment__entry", "assignment__juror"))


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "key": criterion.key,
        "weight": criterion.weight,
        "minimum": criterion.minimum,
        "maximum": criterion.maximum,
        "tie_place": criterion.tie_place,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.pk,
        "title": entry.version.title,
        "team": entry.team.name_ar or entry.team.name_latin,
        "version": entry.version.sha256,
        "excluded": entry.excluded_at is not None,
        "fewer_accepted": entry.fewer_accepted_at is not None and not entry.is_left_unranked,
        "left_unranked": entry.is_left_unranked,
    }


def _evaluation(evaluation: Evaluation) -> dict[str, Any]:
    """The points that were given, and beside them what the juror made of some in the deliberation."""
    scores: list[Score] = list(evaluation.scores.all())
    return {
        "entry": evaluation.assignment.entry_id,
        "juror": evaluation.assignment.juror_id,
        "points": {score.criterion.key: score.points for score in scores},
        "revised": {score.criterion.key: score.revised_points for score in scores if score.revised_points is not None},
    }


def _deliberation(deliberation: Deliberation, round: Round) -> dict[str, Any]:
    return {
        "opened_at": _instant(deliberation.opened_at),
        "closed_at": _instant(deliberation.closed_at),
        "quorum_percent": round.quorum_percent,
        "present": sorted(deliberation.attendances.values_list("juror", flat=True)),
    }


def _votes(deliberation: Deliberation) -> list[Vote]:
    closed = deliberation.votes.filter(closed_at__isnull=False).select_related("prize")
    return list(closed.prefetch_related("candidates", "ballots").order_by("pk"))


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "vote": vote.pk,
        "kind": vote.kind,
        "prize": vote.prize.name_ar if vote.prize else None,
        "candidates": sorted(entry.pk for entry in vote.candidates.all()),
        "ballots": [_ballot(ballot) for ballot in sorted(vote.ballots.all(), key=lambda each: each.juror_id)],
    }


def _ballot(ballot: Ballot) -> dict[str, Any]:
    return {"juror": ballot.juror_id, "entry": ballot.entry_id, "voices": ballot.weight}


def _withheld_prizes(deliberation: Deliberation) -> Any:
    """The prizes that the jury decided not to award."""
    competition = deliberation.round.competition
    withheld = Award.objects.filter(competition=competition, for_prize__isnull=False, entry=None)
    decided = withheld.filter(named_at__gte=deliberation.opened_at)
    if deliberation.closed_at is not None:
        decided = decided.filter(named_at__lte=deliberation.closed_at)
    return decided.order_by("pk")


def _withheld(award: Award) -> dict[str, Any]:
    return {"prize": award.prize_ar, "because": award.not_awarded_because_ar}


def _placed(each: Placed, *, calibrated: bool) -> dict[str, Any]:
    row = {
        "entry": each.entry.pk,
        "rank": each.rank,
        "score": fraction(each.score),
        "evaluations": each.evaluations,
        "parted_by": each.parting.value if each.parting else None,
    }
    return {**row, "deciding": fraction(each.deciding)} if calibrated else row


def _ties(placed: Sequence[Placed]) -> list[dict[str, Any]]:
    """By score that several have, best first: who, and what parted each from the others."""
    found: dict[Fraction, list[Placed]] = {}
    for each in placed:
        if each.parting is not None and each.deciding is not None:
            found.setdefault(each.deciding, []).append(each)
    return [
        {
            "score": fraction(score),
            "entries": [
                {
                    "entry": each.entry.pk,
                    "rank": each.rank,
                    "criterion": each.by_criterion or None,
                    "vote": each.by_vote,
                }
                for each in equals
            ],
        }
        for score, equals in found.items()
    ]


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None
