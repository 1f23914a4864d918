"""What a team is told of its own result once the results are public: from what was signed, without a juror's name."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from judging.domain.appeals import appeal_until
from judging.models import Appeal, Award, Criterion, Entry, Evaluation, JuryRules, Publication
from teams.models import Team

FULL_WEIGHT = 10_000  # as the signed table has it: hundredths of a percent


@dataclass(frozen=True)
class OwnResult:
    """One round. `rank` is None where the team was not ranked, or where the edition does not tell it."""

    entry: Entry
    criteria: Sequence[Criterion]
    score: Fraction | None
    means: Mapping[str, Fraction]
    evaluations: int
    rank: int | None
    ranked: int
    comments: Sequence[str]
    awards: Sequence[Award] = field(default=())
    appeal: Appeal | None = None
    appeal_until: datetime | None = None


def own_results(team: Team, *, at: datetime) -> list[OwnResult]:
    """The results of the rounds in which `team` was judged, the last one first; empty before they are public."""
    if not Publication.objects.public(at=at).filter(competition=team.competition_id).exists():
        return []
    rules = JuryRules.objects.filter(competition=team.competition_id).first()
    entries = Entry.objects.of_team(team).filter(round__signature__isnull=False)
    named = entries.select_related("version__theme", "project__team", "round__phase__competition", "round__signature")
    ordered = named.prefetch_related("round__criteria").defer("version__content").order_by("-round__phase__closes_at")
    return [_own(entry, tells_rank=rules is None or rules.tells_rank, at=at) for entry in ordered]


def _own(entry: Entry, *, tells_rank: bool, at: datetime) -> OwnResult:
    table = json.loads(entry.round.signature.table)
    row = next((row for row in table["ranking"] if row["entry"] == entry.pk), None)
    given = [_effective(each) for each in table["evaluations"] if each["entry"] == entry.pk]
    return OwnResult(
        entry=entry,
        criteria=list(entry.round.criteria.all()),
        score=_score(table, given) if given and row else None,
        means=_means(given) if row else {},
        evaluations=len(given) if row else 0,
        rank=row["rank"] if row and tells_rank else None,
        ranked=sum(1 for each in table["ranking"] if each["rank"] is not None),
        comments=_comments(entry),
        awards=list(Award.objects.given().filter(entry=entry).order_by("order", "pk")),
        appeal=Appeal.objects.filter(entry=entry, subject=Appeal.Subject.RESULT).first(),
        appeal_until=appeal_until(entry, Appeal.Subject.RESULT, at=at),
    )


def _effective(evaluation: Mapping[str, Any]) -> dict[str, int]:
    """The points that counted: revised in the deliberation, else given."""
    return {**evaluation["points"], **evaluation.get("revised", {})}


def _means(given: Sequence[Mapping[str, int]]) -> dict[str, Fraction]:
    if not given:
        return {}
    return {key: Fraction(sum(points[key] for points in given), len(given)) for key in given[0]}


def _score(table: Mapping[str, Any], given: Sequence[Mapping[str, int]]) -> Fraction:
    means = _means(given)
    return sum((means[each["key"]] * Fraction(each["weight"], FULL_WEIGHT) for each in table["criteria"]), Fraction(0))


def _comments(entry: Entry) -> list[str]:
    """What the jurors wrote for the team, of every evaluation that counts; the order tells no juror."""
    counting = Evaluation.objects.counting(entry.round).filter(assignment__entry=entry)
    return sorted(counting.exclude(comment_for_team="").values_list("comment_for_team", flat=True))
