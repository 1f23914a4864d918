"""A round begins: its projects enter it, then it opens. What comes after is beside: `screening`, `closing`."""

from datetime import datetime

from django.db import transaction

from judging.domain.closing import (
    RoundNotOpen,
    RoundNotOver,
    TooFewEvaluations,
    close_due,
    close_round,
)
from judging.domain.conflicts import record_automatic
from judging.domain.entering import (
    EarlierRoundNotSigned,
    NothingNamed,
    NothingToJudge,
    SubmissionNotSettled,
    enter,
    require_settled,
)
from judging.domain.records import keep
from judging.domain.screening import (
    RankingSigned,
    ReasonMissing,
    admit,
    exclude_entry,
    withdraw_team,
)
from judging.domain.whole_rules import NoCriteria, ScalesDiffer, WeightsIncomplete, require_whole_rules
from judging.models import Round
from teams.domain.authority import require_organiser
from teams.models import User

__all__ = [
    "EarlierRoundNotSigned",
    "NoCriteria",
    "NothingNamed",
    "NothingToJudge",
    "RankingSigned",
    "ReasonMissing",
    "RoundNotOpen",
    "RoundNotOver",
    "ScalesDiffer",
    "SubmissionNotSettled",
    "TooFewEvaluations",
    "WeightsIncomplete",
    "admit",
    "close_due",
    "close_round",
    "collect",
    "exclude_entry",
    "open_round",
    "require_settled",
    "require_whole_rules",
    "withdraw_team",
]


def open_round(*, round: Round, by: User, at: datetime) -> Round:
    """Open `round`: its entries pin the versions that count, of the teams that are active.

    A team was confirmed when it submitted; what happened to it since never unsubmits.

    Waits until nobody can submit any more, late access and settling included. From here on its criteria make one score
    at any time, and the conflicts of interest between its jurors and its teams are recorded. A round that is open
    already is returned as it is.
    Raises OnlyOrganiser, NoCriteria, WeightsIncomplete, ScalesDiffer, and what `collect` raises.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        if round.opened_at is not None:
            return round
        require_whole_rules(round)
        _collect(round, by=by, at=at)
        round.opened_at, round.opened_by = at, by
        keep(round, by=by, at=at)
        record_automatic(round, at=at)
    return round


def collect(*, round: Round, by: User, at: datetime) -> Round:
    """Let the projects enter `round`, their versions pinned, so that they can be screened and assigned before it opens.

    Waits until nobody can submit any more, late access and settling included. Done once; the conflicts of interest with
    their teams are recorded.
    Raises OnlyOrganiser, SubmissionNotSettled, EarlierRoundNotSigned, NothingToJudge, NobodyQualified, NothingNamed.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        if round.collected_at is None:
            _collect(round, by=by, at=at)
            keep(round, by=by, at=at)
            record_automatic(round, at=at)
    return round


def _collect(round: Round, *, by: User, at: datetime) -> None:
    if round.collected_at is None:
        enter(round, by=by, at=at)
        round.collected_at = at
