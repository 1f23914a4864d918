"""What the criteria of a round weigh, and in which order they part ties: always said of all of them together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from competitions.refusals import Refusal
from judging.domain.criteria import require_weight
from judging.domain.records import keep
from judging.domain.rule_changes import RoundIsClosed, ScoringHasBegun, is_scored, register_change, to_change
from judging.domain.whole_rules import require_whole_rules
from judging.models import Criterion, Round, RuleChange
from judging.models.round import FULL_WEIGHT
from judging.points import percent_in_words
from teams.domain.authority import require_organiser
from teams.models import User


class EveryCriterionOnce(Refusal):
    message = gettext_lazy("Name each criterion of this round once.")


def change_weights(
    *, round: Round, weights: Mapping[str, int], reason: str = "", by: User, at: datetime
) -> list[Criterion]:
    """Give every criterion its weight (hundredths of a percent, by key); together they are 100 percent.

    Once a score is given this needs a `reason`, which is published with the weights before and after.
    Raises OnlyOrganiser, RoundIsClosed, EveryCriterionOnce, WrongWeight, WeightsIncomplete, ScalesDiffer,
    RuleReasonMissing.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round, scored = to_change(round)
        criteria = list(Criterion.objects.filter(round=round))
        if {criterion.key for criterion in criteria} != set(weights):
            raise EveryCriterionOnce
        before = [(criterion, criterion.weight) for criterion in criteria]
        changed = [criterion for criterion in criteria if criterion.weight != weights[criterion.key]]
        row = _weights_row(round, before, weights, reason=reason, by=by, at=at) if scored and changed else None
        for criterion in changed:
            require_weight(weights[criterion.key])
            criterion.weight, criterion.rule_change = weights[criterion.key], row or criterion.rule_change
            keep(criterion, by=by, at=at)
        require_whole_rules(round)
    return criteria


def shared_out(criteria: Sequence[Criterion]) -> dict[str, int]:
    """What each weighs when together they are 100 percent and keep their proportions; whole hundredths of a percent."""
    total = sum(criterion.weight for criterion in criteria)
    weights = {criterion.key: criterion.weight * FULL_WEIGHT // total for criterion in criteria}
    left = FULL_WEIGHT - sum(weights.values())
    # What rounding left over goes to those who lost most by it.
    by_loss = sorted(criteria, key=lambda each: -(each.weight * FULL_WEIGHT % total))
    for criterion in by_loss[:left]:
        weights[criterion.key] += 1
    return weights


def why_criteria_stay(round: Round) -> str:
    """Why no criterion of the round can be removed any more, in a sentence; "" while one can."""
    if round.closed_at is not None:
        return str(RoundIsClosed.message)
    return str(ScoringHasBegun.message) if is_scored(round) else ""


def order_ties(*, round: Round, keys: Sequence[str], reason: str = "", by: User, at: datetime) -> None:
    """Let the criteria of `keys` part equal scores, in this order; the others part nothing.

    Once a score is given this needs a `reason`, which is published.
    Raises OnlyOrganiser, RoundIsClosed, EveryCriterionOnce, RuleReasonMissing.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round, scored = to_change(round)
        criteria = {criterion.key: criterion for criterion in Criterion.objects.filter(round=round)}
        if len(set(keys)) != len(keys) or not set(keys) <= criteria.keys():
            raise EveryCriterionOnce
        places = {key: place for place, key in enumerate(keys, start=1)}
        changed = [each for each in criteria.values() if each.tie_place != places.get(each.key)]
        rows = [
            _place_row(round, each, places.get(each.key), reason=reason, by=by, at=at) if scored else None
            for each in changed
        ]
        _give_up_places(changed, rows)
        for criterion, row in zip(changed, rows, strict=True):
            criterion.tie_place, criterion.rule_change = places.get(criterion.key), row or criterion.rule_change
            keep(criterion, by=by, at=at)


def _give_up_places(changed: Sequence[Criterion], rows: Sequence[RuleChange | None]) -> None:
    """No two criteria hold one place, so all give theirs up before they take others.

    After the first score each of these two steps must name a row of the register that the criterion did not name
    before: for the first one it is its neighbour's.
    """
    if len(changed) < 2:
        return
    for criterion, row in zip(changed, [*rows[1:], rows[0]], strict=True):
        Criterion.objects.filter(pk=criterion.pk).update(tie_place=None, rule_change=row or criterion.rule_change)


def _weights_row(
    round: Round,
    before: Iterable[tuple[Criterion, int]],
    weights: Mapping[str, int],
    *,
    reason: str,
    by: User,
    at: datetime,
) -> RuleChange:
    old = list(before)
    new = [(criterion, weights[criterion.key]) for criterion, _weight in old]
    return register_change(
        round,
        RuleChange.What.WEIGHTS,
        subject=lambda: round.name,
        old=lambda: _weights_in_words(old),
        new=lambda: _weights_in_words(new),
        reason=reason,
        by=by,
        at=at,
    )


def _weights_in_words(weights: Iterable[tuple[Criterion, int]]) -> str:
    return pgettext("between criteria", ", ").join(
        _("%(criterion)s %(percent)s %%") % {"criterion": each.name, "percent": percent_in_words(weight)}
        for each, weight in weights
    )


def _place_row(
    round: Round, criterion: Criterion, place: int | None, *, reason: str, by: User, at: datetime
) -> RuleChange:
    old = criterion.tie_place
    return register_change(
        round,
        RuleChange.What.CRITERION,
        subject=lambda: criterion.name,
        old=lambda: _place_in_words(old),
        new=lambda: _place_in_words(place),
        reason=reason,
        by=by,
        at=at,
    )


def _place_in_words(place: int | None) -> str:
    if place is None:
        return _("Parts no equal scores")
    return _("Parts equal scores in place %(place)d") % {"place": place}
