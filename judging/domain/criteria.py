"""The criteria of a round: before the first score as the organiser likes, after it only words, for a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal
from judging.domain.records import drop, keep
from judging.domain.rule_changes import ScoringHasBegun, register_change, to_change
from judging.domain.texts import Texts, in_columns
from judging.domain.whole_rules import require_whole_rules
from judging.models import Criterion, CriterionQuestion, Level, Round, RuleChange, Score
from judging.models.round import FULL_WEIGHT
from judging.points import points_in_words
from submissions.models import Question
from teams.domain.authority import require_organiser
from teams.models import User


class KeyTaken(Refusal):
    message = gettext_lazy("Another criterion of this round has this key.")
    field = "key"


class WrongWeight(Refusal):
    message = gettext_lazy("A weight is more than 0 and at most 100 percent.")
    field = "weight"


class WrongScale(Refusal):
    message = gettext_lazy("The highest score must be above the lowest one.")
    field = "maximum"


class LevelOutsideScale(Refusal):
    """A level's score is not on the criterion's scale, or two levels have the same."""


class FedFromElsewhere(Refusal):
    message = gettext_lazy("Choose questions of the submission phase that this round judges.")
    field = "questions"


class PlaceTaken(Refusal):
    message = gettext_lazy("Another criterion of this round parts ties in this place.")
    field = "tie_place"


class WeightsGoTogether(Refusal):
    message = gettext_lazy(
        "The jury has begun to score: weights change all together, and so does the order that parts ties. Use the page "
        "of the criteria of this round."
    )
    field = "weight"


@dataclass(frozen=True)
class CriterionPlan:
    """What an organiser decides about a criterion.

    The weight is in hundredths of a percent, the scale in hundredths of a point. `questions` are those whose answers
    feed it; None leaves them as they are. `tie_place` is its place among the criteria that part equal scores.
    """

    key: str
    name: Texts
    weight: int
    description: Texts | None = None
    minimum: int = 0
    maximum: int = 2000
    order: int = 0
    questions: Sequence[Question] | None = None
    tie_place: int | None = None


def add_criterion(
    *, round: Round, plan: CriterionPlan, weights: Mapping[str, int] | None = None, by: User, at: datetime
) -> Criterion:
    """Add a criterion; in a round that is open, `weights` are what the others weigh from now on, by key.

    Raises OnlyOrganiser, RoundIsClosed, ScoringHasBegun, KeyTaken, WrongWeight, WrongScale, FedFromElsewhere, and in a
    round that is open what `require_whole_rules` raises.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round = _unscored(round)
        criterion = _write_criterion(Criterion(round=round), plan, by=by, at=at)
        _weigh(round, weights or {}, by=by, at=at)
        _still_whole(round)
    return criterion


def change_criterion(
    criterion: Criterion, *, plan: CriterionPlan, reason: str = "", by: User, at: datetime
) -> Criterion:
    """Change a criterion. Once a score is given only its words change, for a reason that is published.

    Raises as `add_criterion`, and LevelOutsideScale, WeightsGoTogether, RuleReasonMissing.
    """
    require_organiser(by, criterion.round.competition)
    with transaction.atomic():
        round, scored = to_change(criterion.round)
        criterion = Criterion.objects.select_related("round").get(pk=criterion.pk)
        if scored:
            _require_words_only(criterion, plan)
            criterion.rule_change = _reworded(round, criterion, plan, reason=reason, by=by, at=at)
        _require_on_scale([level.points for level in criterion.levels.all()], plan.minimum, plan.maximum)
        written = _write_criterion(criterion, plan, feeds=not scored, by=by, at=at)
        _still_whole(round)
    return written


def remove_criterion(criterion: Criterion, *, weights: Mapping[str, int] | None = None, by: User, at: datetime) -> None:
    """Take a criterion out of a round in which no score is given; `weights` as in `add_criterion`.

    Raises OnlyOrganiser, RoundIsClosed, ScoringHasBegun, WrongWeight, and what `require_whole_rules` raises.
    """
    require_organiser(by, criterion.round.competition)
    with transaction.atomic():
        round = _unscored(criterion.round)
        blank = Score.objects.filter(criterion=criterion)  # a draft has a row for each criterion, without points yet
        if blank.exclude(comment="").exists():
            raise ScoringHasBegun(_("A juror has written about this criterion already. It can no longer be removed."))
        blank.delete()
        drop(criterion, by=by, at=at)
        _weigh(round, weights or {}, by=by, at=at)
        _still_whole(round)


def save_level(level: Level, *, points: int, words: Texts, reason: str = "", by: User, at: datetime) -> Level:
    """Say in words what so many `points` (hundredths) of the level's criterion mean.

    A criterion with levels asks jurors to choose one of them; without, they write a number. Once a score is given only
    the words change, for a reason that is published.
    Raises OnlyOrganiser, RoundIsClosed, ScoringHasBegun, RuleReasonMissing, LevelOutsideScale.
    """
    criterion = level.criterion
    require_organiser(by, criterion.round.competition)
    with transaction.atomic():
        round, scored = to_change(criterion.round)
        _require_on_scale([points], criterion.minimum, criterion.maximum)
        if criterion.levels.filter(points=points).exclude(pk=level.pk).exists():
            raise LevelOutsideScale(_("Another level has this score."), field="points")
        if scored:
            _reword_level(round, level, points, words, reason=reason, by=by, at=at)
        level.points = points
        for column, text in in_columns("words", words).items():
            setattr(level, column, text)
        keep(level, by=by, at=at)
    return level


