"""What the statistics say about a closed round: computed by the worker, kept as a snapshot of one state of its scores.

`state_of` is what of a round can still move once it has closed, in three queries; an analysis of another state is out
of date and shown to nobody. The full input has a hash of its own, so that whoever recomputes knows what was put in.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from competitions.domain import jobs
from competitions.models import Job
from judging.analysis_shape import METHOD, Result
from judging.domain.analysis_input import read, themes_in_words
from judging.domain.canonical_form import canonical, fingerprint
from judging.models import Analysis, Criterion, Entry, Prize, Round, ScoreChange

KIND = "judging.analyse"
STEPS = 3  # read, computed, kept
FIRST = 3  # places that the bands are about, where the edition promises no ranked prize


def ask_for(round: Round, *, at: datetime) -> Job | None:
    """Have the present scores of a closed round analysed, unless they are, or a worker has been asked already.

    A job that failed is looked at in the administration and started again there.
    """
    if round.closed_at is None:
        return None
    state = state_of(round)
    if _of_state(round, state).exists() or _asked(round, state).filter(finished_at=None).exists():
        return None
    return jobs.start(KIND, arguments={"round": round.pk, "state": state}, by=None, at=at, total=STEPS)


def ask_for_missing(*, at: datetime) -> int:
    """Ask for every closed round of which something moved unseen; return for how many.

    Of a signed one only the places in question move: a later round asks for the first ten, or a prize is added. Where
    the calibrated score decides, that round enters by this analysis. An edition whose end is near is left as it is.
    """
    waiting = Round.objects.filter(closed_at__isnull=False, phase__competition__retention_warned_at=None).order_by("pk")
    return sum(ask_for(round, at=at) is not None for round in waiting)


def latest(round: Round) -> Result | None:
    """The analysis of the present scores; None while there is none, or while the round is sealed."""
    if round.closed_at is None:
        return None
    analysis = _of_state(round, state_of(round)).first()
    return cast(Result, analysis.result) if analysis else None


def has_failed(round: Round) -> bool:
    """Whether the present scores were to be analysed, and could not be."""
    return _asked(round, state_of(round)).filter(failed_at__isnull=False).exists()


def places_in_question(round: Round) -> int:
    """How many places the bands are about: those that enter a later round, else the ranked prizes, else three."""
    return _places(_moving(round))


def state_of(round: Round) -> str:
    """The fingerprint of all that can move in a closed round: entries, changed scores, rules, prizes. Three queries.

    Assignments, evaluations and the points that were given cannot: the database refuses.
    """
    moving = _moving(round)
    entries = Entry.objects.filter(round=round).order_by("pk")
    criteria = Criterion.objects.filter(round=round).order_by("pk")
    return fingerprint(
        canonical(
            {
                "method": METHOD,
                "minimum": moving["evaluations_minimum"],
                "decided_by": moving["decided_by"],
                "first": _places(moving),
                "changes": [moving["changes"], moving["last_change"]],
                "criteria": [[each.key, each.weight, each.minimum, each.maximum] for each in criteria],
                "entries": [
                    [entry.pk, entry.is_admitted, entry.fewer_accepted_at is not None, entry.is_left_unranked]
                    for entry in entries.only(
                        "pk", "excluded_at", "under_reserve_at", "fewer_accepted_at", "is_left_unranked"
                    )
                ],
            }
        )
    )


def fingerprint_of(result: Result) -> str:
    return fingerprint(canonical(cast(dict[str, Any], result)))


@jobs.runs(KIND)
def analyse(job: Job, at: datetime) -> Iterator[int]:
    """Analyse the scores as they are now, which may be later than those the job was started for."""
    round = Round.objects.select_related("phase__competition").get(pk=job.arguments["round"])
    if round.closed_at is None:
        return
    state = state_of(round)
    if _of_state(round, state).exists():
        return
    taken = {"method": METHOD, "state": state, **read(round, first=places_in_question(round))}
    yield 1
    sha256 = fingerprint(canonical(taken))
    result = _computed(taken, seed=int(sha256[:16], 16))
    result["state"] = state
    _name_themes(result, themes_in_words(round))
    yield 2
    # A score that was changed while this one was computed has asked for an analysis of its own.
    if state_of(round) == state:
        Analysis.objects.get_or_create(
            round=round,
            method=METHOD,
            input_sha256=sha256,
            defaults={"result": result, "sha256": fingerprint_of(result), "computed_at": at, "job": job},
        )
    yield STEPS


def _computed(taken: dict[str, Any], *, seed: int) -> Result:
    """What was read, as the statistics say it."""
    from judging.statistics.analysis import analyse  # noqa: PLC0415 - numpy and scipy are for the worker alone
    from judging.statistics.findings import Input  # noqa: PLC0415 - the same
    from judging.statistics.scores import Scores  # noqa: PLC0415 - the same

    criteria, rows = taken["criteria"], taken["evaluations"]
    weights = [each["weight"] for each in criteria]
    return analyse(
        Input(
            scores=Scores.of([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows], weights),
            criteria=[each["key"] for each in criteria],
            scale=max((each["maximum"] - each["minimum"] for each in criteria), default=1),
            first=taken["first"],
            decided_by=taken["decided_by"],
            seed=seed,
            themes=dict(taken["themes"]),
            file_languages=dict(taken["file_languages"]),
            juror_languages=dict(taken["juror_languages"]),
        )
    )


def _name_themes(result: Result, names: dict[str, dict[str, str]]) -> None:
    for group in next(gap["groups"] for gap in result["gaps"] if gap["by"] == "theme"):
        group["names"] = names.get(group["name"], {})


def _of_state(round: Round, state: str) -> QuerySet[Analysis]:
    return Analysis.objects.filter(round=round, method=METHOD, result__state=state)


def _asked(round: Round, state: str) -> QuerySet[Job]:
    return Job.objects.of_kind(KIND).filter(arguments__round=round.pk, arguments__state=state)


def _moving(round: Round) -> dict[str, Any]:
    """Single values that decide what an analysis says. One query."""
    changes = (
        ScoreChange.objects.filter(score__evaluation__assignment__entry__round=OuterRef("pk"))
        .order_by()
        .values("score__evaluation__assignment__entry__round")
        .annotate(number=Count("pk"), last=Max("pk"))
    )
    prizes = (
        Prize.objects.filter(competition=OuterRef("phase__competition"), level__in=Prize.RANKED)
        .order_by()
        .values("competition")
        .annotate(number=Count("pk"))
    )
    entering = Max("later_rounds__entry_count", filter=Q(later_rounds__entry_rule=Round.EntryRule.FIRST_OVERALL))
    return cast(
        dict[str, Any],
        Round.objects.filter(pk=round.pk)
        .annotate(
            changes=Coalesce(Subquery(changes.values("number")), 0),
            last_change=Subquery(changes.values("last")),
            prizes=Coalesce(Subquery(prizes.values("number")), 0),
            entering=entering,
        )
        .values("evaluations_minimum", "decided_by", "changes", "last_change", "prizes", "entering")
        .get(),
    )


def _places(moving: dict[str, Any]) -> int:
    return int(moving["entering"] or moving["prizes"] or FIRST)
