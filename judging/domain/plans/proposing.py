"""Having a plan proposed: the state of the round is written down, and a job solves it from there and from the seed."""

import secrets
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.domain import jobs
from competitions.models import Competition, Job
from competitions.refusals import Refusal
from judging.domain.assignment import RoundIsOver
from judging.domain.canonical_form import canonical, fingerprint
from judging.domain.conflicts import record_automatic
from judging.domain.plans.inputs import inputs_of
from judging.domain.plans.mentors import mentor_inputs
from judging.domain.plans.swapping import PlanBeingAccepted
from judging.domain.rounds import RoundNotOpen
from judging.models import Plan, Round
from judging.models.plan import PlanQuerySet
from teams.domain.authority import require_organiser
from teams.models import User

JOB = "judging.plan"
STEPS = 100
SEEDS = 2**32


class NobodyToAssign(Refusal):
    message = _("There is no juror of this edition who could be given a project. Invite jurors first.")


class NobodyToAccompany(Refusal):
    message = _("Every confirmed team has a mentor, or the edition has no mentor. Appoint mentors first.")


class NothingToAssign(Refusal):
    message = _("No project is in this round. Let the projects enter it first.")


class PlanUnderWay(Refusal):
    message = _("Another proposal for this round is being computed. Wait a little, then ask for this one.")


def propose(
    *,
    round: Round,
    by: User,
    at: datetime,
    keep: bool = False,
    seed: int | None = None,
    without: Collection[int] = (),
) -> Plan:
    """Have a job propose who reads what in `round`; nothing is decided by it.

    What somebody has begun and what was given by hand stands. With `keep` as little as possible changes of the rest.
    `without` are jurors who give back what they have not finished. The same state and seed give the same proposal.
    While one is being computed, that one is returned.
    Raises OnlyOrganiser, RoundNotOpen, RoundIsOver, PlanUnderWay, PlanBeingAccepted, NothingToAssign, NobodyToAssign.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        require_assignable(round, at=at)
        if running := _running(Plan.objects.filter(round=round)):
            if running.inputs["without"] != sorted(set(without)):
                raise PlanUnderWay
            return running
        require_none_being_accepted(Plan.objects.filter(round=round))
        # The newest conflicts are in the snapshot, or the solver would propose what nobody may accept.
        record_automatic(round, at=at)
        inputs = inputs_of(round, keep=keep, without=set(without), at=at)
        if not inputs["projects"]:
            raise NothingToAssign
        if not any(person["free"] for person in inputs["people"]):
            raise NobodyToAssign
        return _plan(round.competition, inputs, round=round, seed=seed, by=by, at=at)


def replace(*, round: Round, juror: User, by: User, at: datetime) -> Plan:
    """Have a job propose who takes over what `juror` has not finished in `round`, with the fewest changes for others.

    Raises as `propose`.
    """
    return propose(round=round, by=by, at=at, keep=True, without={juror.pk})


def propose_mentors(*, competition: Competition, by: User, at: datetime, seed: int | None = None) -> Plan:
    """Have a job propose who accompanies the teams that nobody accompanies.

    Raises OnlyOrganiser, PlanBeingAccepted, NobodyToAccompany.
    """
    require_organiser(by, competition)
    with transaction.atomic():
        Competition.objects.select_for_update(no_key=True).get(pk=competition.pk)
        if running := _running(Plan.objects.filter(competition=competition, purpose=Plan.Purpose.MENTORS)):
            return running
        require_none_being_accepted(Plan.objects.filter(competition=competition, purpose=Plan.Purpose.MENTORS))
        inputs = mentor_inputs(competition, at=at)
        if not inputs["people"] or len({place for place, _seat in inputs["fixed"]}) == len(inputs["projects"]):
            raise NobodyToAccompany
        return _plan(competition, inputs, round=None, seed=seed, by=by, at=at)


def require_none_being_accepted(plans: PlanQuerySet) -> None:
    """What one of them is about to change, no other may be made from or put in its place. Raises PlanBeingAccepted."""
    if plans.being_accepted().exists():
        raise PlanBeingAccepted


def require_assignable(round: Round, *, at: datetime) -> None:
    """Raises RoundNotOpen before the projects have entered, RoundIsOver."""
    if round.collected_at is None:
        raise RoundNotOpen
    if round.closed_at is not None or at >= round.phase.closes_at:
        raise RoundIsOver


@jobs.runs(JOB)
def solve_plan(job: Job, at: datetime) -> Iterator[int]:
    """Solve the job's plan; yields how much of a hundred is done. Begun again, it comes to the same answer."""
    # Only the worker carries the solver and numpy: the web process must not.
    from judging.matching.plan import Solving  # noqa: PLC0415

    plan = Plan.objects.get(pk=job.arguments["plan"])
    if plan.solved_at is not None or plan.dropped_at is not None:
        return
    solving = Solving(plan.inputs, plan.seed)
    yield from solving.steps()
    # Somebody may have put it aside meanwhile.
    open_plan = Plan.objects.filter(pk=plan.pk, solved_at=None, dropped_at=None)
    open_plan.update(result=solving.result, solved_at=at)


def _running(plans: Any) -> Plan | None:
    """The plan that a job is at."""
    unsolved = plans.filter(solved_at=None, dropped_at=None, job__failed_at=None)
    found: Plan | None = unsolved.order_by("-pk").first()
    return found


def _plan(
    competition: Competition, inputs: dict[str, Any], *, round: Round | None, seed: int | None, by: User, at: datetime
) -> Plan:
    plan = Plan.objects.create(
        competition=competition,
        purpose=Plan.Purpose.JURORS if round else Plan.Purpose.MENTORS,
        round=round,
        seed=secrets.randbelow(SEEDS) if seed is None else seed,
        inputs=inputs,
        inputs_sha256=fingerprint(canonical(inputs)),
        made_by=by,
        made_at=at,
    )
    plan.job = jobs.start(JOB, arguments={"plan": plan.pk}, by=by, at=at, total=STEPS)
    plan.save(update_fields=["job"])
    return plan