def remove_level(level: Level, *, by: User, at: datetime) -> None:
    """Take a level away while no score is given. Raises OnlyOrganiser, RoundIsClosed, ScoringHasBegun."""
    require_organiser(by, level.criterion.round.competition)
    with transaction.atomic():
        _unscored(level.criterion.round)
        drop(level, by=by, at=at)


def require_weight(weight: int) -> None:
    """Raises WrongWeight."""
    if not 0 < weight <= FULL_WEIGHT:
        raise WrongWeight


def _unscored(round: Round) -> Round:
    round, scored = to_change(round)
    if scored:
        raise ScoringHasBegun
    return round


def _still_whole(round: Round) -> None:
    """An open round judges by one score at any time."""
    if round.opened_at is not None:
        require_whole_rules(round)


def _weigh(round: Round, weights: Mapping[str, int], *, by: User, at: datetime) -> None:
    for criterion in Criterion.objects.filter(round=round, key__in=weights):
        require_weight(weights[criterion.key])
        if criterion.weight != weights[criterion.key]:
            criterion.weight = weights[criterion.key]
            keep(criterion, by=by, at=at)


def _require_words_only(criterion: Criterion, plan: CriterionPlan) -> None:
    if (criterion.weight, criterion.tie_place) != (plan.weight, plan.tie_place):
        raise WeightsGoTogether
    if (criterion.key, criterion.minimum, criterion.maximum) != (plan.key, plan.minimum, plan.maximum):
        raise ScoringHasBegun
    if plan.questions is not None:
        fed_by = set(criterion.feeds.values_list("question", flat=True))
        if fed_by != {question.pk for question in plan.questions}:
            raise ScoringHasBegun(field="questions")


def _reworded(
    round: Round, criterion: Criterion, plan: CriterionPlan, *, reason: str, by: User, at: datetime
) -> RuleChange | None:
    """The row of the register, if the words change at all; as people read them, the fallback to Arabic included."""
    new = {**in_columns("name", plan.name), **in_columns("description", plan.description or {})}
    if all((getattr(criterion, column) or "") == text for column, text in new.items()):
        return criterion.rule_change
    said = Criterion(**{column: getattr(criterion, column) for column in new})
    to_say = Criterion(**new)
    return register_change(
        round,
        RuleChange.What.CRITERION,
        subject=lambda: criterion.name,
        old=lambda: _in_words(said),
        new=lambda: _in_words(to_say),
        reason=reason,
        by=by,
        at=at,
    )


def _in_words(criterion: Criterion) -> str:
    return ": ".join(filter(None, (str(criterion.name or ""), str(criterion.description or ""))))


def _reword_level(
    round: Round, level: Level, points: int, words: Texts, *, reason: str, by: User, at: datetime
) -> None:
    stored = Level.objects.filter(pk=level.pk).first()
    if stored is None or stored.points != points:
        raise ScoringHasBegun
    columns = in_columns("words", words)
    if all((getattr(stored, column) or "") == text for column, text in columns.items()):
        return
    new = Level(**columns)
    register_change(
        round,
        RuleChange.What.LEVEL,
        subject=lambda: f"{level.criterion.name}, {points_in_words(points)}",
        old=lambda: stored.words,
        new=lambda: new.words,
        reason=reason,
        by=by,
        at=at,
    )


def _require_on_scale(points: Sequence[int], minimum: int, maximum: int) -> None:
    if outside := [score for score in points if not minimum <= score <= maximum]:
        raise LevelOutsideScale(
            _("The level %(score)s is not on the scale from %(lowest)s to %(highest)s.")
            % {
                "score": points_in_words(outside[0]),
                "lowest": points_in_words(minimum),
                "highest": points_in_words(maximum),
            },
            field="points",
        )


def _write_criterion(
    criterion: Criterion, plan: CriterionPlan, *, feeds: bool = True, by: User, at: datetime
) -> Criterion:
    require_weight(plan.weight)
    if plan.maximum <= plan.minimum:
        raise WrongScale
    if Criterion.objects.filter(round=criterion.round, key=plan.key).exclude(pk=criterion.pk).exists():
        raise KeyTaken
    at_place = Criterion.objects.filter(round=criterion.round, tie_place=plan.tie_place).exclude(pk=criterion.pk)
    if plan.tie_place is not None and at_place.exists():
        raise PlaceTaken
    texts = {**in_columns("name", plan.name), **in_columns("description", plan.description or {})}
    for column, text in texts.items():
        setattr(criterion, column, text)
    criterion.key, criterion.weight, criterion.order = plan.key, plan.weight, plan.order
    criterion.minimum, criterion.maximum, criterion.tie_place = plan.minimum, plan.maximum, plan.tie_place
    keep(criterion, by=by, at=at)
    if feeds and plan.questions is not None:
        _feed(criterion, plan.questions, by=by, at=at)
    return criterion


def _feed(criterion: Criterion, questions: Sequence[Question], *, by: User, at: datetime) -> None:
    """Let the answers to exactly these questions feed the criterion."""
    wanted = {question.pk for question in questions}
    phase = criterion.round.submission_phase_id
    if Question.objects.filter(pk__in=wanted, section__phase=phase).count() != len(wanted):
        raise FedFromElsewhere
    standing = {feed.question_id: feed for feed in criterion.feeds.all()}
    for question, feed in standing.items():
        if question not in wanted:
            drop(feed, by=by, at=at)
    for question in sorted(wanted - standing.keys()):
        keep(CriterionQuestion(criterion=criterion, question_id=question), by=by, at=at)
