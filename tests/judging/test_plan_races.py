"""Two who decide about who reads what at the same instant."""

import pytest

from competitions.models import Message
from judging.domain.assignment import assign
from judging.domain.conflicts import declare
from judging.domain.plans import accept, propose, swap
from judging.domain.plans.proposal import Proposal
from judging.domain.plans.swapping import PlanChangedMeanwhile
from judging.models import Assignment, Conflict, Plan
from tests.builders.judging import OPENING, an_organiser
from tests.harness.threads import at_once
from tests.judging.planning_cast import a_collected_round, a_plan, jurors_of

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_two_organisers_accept_one_plan_and_it_is_accepted_once() -> None:
    plan = a_plan(a_collected_round(entries=4, jurors=3, wanted=2))
    by = an_organiser(plan.competition)

    at_once(*[lambda: accept(plan=plan, by=by, at=OPENING)] * 3)

    assert Assignment.objects.live().count() == 8
    assert Message.objects.filter(kind="judging.assigned").count() == 3


def test_two_plans_accepted_at_once_leave_one_of_them_whole() -> None:
    round = a_collected_round(entries=4, jurors=4, wanted=1)
    plans = [a_plan(round, seed=seed) for seed in (1, 2)]
    by = an_organiser(round.competition)

    at_once(*[lambda plan=plan: accept(plan=plan, by=by, at=OPENING) for plan in plans])  # type: ignore[misc]

    live = set(Assignment.objects.live().values_list("entry", "juror"))
    assert live in [Proposal.of(plan).pairs for plan in plans]


@pytest.mark.parametrize("attempt", range(3))
def test_a_conflict_declared_while_a_plan_is_accepted_never_meets_an_assignment(attempt: int) -> None:
    plan = a_plan(a_collected_round(entries=2, jurors=3, wanted=2))
    by, juror = an_organiser(plan.competition), jurors_of(plan.round)[attempt]  # type: ignore[arg-type]
    team = plan.round.entries.first().team  # type: ignore[union-attr]

    at_once(
        lambda: accept(plan=plan, by=by, at=OPENING),
        lambda: declare(juror=juror, team=team, reason="قرابة", by=juror, at=OPENING),
    )

    assert Conflict.objects.barring().filter(juror=juror, team=team).exists()
    assert not Assignment.objects.live().filter(juror=juror, entry__project__team=team).exists()


def test_an_assignment_by_hand_while_a_plan_is_accepted_is_there_once() -> None:
    plan = a_plan(a_collected_round(entries=2, jurors=2, wanted=2))
    by, juror = an_organiser(plan.competition), jurors_of(plan.round)[0]  # type: ignore[arg-type]
    entry = plan.round.entries.first()  # type: ignore[union-attr]

    at_once(
        lambda: accept(plan=plan, by=by, at=OPENING),
        lambda: assign(entry=entry, juror=juror, by=by, at=OPENING),
    )

    assert Assignment.objects.live().count() == 4


def test_two_press_propose_and_one_plan_is_made() -> None:
    round = a_collected_round()
    by = an_organiser(round.competition)

    at_once(*[lambda: propose(round=round, by=by, at=OPENING)] * 3)

    assert Plan.objects.count() == 1


def test_of_two_changes_by_hand_one_is_told_to_look_again() -> None:
    plan = a_plan(a_collected_round(entries=2, jurors=4, wanted=1))
    by = an_organiser(plan.competition)
    (entry, out), _other = sorted(Proposal.of(plan).pairs)
    free = [juror.pk for juror in jurors_of(plan.round) if juror.pk != out]  # type: ignore[arg-type]

    found = at_once(
        *[
            lambda into=into: swap(plan=plan, project=entry, out=out, into=into, revision=0, by=by, at=OPENING)  # type: ignore[misc]
            for into in free[:2]
        ]
    )

    assert sum(isinstance(each, PlanChangedMeanwhile) for each in found) == 1
    plan.refresh_from_db()
    assert plan.revision == 1
