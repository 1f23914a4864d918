"""The president signs: the ranking and every score behind it become one text with a fingerprint.

The table names people by their numbers only, because it never changes again. Scores are exact fractions of hundredths
of a point ("2875/2"), points are integers in hundredths, weights in hundredths of a percent.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from judging.domain.authority import require_president
from judging.domain.ranking import Ranked, ranking
from judging.models import Criterion, Entry, Evaluation, Round, Signature
from teams.models import User

FORM = "idarathon-ranking/1"


def sign(*, round: Round, by: User, at: datetime) -> Signature:
    """Sign the ranking of a closed round, once; a second signing returns the first signature.

    Raises OnlyPresident, StillSealed.
    """
    require_president(by, round.competition)
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        if existing := Signature.objects.filter(round=round).first():
            return existing
        table = canonical(signed_table(round))
        return Signature.objects.create(round=round, signed_by=by, signed_at=at, table=table, sha256=fingerprint(table))


def signed_table(round: Round) -> dict[str, Any]:
    """What is signed: the rules, the entries, the scores that count, the ranking. Raises StillSealed."""
    ranked = ranking(round)
    return {
        "form": FORM,
        "edition": round.competition.slug,
        "round": round.pk,
        "closed_at": _instant(round.closed_at),
        "evaluations_minimum": round.evaluations_minimum,
        "criteria": [_criterion(criterion) for criterion in Criterion.objects.filter(round=round)],
        "entries": [_entry(entry) for entry in Entry.objects.filter(round=round).with_names().order_by("pk")],
        "evaluations": [_evaluation(evaluation) for evaluation in _counting(round)],
        "ranking": [_ranked(each) for each in ranked],
    }


def canonical(table: dict[str, Any]) -> str:
    """The one text of a table: keys sorted, nothing between, letters as they are."""
    return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in small hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(signature: Signature) -> bool:
    """Whether the stored table still has the fingerprint that was signed."""
    return fingerprint(signature.table) == signature.sha256


def _counting(round: Round) -> list[Evaluation]:
    evaluations = Evaluation.objects.counting(round).select_related("assignment").prefetch_related("scores__criterion")
    return list(evaluations.order_by("assignment__entry", "assignment__juror"))


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "key": criterion.key,
        "weight": criterion.weight,
        "minimum": criterion.minimum,
        "maximum": criterion.maximum,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.pk,
        "title": entry.version.title,
        "team": entry.team.name_ar or entry.team.name_latin,
        "version": entry.version.sha256,
        "excluded": entry.excluded_at is not None,
    }


def _evaluation(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "entry": evaluation.assignment.entry_id,
        "juror": evaluation.assignment.juror_id,
        "points": {score.criterion.key: score.points for score in evaluation.scores.all()},
    }


def _ranked(ranked: Ranked) -> dict[str, Any]:
    return {
        "entry": ranked.entry.pk,
        "rank": ranked.rank,
        "score": None if ranked.score is None else f"{ranked.score.numerator}/{ranked.score.denominator}",
        "evaluations": ranked.evaluations,
    }


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None
