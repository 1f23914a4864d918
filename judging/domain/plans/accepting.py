"""Accepting a proposal: it becomes assignments, all of them or none, and each juror is told once.

A large one is written by a job, any other within the call; either way in one transaction.
"""

from collections.abc import Generator, Iterator
from datetime import datetime

from django.db import transaction
from django.utils import translation

from competitions.domain import jobs
from competitions.models import Competition, Job
from competitions.refusals import Refusal
from judging.domain.plans.changes import changes
from judging.domain.plans.giving import give_to_jurors
from judging.domain.plans.obstacles import Kind, Obstacle, ProposalOutdated
from judging.domain.plans.proposal import Proposal
from judging.domain.plans.proposing import require_none_being_accepted
from judging.domain.plans.swapping import locked, require_open
from judging.models import Plan, Round
from teams.domain.accompaniment import assign_mentor
from teams.domain.authority import require_organiser
from teams.models import Team, User

JOB = "judging.accept_plan"
STEPS = 100
# So many pairs are written in less than a second, more not inside a request. Mentors are appointed one by one.
AT_ONCE: dict[str, int] = {Plan.Purpose.JURORS: 2_000, Plan.Purpose.MENTORS: 50}


def accept(*, plan: Plan, by: User, at: datetime) -> Plan:
    """Let `plan` stand: what it has and nobody has yet is given, what it has not and nobody has begun is taken back.

    Up to `AT_ONCE` pairs it stands when this returns. More are left to a job, and until that has ended the plan is
    *being accepted*: it is not changed, and no other one of the round is accepted or made.
    Conflicts are looked for and checked again, with the rows of round and jurors held. Accepted once; a second time, or
    while it is being accepted, the plan is returned as it is.
    Raises OnlyOrganiser, PlanNotOpen, PlanBeingAccepted, RoundNotOpen, RoundIsOver, ProposalOutdated.
    """
    require_organiser(by, plan.competition)
    with transaction.atomic():
        round, plan = _held(plan)
        if plan.accepted_at is not None or plan.is_being_accepted:
            return plan
        require_open(plan)
        require_none_being_accepted(plan.rivals())
        if plan.result is not None and len(plan.result["pairs"]) > AT_ONCE[plan.purpose]:
            return _left_to_a_job(plan, by=by, at=at)
        obstacle = _to_the_end(_written(plan, round, by=by, at=at))
    # Raised after the commit, so that the conflicts that were found stay recorded.
    if obstacle:
        raise ProposalOutdated(obstacle.in_words())
    return plan


@jobs.runs(JOB)
def accept_by_job(job: Job, at: datetime) -> Iterator[int]:
    """Accept the job's plan in one transaction; yields how much of a hundred is done.

    Refused, it leaves the plan as open as before, with what forbade it. Begun again after its worker died, it finds
    nothing done or everything.
    """
    if obstacle := (yield from _accepted_unless(job, at)):
        left = Plan.objects.filter(pk=job.arguments["plan"], accepting=job, accepted_at=None)
        left.update(obstacle=obstacle.kept())


def _accepted_unless(job: Job, at: datetime) -> Generator[int, None, Obstacle | None]:
    plan = Plan.objects.select_related("competition").defer("inputs", "result").get(pk=job.arguments["plan"])
    by = User.objects.get(pk=job.requested_by_id or 0)
    try:
        require_organiser(by, plan.competition)
        with transaction.atomic():
            round, plan = _held(plan)
            # A failed job that somebody starts again may find a plan that others have gone on with.
            if plan.accepting_id != job.pk or plan.dropped_at or plan.revision != job.arguments["revision"]:
                return Obstacle(Kind.CHANGED)
            if plan.accepted_at is not None:
                return None
            return (yield from _written(plan, round, by=by, at=at))
    except Refusal as refusal:
        with translation.override(by.language):
            return Obstacle(Kind.REFUSED, said=str(refusal))


def _held(plan: Plan) -> tuple[Round | None, Plan]:
    """Whoever proposes, accepts or closes holds the round, or the edition of mentors; plans come after it."""
    if plan.round_id is None:
        Competition.objects.select_for_update(no_key=True).get(pk=plan.competition_id)
        return None, locked(plan)
    return Round.objects.locked(plan.round_id), locked(plan)


def _left_to_a_job(plan: Plan, *, by: User, at: datetime) -> Plan:
    arguments = {"plan": plan.pk, "revision": plan.revision}
    plan.accepting, plan.obstacle = jobs.start(JOB, arguments=arguments, by=by, at=at, total=STEPS), None
    plan.save(update_fields=["accepting", "obstacle"])
    return plan


def _written(plan: Plan, round: Round | None, *, by: User, at: datetime) -> Generator[int, None, Obstacle | None]:
    """Write what the plan says, or return what forbids it; yields how much of a hundred is done."""
    proposal = Proposal.of(plan)
    if round is not None:
        if obstacle := (yield from give_to_jurors(plan, round, proposal, by=by, at=at)):
            return obstacle
    else:
        yield from _give_to_mentors(plan, proposal, by=by, at=at)
    plan.accepted_at, plan.accepted_by, plan.obstacle = at, by, None
    plan.save(update_fields=["accepted_at", "accepted_by", "obstacle"])
    return None


def _give_to_mentors(plan: Plan, proposal: Proposal, *, by: User, at: datetime) -> Iterator[int]:
    """Let each proposed mentor accompany their team; both are told. The first refusal ends it."""
    given = changes(plan, proposal).given
    teams = Team.objects.in_bulk([team for team, _mentor in given])
    mentors = User.objects.in_bulk([mentor for _team, mentor in given])
    for done, (team, mentor) in enumerate(given):
        yield STEPS * done // len(given)
        assign_mentor(team=teams[team], mentor=mentors[mentor], by=by, at=at)


def _to_the_end(steps: Generator[int, None, Obstacle | None]) -> Obstacle | None:
    """All of it without a stop."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Obstacle | None = end.value
            return found
