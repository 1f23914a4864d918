"""A round is planned: phases, who enters, how it judges, criteria, weights, levels; until the first score."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from judging.domain import planning, weighing
from judging.domain.audience import WindowStands
from judging.domain.planning import RoundRules
from judging.domain.whole_rules import WeightsIncomplete
from judging.models import Level, Round
from teams.domain.authority import OnlyOrganiser
from tests.builders.competitions import NOW, a_competition, a_phase, the_phase
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_closed_round,
    a_criterion,
    a_juror,
    a_round,
    an_evaluation,
    an_organiser,
)
from tests.builders.pitching import VOTE_CLOSES, VOTE_OPENS, a_pitch_round
from tests.builders.submissions import the_questionnaire

pytestmark = pytest.mark.django_db


def changed(round: Round, rules: RoundRules | None = None, **changes: Any) -> Round:
    """The round with other rules, its phases and name as they are."""
    given: dict[str, Any] = {
        "phase": round.phase,
        "submission_phase": round.submission_phase,
        "name": {"ar": "دور", "fr": "Tour", "en": "Round"},
        "by": an_organiser(round.competition),
        "at": JUDGING,
    }
    return planning.change_round(round, rules=rules, **given | changes)


def plan_of(key: str, weight: int, **more: Any) -> planning.CriterionPlan:
    return planning.CriterionPlan(key=key, name={"ar": "الأثر"}, weight=weight, **more)


def test_between_opening_and_the_first_score_everything_may_still_change() -> None:
    round = a_round(levels={"impact": (0, 1000, 2000)})
    by, criterion = an_organiser(round.competition), round.criteria.get(key="impact")

    planning.save_level(Level(criterion=criterion), points=500, words={"ar": "كلام"}, by=by, at=JUDGING)
    planning.remove_level(criterion.levels.first(), by=by, at=JUDGING)
    planning.change_criterion(criterion, plan=plan_of("impact", 5000), by=by, at=JUDGING)
    added = planning.add_criterion(round=round, plan=plan_of("new", 1000), weights={"impact": 4000}, by=by, at=JUDGING)
    planning.remove_criterion(added, weights={"impact": 5000}, by=by, at=JUDGING)
    again = changed(round, RoundRules(evaluations_wanted=5, evaluations_minimum=3))

    assert (again.evaluations_wanted, again.evaluations_minimum) == (5, 3)
    assert dict(round.criteria.values_list("key", "weight"))["impact"] == 5000
    assert not round.rule_changes.exists()


def test_the_weights_of_an_open_round_sum_to_a_hundred_at_any_time() -> None:
    round = a_round()
    by, criterion = an_organiser(round.competition), round.criteria.get(key="impact")

    for breaks in (
        lambda: planning.change_criterion(criterion, plan=plan_of("impact", 4999), by=by, at=JUDGING),
        lambda: planning.add_criterion(round=round, plan=plan_of("new", 1000), by=by, at=JUDGING),
        lambda: planning.remove_criterion(criterion, by=by, at=JUDGING),
    ):
        with pytest.raises(WeightsIncomplete, match="Change all of them together"):
            breaks()

    assert set(round.criteria.values_list("key", "weight")) == {
        ("impact", 5000),
        ("feasibility", 3000),
        ("training", 2000),
    }


def test_an_open_round_keeps_its_phases_and_who_entered() -> None:
    round = a_round()
    competition = round.competition
    other = a_phase(competition=competition, kind="judging", key="second", opens=17, closes=27)

    with pytest.raises(planning.PhaseStands):
        changed(round, phase=other)
    with pytest.raises(planning.EntriesAreIn):
        changed(round, RoundRules(entry_rule=Round.EntryRule.NAMED))


def test_once_a_score_is_given_what_makes_it_stands() -> None:
    evaluation = an_evaluation(finished=False)
    round = evaluation.assignment.entry.round
    by, criterion = an_organiser(round.competition), round.criteria.get(key="impact")
    about: dict[str, Any] = {"by": by, "at": JUDGING}

    for refused in (
        lambda: planning.add_criterion(round=round, plan=plan_of("new", 1000), weights={"impact": 4000}, **about),
        lambda: planning.remove_criterion(criterion, weights={"training": 7000}, **about),
        lambda: planning.change_criterion(criterion, plan=plan_of("impact", 5000, maximum=1000), reason="سبب", **about),
        lambda: planning.change_criterion(criterion, plan=plan_of("other", 5000), reason="سبب", **about),
        lambda: planning.save_level(Level(criterion=criterion), points=500, words={"ar": "كلام"}, **about),
    ):
        with pytest.raises(planning.ScoringHasBegun):
            refused()
    with pytest.raises(planning.WeightsGoTogether):
        planning.change_criterion(criterion, plan=plan_of("impact", 4000), reason="سبب", **about)
    with pytest.raises(planning.DecisionStands):
        changed(round, RoundRules(decided_by=Round.Decides.CALIBRATED), reason="سبب")


def test_a_closed_round_keeps_its_rules_whatever_the_reason() -> None:
    round = a_closed_round(1200)
    by = an_organiser(round.competition)
    weights = {"impact": 4000, "feasibility": 4000, "training": 2000}

    with pytest.raises(planning.RoundIsClosed):
        weighing.change_weights(round=round, weights=weights, reason="سبب", by=by, at=OVER)
    with pytest.raises(planning.RoundIsClosed):
        changed(round, RoundRules(evaluations_minimum=2), reason="سبب", at=OVER)


def test_all_weights_change_together_and_each_criterion_is_named_once() -> None:
    round = a_round(opened=False)
    by = an_organiser(round.competition)
    whole = {"impact": 4000, "feasibility": 4000, "training": 2000}

    with pytest.raises(weighing.EveryCriterionOnce):
        weighing.change_weights(round=round, weights={"impact": 10_000}, by=by, at=NOW)
    with pytest.raises(WeightsIncomplete):
        weighing.change_weights(round=round, weights=whole | {"impact": 4001}, by=by, at=NOW)
    with pytest.raises(planning.WrongWeight):
        weighing.change_weights(round=round, weights=whole | {"impact": 0}, by=by, at=NOW)
    with pytest.raises(OnlyOrganiser):
        weighing.change_weights(round=round, weights=whole, by=a_juror(round.competition), at=NOW)

    weighing.change_weights(round=round, weights=whole, by=by, at=NOW)

    assert dict(round.criteria.values_list("key", "weight")) == whole


def test_criteria_change_places_among_those_that_part_ties() -> None:
    round = a_round(opened=False)
    by = an_organiser(round.competition)

    weighing.order_ties(round=round, keys=["impact", "training"], by=by, at=NOW)
    weighing.order_ties(round=round, keys=["training", "impact", "feasibility"], by=by, at=NOW)

    assert dict(round.criteria.values_list("key", "tie_place")) == {"training": 1, "impact": 2, "feasibility": 3}
    with pytest.raises(weighing.EveryCriterionOnce):
        weighing.order_ties(round=round, keys=["training", "training"], by=by, at=NOW)


def test_a_round_stands_in_a_judging_phase_over_a_submission_phase_of_the_same_edition() -> None:
    competition, other = a_competition(), a_competition()
    by = an_organiser(competition)
    judging, submission = the_phase(competition, "judging"), the_phase(competition, "submission")

    for phase, submission_phase in (
        (submission, submission),
        (judging, judging),
        (judging, the_phase(other, "submission")),
    ):
        with pytest.raises(planning.WrongPhase):
            planning.plan_round(phase=phase, submission_phase=submission_phase, name={"ar": "دور"}, by=by, at=NOW)


def test_a_judging_phase_has_one_round() -> None:
    round = a_round(opened=False)

    with pytest.raises(planning.PhaseHasARound):
        planning.plan_round(
            phase=round.phase,
            submission_phase=round.submission_phase,
            name={"ar": "دور"},
            by=an_organiser(round.competition),
            at=NOW,
        )


@pytest.mark.parametrize(
    ("rules", "refusal"),
    [
        ({"evaluations_wanted": 2, "evaluations_minimum": 3}, "WantsTooFew"),
        ({"quorum_percent": 101}, "WrongQuorum"),
        ({"audience_opens_at": NOW}, "WrongAudienceWindow"),
        ({"audience_opens_at": NOW, "audience_closes_at": NOW - timedelta(hours=1)}, "WrongAudienceWindow"),
        ({"entry_rule": "first_overall", "entry_count": 5}, "WrongEarlierRound"),
        ({"entry_rule": "first_per_theme"}, "WrongEarlierRound"),
        ({"entry_rule": "named", "entry_count": 5}, "WrongEarlierRound"),
        ({"entry_count": 5}, "NoEarlierRound"),
    ],
)
def test_rules_that_do_not_fit_together_are_refused(rules: dict[str, Any], refusal: str) -> None:
    round = a_round(opened=False)

    with pytest.raises(getattr(planning, refusal)):
        changed(round, RoundRules(**rules), at=NOW)


def test_an_earlier_round_is_another_one_of_the_same_edition() -> None:
    round, foreign = a_round(opened=False), a_round(opened=False)

    for earlier in (round, foreign):
        with pytest.raises(planning.WrongEarlierRound):
            changed(round, RoundRules(entry_rule="first_overall", earlier_round=earlier, entry_count=3), at=NOW)


def test_every_juror_may_score_every_project_whatever_number_is_wanted() -> None:
    round = a_round(opened=False)

    rules = RoundRules(is_read_by_all=True, evaluations_wanted=1, evaluations_minimum=4, is_blind=True, kind="pitch")
    planned = changed(round, rules, at=NOW)

    assert (planned.is_read_by_all, planned.evaluations_minimum, planned.is_blind, planned.kind) == (
        True,
        4,
        True,
        "pitch",
    )


def test_exactly_those_questions_are_hidden_that_are_named() -> None:
    round = a_round(opened=False)
    first, second, *_others = the_questionnaire(round.submission_phase)
    elsewhere = the_questionnaire(the_phase(a_competition(), "submission"))[0]

    changed(round, RoundRules(is_blind=True, hidden_questions=[first, second]), at=NOW)
    changed(round, RoundRules(is_blind=True, hidden_questions=[second]), at=NOW)

    assert [hidden.question for hidden in round.hides.all()] == [second]
    with pytest.raises(planning.HiddenFromElsewhere):
        changed(round, RoundRules(is_blind=True, hidden_questions=[elsewhere]), at=NOW)


@pytest.mark.parametrize(
    ("weight", "maximum", "refusal"), [(0, 2000, "WrongWeight"), (10_001, 2000, "WrongWeight"), (1, 0, "WrongScale")]
)
def test_a_criterion_has_a_weight_and_a_scale(weight: int, maximum: int, refusal: str) -> None:
    round = a_round(opened=False)

    with pytest.raises(getattr(planning, refusal)):
        a_criterion(round, key="new", weight=weight, maximum=maximum)


def test_a_place_among_those_that_part_ties_is_held_once() -> None:
    round = a_round(opened=False)
    by = an_organiser(round.competition)
    planning.add_criterion(round=round, plan=plan_of("first", 1, tie_place=1), by=by, at=NOW)

    with pytest.raises(planning.PlaceTaken):
        planning.add_criterion(round=round, plan=plan_of("second", 1, tie_place=1), by=by, at=NOW)


def test_levels_lie_on_the_scale_and_each_score_has_one() -> None:
    round = a_round(opened=False, levels={"impact": (800,)})
    by, criterion = an_organiser(round.competition), round.criteria.get(key="impact")

    for points in (2001, -1, 800):
        with pytest.raises(planning.LevelOutsideScale):
            planning.save_level(Level(criterion=criterion), points=points, words={"ar": "كلام"}, by=by, at=NOW)
    with pytest.raises(planning.LevelOutsideScale):
        planning.change_criterion(criterion, plan=plan_of("impact", 5000, maximum=700), by=by, at=NOW)


def test_once_the_audience_votes_its_window_only_gets_longer_here_too() -> None:
    round = a_pitch_round(entries=1, voted=True)
    over, later = VOTE_CLOSES + timedelta(minutes=3), VOTE_CLOSES + timedelta(hours=2)

    def moved(closes: datetime, **rules: Any) -> RoundRules:
        return RoundRules(kind=round.kind, audience_opens_at=VOTE_OPENS, audience_closes_at=closes, **rules)

    with pytest.raises(WindowStands):
        changed(round, moved(JUDGING))
    with pytest.raises(WindowStands):
        changed(round, moved(later), at=over)
    assert changed(round, moved(VOTE_CLOSES, pitch_minutes=5)).pitch_minutes == 5
    assert changed(round, moved(later)).audience_closes_at == later
