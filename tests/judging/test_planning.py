"""A round is planned: phases, criteria, weights, levels, until it is open."""

import pytest

from judging.domain import planning
from judging.models import Level
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.judging import (
    JUDGING,
    a_criterion,
    a_round,
    an_organiser,
)

pytestmark = pytest.mark.django_db


def test_the_rules_of_an_open_round_are_fixed() -> None:
    round = a_round(levels={"impact": (0, 1000, 2000)})
    by, criterion = an_organiser(round.competition), round.criteria.get(key="impact")
    plan = planning.CriterionPlan(key="impact", name={"ar": "الأثر"}, weight=1)

    with pytest.raises(planning.RoundAlreadyOpen):
        planning.change_criterion(criterion, plan=plan, by=by, at=JUDGING)
    with pytest.raises(planning.RoundAlreadyOpen):
        planning.add_criterion(round=round, plan=plan, by=by, at=JUDGING)
    with pytest.raises(planning.RoundAlreadyOpen):
        planning.remove_criterion(criterion, by=by, at=JUDGING)
    with pytest.raises(planning.RoundAlreadyOpen):
        planning.save_level(Level(criterion=criterion), points=500, words={"ar": "كلام"}, by=by, at=JUDGING)
    with pytest.raises(planning.RoundAlreadyOpen):
        planning.remove_level(criterion.levels.first(), by=by, at=JUDGING)
    with pytest.raises(planning.RoundAlreadyOpen):
        planning.change_round(
            round,
            phase=round.phase,
            submission_phase=round.submission_phase,
            name={"ar": "دور"},
            evaluations_minimum=3,
            by=by,
            at=JUDGING,
        )


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
    ("weight", "maximum", "refusal"), [(0, 2000, "WrongWeight"), (10_001, 2000, "WrongWeight"), (1, 0, "WrongScale")]
)
def test_a_criterion_has_a_weight_and_a_scale(weight: int, maximum: int, refusal: str) -> None:
    round = a_round(opened=False)

    with pytest.raises(getattr(planning, refusal)):
        a_criterion(round, key="new", weight=weight, maximum=maximum)


def test_levels_lie_on_the_scale_and_each_score_has_one() -> None:
    round = a_round(opened=False, levels={"impact": (800,)})
    by, criterion = an_organiser(round.competition), round.criteria.get(key="impact")

    for points in (2001, -1, 800):
        with pytest.raises(planning.LevelOutsideScale):
            planning.save_level(Level(criterion=criterion), points=points, words={"ar": "كلام"}, by=by, at=NOW)
    plan = planning.CriterionPlan(key="impact", name={"ar": "الأثر"}, weight=5000, maximum=700)
    with pytest.raises(planning.LevelOutsideScale):
        planning.change_criterion(criterion, plan=plan, by=by, at=NOW)
