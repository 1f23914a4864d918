"""Setting a round up: when, over what, and by which criteria it judges. Fixed once it is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.models import Phase
from competitions.refusals import Refusal
from judging.domain.records import drop, keep
from judging.models import Criterion, Level, Round
from judging.models.round import FULL_WEIGHT
from judging.points import points_in_words
from teams.domain.authority import require_organiser
from teams.models import User

Texts = Mapping[str, str]  # by language: {"ar": …, "fr": …, "en": …}


class RoundAlreadyOpen(Refusal):
    message = gettext_lazy("The round is open: its rules cannot change any more.")


class WrongPhase(Refusal):
    message = gettext_lazy("A round needs a judging phase and a submission phase of the same edition.")
    field = "phase"


class PhaseHasARound(Refusal):
    message = gettext_lazy("This judging phase has a round already.")
    field = "phase"


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


@dataclass(frozen=True)
class CriterionPlan:
    """What an organiser decides about a criterion.

    The weight is in hundredths of a percent, the scale in hundredths of a point.
    """

    key: str
    name: Texts
    weight: int
    description: Texts | None = None
    minimum: int = 0
    maximum: int = 2000
    order: int = 0


def plan_round(
    *, phase: Phase, submission_phase: Phase, name: Texts, evaluations_minimum: int = 1, by: User, at: datetime
) -> Round:
    """Set up a round in the judging phase `phase`, over what was submitted in `submission_phase`.

    Raises OnlyOrganiser, WrongPhase, PhaseHasARound.
    """
    require_organiser(by, phase.competition)
    _require_phases(phase, submission_phase)
    if Round.objects.filter(phase=phase).exists():
        raise PhaseHasARound
    round = Round(phase=phase, submission_phase=submission_phase, evaluations_minimum=evaluations_minimum)
    return _write(round, name=name, by=by, at=at)


def change_round(
    round: Round,
    *,
    phase: Phase,
    submission_phase: Phase,
    name: Texts,
    evaluations_minimum: int,
    by: User,
    at: datetime,
) -> Round:
    """Set an unopened round up differently. Raises OnlyOrganiser, RoundAlreadyOpen, WrongPhase, PhaseHasARound."""
    require_organiser(by, round.competition)
    require_organiser(by, phase.competition)
    _require_phases(phase, submission_phase)
    with transaction.atomic():
        round = _unopened(round)
        if Round.objects.filter(phase=phase).exclude(pk=round.pk).exists():
            raise PhaseHasARound
        round.phase, round.submission_phase, round.evaluations_minimum = phase, submission_phase, evaluations_minimum
        return _write(round, name=name, by=by, at=at)


def add_criterion(*, round: Round, plan: CriterionPlan, by: User, at: datetime) -> Criterion:
    """Add a criterion. Raises OnlyOrganiser, RoundAlreadyOpen, KeyTaken, WrongWeight, WrongScale."""
    require_organiser(by, round.competition)
    with transaction.atomic():
        return _write_criterion(Criterion(round=_unopened(round)), plan, by=by, at=at)


def change_criterion(criterion: Criterion, *, plan: CriterionPlan, by: User, at: datetime) -> Criterion:
    """Change a criterion of an unopened round. Raises as `add_criterion`, and LevelOutsideScale."""
    require_organiser(by, criterion.round.competition)
    with transaction.atomic():
        _unopened(criterion.round)
        _require_on_scale([level.points for level in criterion.levels.all()], plan.minimum, plan.maximum)
        return _write_criterion(criterion, plan, by=by, at=at)


def remove_criterion(criterion: Criterion, *, by: User, at: datetime) -> None:
    """Take a criterion out of an unopened round. Raises OnlyOrganiser, RoundAlreadyOpen."""
    require_organiser(by, criterion.round.competition)
    with transaction.atomic():
        _unopened(criterion.round)
        drop(criterion, by=by, at=at)


def save_level(level: Level, *, points: int, words: Texts, by: User, at: datetime) -> Level:
    """Say in words what so many `points` (hundredths) of the level's criterion mean.

    A criterion with levels asks jurors to choose one of them; without, they write a number.
    Raises OnlyOrganiser, RoundAlreadyOpen, LevelOutsideScale.
    """
    criterion = level.criterion
    require_organiser(by, criterion.round.competition)
    with transaction.atomic():
        _unopened(criterion.round)
        _require_on_scale([points], criterion.minimum, criterion.maximum)
        if criterion.levels.filter(points=points).exclude(pk=level.pk).exists():
            raise LevelOutsideScale(_("Another level has this score."), field="points")
        level.points = points
        for column, text in _in_columns("words", words).items():
            setattr(level, column, text)
        keep(level, by=by, at=at)
    return level


def remove_level(level: Level, *, by: User, at: datetime) -> None:
    """Take a level out of an unopened round. Raises OnlyOrganiser, RoundAlreadyOpen."""
    require_organiser(by, level.criterion.round.competition)
    with transaction.atomic():
        _unopened(level.criterion.round)
        drop(level, by=by, at=at)


def _unopened(round: Round) -> Round:
    round = Round.objects.locked(round.pk)
    if round.opened_at is not None:
        raise RoundAlreadyOpen
    return round


def _require_phases(phase: Phase, submission_phase: Phase) -> None:
    kinds = (phase.kind, submission_phase.kind) == (Phase.Kind.JUDGING, Phase.Kind.SUBMISSION)
    if not kinds or phase.competition_id != submission_phase.competition_id:
        raise WrongPhase


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


def _write(round: Round, *, name: Texts, by: User, at: datetime) -> Round:
    for column, text in _in_columns("name", name).items():
        setattr(round, column, text)
    keep(round, by=by, at=at)
    return round


def _write_criterion(criterion: Criterion, plan: CriterionPlan, *, by: User, at: datetime) -> Criterion:
    if not 0 < plan.weight <= FULL_WEIGHT:
        raise WrongWeight
    if plan.maximum <= plan.minimum:
        raise WrongScale
    if Criterion.objects.filter(round=criterion.round, key=plan.key).exclude(pk=criterion.pk).exists():
        raise KeyTaken
    texts = {**_in_columns("name", plan.name), **_in_columns("description", plan.description or {})}
    for column, text in texts.items():
        setattr(criterion, column, text)
    criterion.key, criterion.weight, criterion.order = plan.key, plan.weight, plan.order
    criterion.minimum, criterion.maximum = plan.minimum, plan.maximum
    keep(criterion, by=by, at=at)
    return criterion


def _in_columns(field: str, texts: Texts) -> dict[str, str]:
    return {f"{field}_{language}": text for language, text in texts.items()}
