"""Who reads what in the demonstration: a plan is proposed, solved as the worker solves it, and accepted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from competitions.domain import jobs
from judging.domain.plans import accept, propose, swap
from judging.domain.plans.proposal import Proposal
from judging.models import Assignment, Entry, Plan, Round
from teams.models import User

SEED = 2026  # so that it is the same whenever it is built


def assign_by_plan(round: Round, *, left_alone: Sequence[Entry] = (), by: User, at: datetime) -> list[Assignment]:
    """Let the plan of `round` stand, without jurors for the entries `left_alone`: `by` takes them out by hand."""
    plan = propose(round=round, by=by, at=at, seed=SEED)
    assert plan.job_id is not None
    jobs.run(plan.job_id, clock=lambda: at)
    plan.refresh_from_db()
    later = at + timedelta(minutes=10)
    for entry in left_alone:
        plan = _without_jurors(plan, entry, by=by, at=later)
    accept(plan=plan, by=by, at=later)
    return list(Assignment.objects.filter(plan=plan).select_related("entry__project__team", "juror").order_by("pk"))


def _without_jurors(plan: Plan, entry: Entry, *, by: User, at: datetime) -> Plan:
    proposal = Proposal.of(plan)
    for seat in proposal.read_by[proposal.places[entry.pk]]:
        juror = proposal.people[seat]["id"]
        plan = swap(plan=plan, project=entry.pk, out=juror, into=None, revision=plan.revision, by=by, at=at)
    return plan
