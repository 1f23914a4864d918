"""Setting a round up: when, over what, which projects enter it, how it judges and how it is decided.

Before the first score everything may change; after it what may still change does so for a reason that is published,
and which score decides never does.
"""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from competitions.models import Phase
from competitions.refusals import Refusal
from judging.domain.audience import require_window_may_move
from judging.domain.criteria import (
    CriterionPlan,
    FedFromElsewhere,
    KeyTaken,
    LevelOutsideScale,
    PlaceTaken,
    WeightsGoTogether,
    WrongScale,
    WrongWeight,
    add_criterion,
    change_criterion,
    remove_criterion,
    remove_level,
    save_level,
)
from judging.domain.records import drop, keep
from judging.domain.round_rules import (
    NoEarlierRound,
    RoundRules,
    WantsTooFew,
    WrongAudienceWindow,
    WrongEarlierRound,
    WrongQuorum,
    require_sound,
)
from judging.domain.rule_changes import RoundIsClosed, RuleReasonMissing, ScoringHasBegun, to_change
from judging.domain.rules_in_words import register_rules
from judging.domain.texts import Texts, in_columns
from judging.models import CriterionQuestion, HiddenQuestion, Round
from submissions.models import Question
from teams.domain.authority import require_organiser
from teams.models import User

__all__ = [
    "CriterionPlan",
    "FedFromElsewhere",
    "KeyTaken",
    "LevelOutsideScale",
    "NoEarlierRound",
    "PlaceTaken",
    "RoundIsClosed",
    "RoundRules",
    "RuleReasonMissing",
    "ScoringHasBegun",
    "Texts",
    "WantsTooFew",
    "WeightsGoTogether",
    "WrongAudienceWindow",
    "WrongEarlierRound",
    "WrongQuorum",
    "WrongScale",
    "WrongWeight",
    "add_criterion",
    "change_criterion",
    "change_round",
    "plan_round",
    "remove_criterion",
    "remove_level",
    "save_level",
]


class WrongPhase(Refusal):
    message = gettext_lazy("A round needs a judging phase and a submission phase of the same edition.")
    field = "phase"


class PhaseHasARound(Refusal):
    message = gettext_lazy("This judging phase has a round already.")
    field = "phase"


class PhaseStands(Refusal):
    message = gettext_lazy("The round is open: it keeps its phases. The dates of a phase are changed on its own page.")
    field = "phase"


class EntriesAreIn(Refusal):
    message = gettext_lazy("The projects have entered this round: which ones enter can no longer be changed.")
    field = "entry_rule"


class HiddenFromElsewhere(Refusal):
    message = gettext_lazy("Hide questions of the submission phase that this round judges.")
    field = "hidden_questions"


class DecisionStands(Refusal):
    message = gettext_lazy("The jury has begun to score: which score decides can no longer be changed.")
    field = "decided_by"


WHO_ENTERS = ("entry_rule", "earlier_round", "entry_count")


def plan_round(
    *,
    phase: Phase,
    submission_phase: Phase,
    name: Texts,
    evaluations_minimum: int = 1,
    rules: RoundRules | None = None,
    by: User,
    at: datetime,
) -> Round:
    """Set up a round in the judging phase `phase`, over what was submitted in `submission_phase`.

    Without `rules` it asks for three evaluations of each submitted project, or for `evaluations_minimum` if that is
    more.
    Raises OnlyOrganiser, WrongPhase, PhaseHasARound, and what is wrong with the rules.
    """
    require_organiser(by, phase.competition)
    wanted = max(evaluations_minimum, RoundRules.evaluations_wanted)
    rules = rules or RoundRules(evaluations_minimum=evaluations_minimum, evaluations_wanted=wanted)
    _require_phases(phase, submission_phase)
    with transaction.atomic():
        if Round.objects.filter(phase=phase).exists():
            raise PhaseHasARound
        round = Round(phase=phase, submission_phase=submission_phase)
        return _write(round, rules, name=name, by=by, at=at)


