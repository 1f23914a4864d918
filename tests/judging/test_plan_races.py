"""Two who decide about who reads what at the same instant."""

from datetime import timedelta
from threading import Event
from typing import Any

import pytest

from competitions.domain import jobs
from competitions.domain.jobs import LEASE
from competitions.models import Job, Message
from judging.domain.assignment import assign
from judging.domain.conflicts import declare, record, record_automatic
from judging.domain.found_conflicts import Found
from judging.domain.plans import accept, accepting, giving, propose, put_aside, swap
from judging.domain.plans.proposal import Proposal
from judging.domain.plans.swapping import PlanBeingAccepted, PlanChangedMeanwhile, PlanNotOpen
from judging.models import Assignment, Conflict, Plan
from teams.models import User
from tests.builders.judging import OPENING, an_organiser
from tests.harness.threads import at_once, until_somebody_waits
from tests.judging.planning_cast import a_collected_round, a_plan, jurors_of, pairs, standing

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


def test_whoever_records_conflicts_of_several_jurors_waits_for_a_plan_and_it_for_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    round = a_collected_round(entries=1, jurors=2, wanted=1)
    team, (first, second) = round.entries.get().team, jurors_of(round)
    User.objects.filter(pk=first.pk).update(department=team.captain.department)
    plan, by = a_plan(round), an_organiser(round.competition)
    both = [Found(juror.pk, team.pk, Conflict.Kind.DECLARED) for juror in (first, second)]
    holding, real = Event(), record_automatic

    def wait(*about: Any, **how: Any) -> int:
        holding.set()
        until_somebody_waits()
        return real(*about, **how)

    monkeypatch.setattr("judging.domain.plans.giving.record_automatic", wait)
    at_once(
        lambda: accept(plan=plan, by=by, at=OPENING),
        lambda: holding.wait(timeout=20) and record(both, by=by, at=OPENING),
    )

    assert Plan.objects.get(pk=plan.pk).accepted_at == OPENING
    assert Conflict.objects.barring().filter(juror=second, team=team).exists()
    assert not Assignment.objects.live().exists()


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


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every proposal counts as large, and a batch is two rows."""
    monkeypatch.setattr(accepting, "AT_ONCE", dict.fromkeys(Plan.Purpose.values, 0))
    monkeypatch.setattr(giving, "PER_STEP", 2)


def _work(plan: Plan, *, at: Any = OPENING) -> None:
    """As a worker does that has heard of the plan's job."""
    job = Plan.objects.values_list("accepting", flat=True).get(pk=plan.pk)
    jobs.run(job, clock=lambda: at)


@pytest.mark.usefixtures("large")
def test_many_press_accept_and_there_is_one_job() -> None:
    plan = a_plan(a_collected_round(entries=4, jurors=3, wanted=2))
    by = an_organiser(plan.competition)

    at_once(*[lambda: accept(plan=plan, by=by, at=OPENING)] * 3)

    assert Job.objects.of_kind(accepting.JOB).count() == 1


@pytest.mark.usefixtures("large")
def test_of_two_plans_pressed_at_once_one_is_being_accepted_and_the_other_is_refused() -> None:
    round = a_collected_round(entries=4, jurors=4, wanted=1)
    plans = [a_plan(round, seed=seed) for seed in (1, 2)]
    by = an_organiser(round.competition)

    found = at_once(*[lambda plan=plan: accept(plan=plan, by=by, at=OPENING) for plan in plans])  # type: ignore[misc]

    assert sum(isinstance(each, PlanBeingAccepted) for each in found) == 1
    assert Plan.objects.being_accepted().count() == 1


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("attempt", range(3))
def test_a_change_by_hand_at_the_instant_of_accepting_is_in_it_or_refused(attempt: int) -> None:
    plan = a_plan(a_collected_round(entries=2, jurors=4, wanted=1))
    by = an_organiser(plan.competition)
    (entry, out), _other = sorted(pairs(plan))

    at_once(
        lambda: accept(plan=plan, by=by, at=OPENING),
        lambda: swap(plan=plan, project=entry, out=out, into=None, revision=0, by=by, at=OPENING),
    )
    _work(plan)

    plan.refresh_from_db()
    assert plan.accepted_at == OPENING
    assert standing(plan.round) == pairs(plan)  # type: ignore[arg-type]


@pytest.mark.usefixtures("large")
def test_putting_aside_while_two_workers_accept_it_comes_too_late() -> None:
    plan = a_plan(a_collected_round(entries=4, jurors=3, wanted=2))
    by = an_organiser(plan.competition)
    accept(plan=plan, by=by, at=OPENING)

    found = at_once(
        lambda: _work(plan),
        lambda: _work(plan, at=OPENING + LEASE + timedelta(seconds=1)),  # it takes the other one for dead
        lambda: put_aside(plan=plan, by=by, at=OPENING),
    )

    plan.refresh_from_db()
    assert isinstance(found[2], PlanBeingAccepted | PlanNotOpen)
    assert (plan.accepted_at is not None, plan.dropped_at) == (True, None)
    assert Assignment.objects.live().count() == len(pairs(plan))
    assert Message.objects.filter(kind="judging.assigned").count() == 3


@pytest.mark.usefixtures("large")
def test_a_conflict_declared_while_a_job_accepts_never_meets_an_assignment() -> None:
    plan = a_plan(a_collected_round(entries=2, jurors=3, wanted=2))
    by, juror = an_organiser(plan.competition), jurors_of(plan.round)[0]  # type: ignore[arg-type]
    team = plan.round.entries.first().team  # type: ignore[union-attr]
    accept(plan=plan, by=by, at=OPENING)

    at_once(lambda: _work(plan), lambda: declare(juror=juror, team=team, reason="قرابة", by=juror, at=OPENING))

    assert Conflict.objects.barring().filter(juror=juror, team=team).exists()
    assert not Assignment.objects.live().filter(juror=juror, entry__project__team=team).exists()


@pytest.mark.usefixtures("large")
def test_how_far_it_is_can_be_seen_while_nothing_of_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = a_plan(a_collected_round(entries=4, jurors=3, wanted=2))
    accept(plan=plan, by=an_organiser(plan.competition), at=OPENING)
    written, looked = Event(), Event()
    real, seen = giving._tell, []

    def wait(*about: Any, **how: Any) -> None:
        written.set()
        assert looked.wait(timeout=20)
        real(*about, **how)

    def look() -> None:
        assert written.wait(timeout=20)
        seen.append((Job.objects.get(kind=accepting.JOB).done, Assignment.objects.count()))
        looked.set()

    monkeypatch.setattr(giving, "_tell", wait)
    at_once(lambda: _work(plan), look)

    assert seen == [(99, 0)]
    assert Assignment.objects.live().count() == 8