def change_round(
    round: Round,
    *,
    phase: Phase,
    submission_phase: Phase,
    name: Texts,
    evaluations_minimum: int | None = None,
    rules: RoundRules | None = None,
    reason: str = "",
    by: User,
    at: datetime,
) -> Round:
    """Set a round up differently; over another submission phase, its criteria are fed by nothing yet.

    Without `rules` they stay, but for `evaluations_minimum`. After the first score a `reason` is needed, and published.
    Raises OnlyOrganiser, RoundIsClosed, PhaseStands, EntriesAreIn, WindowStands, DecisionStands, ScoringHasBegun,
    RuleReasonMissing, WrongPhase, PhaseHasARound, and what is wrong with the rules.
    """
    require_organiser(by, round.competition)
    require_organiser(by, phase.competition)
    _require_phases(phase, submission_phase)
    with transaction.atomic():
        round, scored = to_change(round)
        rules = rules or _rules_of(round, evaluations_minimum or round.evaluations_minimum)
        _require_phases_stand(round, phase, submission_phase)
        _require_entries_stand(round, submission_phase, rules)
        window = {"opens_at": rules.audience_opens_at, "closes_at": rules.audience_closes_at}
        require_window_may_move(round, **window, at=at)
        if Round.objects.filter(phase=phase).exclude(pk=round.pk).exists():
            raise PhaseHasARound
        if scored:
            _require_what_never_changes(round, rules)
            round.rule_change = register_rules(round, rules.columns(), reason=reason, by=by, at=at)
        if round.submission_phase_id != submission_phase.pk:
            _forget_questions(round, by=by, at=at)
        round.phase, round.submission_phase = phase, submission_phase
        return _write(round, rules, name=name, by=by, at=at)


def _rules_of(round: Round, evaluations_minimum: int) -> RoundRules:
    columns = {each.name: getattr(round, each.name) for each in fields(RoundRules) if each.name != "hidden_questions"}
    wanted = max(evaluations_minimum, round.evaluations_wanted)
    return RoundRules(**columns | {"evaluations_minimum": evaluations_minimum, "evaluations_wanted": wanted})


def _require_phases(phase: Phase, submission_phase: Phase) -> None:
    kinds = (phase.kind, submission_phase.kind) == (Phase.Kind.JUDGING, Phase.Kind.SUBMISSION)
    if not kinds or phase.competition_id != submission_phase.competition_id:
        raise WrongPhase


def _require_phases_stand(round: Round, phase: Phase, submission_phase: Phase) -> None:
    moved = (round.phase_id, round.submission_phase_id) != (phase.pk, submission_phase.pk)
    if round.opened_at is not None and moved:
        raise PhaseStands


def _require_entries_stand(round: Round, submission_phase: Phase, rules: RoundRules) -> None:
    if round.collected_at is None:
        return
    changed = any(getattr(round, name) != getattr(rules, name) for name in WHO_ENTERS)
    if changed or round.submission_phase_id != submission_phase.pk:
        raise EntriesAreIn


def _require_what_never_changes(round: Round, rules: RoundRules) -> None:
    if round.decided_by != rules.decided_by:
        raise DecisionStands
    hidden = rules.hidden_questions
    if hidden is not None and {each.pk for each in hidden} != set(round.hides.values_list("question", flat=True)):
        raise ScoringHasBegun(field="hidden_questions")


def _forget_questions(round: Round, *, by: User, at: datetime) -> None:
    """Over another submission phase there are other questions."""
    feeds = CriterionQuestion.objects.filter(criterion__round=round)
    for row in [*feeds, *HiddenQuestion.objects.filter(round=round)]:
        drop(row, by=by, at=at)


def _write(round: Round, rules: RoundRules, *, name: Texts, by: User, at: datetime) -> Round:
    require_sound(round, rules)
    for column, value in {**in_columns("name", name), **rules.columns()}.items():
        setattr(round, column, value)
    keep(round, by=by, at=at)
    if rules.hidden_questions is not None:
        _hide(round, rules.hidden_questions, by=by, at=at)
    return round


def _hide(round: Round, questions: Iterable[Question], *, by: User, at: datetime) -> None:
    """Keep the answers to exactly these questions from the jury."""
    wanted = {question.pk for question in questions}
    of_phase = Question.objects.filter(pk__in=wanted, section__phase=round.submission_phase_id)
    if of_phase.count() != len(wanted):
        raise HiddenFromElsewhere
    standing = {hidden.question_id: hidden for hidden in round.hides.all()}
    for question, hidden in standing.items():
        if question not in wanted:
            drop(hidden, by=by, at=at)
    for question in sorted(wanted - standing.keys()):
        keep(HiddenQuestion(round=round, question_id=question), by=by, at=at)
