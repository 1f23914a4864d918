"""What an accepted proposal writes for the jurors of a round, in batches, and what forbids it."""

from collections.abc import Collection, Generator, Iterator, Sequence
from datetime import datetime
from typing import Any

from simple_history.utils import bulk_create_with_history

from competitions.domain.outbox import queue_many
from judging.domain.conflicts import jury_of, record_automatic
from judging.domain.plans.changes import Changes, changes
from judging.domain.plans.obstacles import Kind, Obstacle, of_people
from judging.domain.plans.proposal import Proposal
from judging.domain.plans.proposing import require_assignable
from judging.messages import ASSIGNED
from judging.models import Assignment, Conflict, Entry, Plan, Round
from teams.models import Role, User

PER_STEP = 500  # rows of one statement
# How much of a hundred is done once everything is looked at, and only the writing is left.
LOOKED_AT = 20


def give_to_jurors(
    plan: Plan, round: Round, proposal: Proposal, *, by: User, at: datetime
) -> Generator[int, None, Obstacle | None]:
    """Write the assignments, or return what forbids it; yields how much of a hundred is done.

    Raises RoundNotOpen, RoundIsOver.
    """
    require_assignable(round, at=at)
    yield 1
    found = changes(plan, proposal)
    people = {juror for _entry, juror in found.given} | {each.juror_id for each in found.taken}
    # Whoever records a conflict holds the juror's row, and whoever begins an evaluation the assignment's. The rest of
    # the jury is held along with them, in one order: looking for conflicts would take them one after the other.
    people |= {juror.pk for juror in jury_of(round.competition.pk, at=at)}
    list(User.objects.filter(pk__in=people).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    taken = Assignment.objects.filter(pk__in=[each.pk for each in found.taken]).order_by("pk")
    list(taken.select_for_update(no_key=True).values_list("pk"))
    yield LOOKED_AT // 4
    record_automatic(round, at=at)
    yield LOOKED_AT // 2
    found = changes(plan, proposal)
    if obstacle := _obstacle(round, found, at=at):
        return obstacle
    yield LOOKED_AT
    rows, written = max(len(found.taken) + len(found.given), 1), 0
    for number in _rows_written(plan, round, found, by=by, at=at):
        written += number
        yield LOOKED_AT + (99 - LOOKED_AT) * written // rows
    _tell(round, {juror for _entry, juror in found.given}, by=by, at=at)
    return None


def _obstacle(round: Round, found: Changes, *, at: datetime) -> Obstacle | None:
    """What the proposal does not know of."""
    admitted = dict(Entry.objects.admitted().filter(round=round).values_list("pk", "project__team"))
    jurors = {juror for _entry, juror in found.given}
    roles = Role.objects.filter(competition=round.competition, kind=Role.Kind.JUROR, person__in=jurors).active(at=at)
    active = set(roles.values_list("person_id", flat=True))
    teams = Entry.objects.filter(round=round).values("project__team")
    barring = Conflict.objects.barring().filter(juror__in=jurors, team__in=teams)
    barred = set(barring.values_list("team_id", "juror_id"))
    if gone := {entry for entry, _juror in found.given} - set(admitted):
        return Obstacle(Kind.PROJECTS_GONE, len(gone))
    if left := jurors - active:
        return of_people(Kind.JURORS_GONE, left)
    if met := {juror for entry, juror in found.given if (admitted[entry], juror) in barred}:
        return of_people(Kind.CONFLICT, met)
    return None


def _rows_written(plan: Plan, round: Round, found: Changes, *, by: User, at: datetime) -> Iterator[int]:
    """Write what is taken back, opened again and given anew; yields how many rows each batch had.

    Two statements a batch: the rows, then what their history says of them.
    """
    again, new = _again_and_new(round, found.given)
    back = {"closed_at": at, "closed_because": Assignment.Closed.REASSIGNED}
    given = {"closed_at": None, "closed_because": "", "assigned_by": by, "assigned_at": at, "plan": plan}
    for rows, facts in ((found.taken, back), (again, given)):
        for batch in _batches(rows):
            _change(batch, facts, by=by, at=at)
            yield len(batch)
    for pairs in _batches(new):
        made = [
            Assignment(entry_id=entry, juror_id=juror, assigned_by=by, assigned_at=at, plan=plan)
            for entry, juror in pairs
        ]
        bulk_create_with_history(made, Assignment, batch_size=PER_STEP, default_user=by, default_date=at)
        yield len(made)


def _again_and_new(round: Round, given: Collection[tuple[int, int]]) -> tuple[list[Assignment], list[tuple[int, int]]]:
    """The rows of pairs that were closed before, and the pairs that have no row."""
    wanted = set(given)
    closed = Assignment.objects.filter(entry__round=round).exclude(closed_at=None).order_by("pk")
    again = [each for each in closed if (each.entry_id, each.juror_id) in wanted]
    known = {(each.entry_id, each.juror_id) for each in again}
    return again, [pair for pair in given if pair not in known]


def _change(batch: Sequence[Assignment], facts: dict[str, Any], *, by: User, at: datetime) -> None:
    """The same for all of them."""
    Assignment.objects.filter(pk__in=[each.pk for each in batch]).update(**facts)
    for each in batch:
        for name, value in facts.items():
            setattr(each, name, value)
    Assignment.history.bulk_history_create(batch, batch_size=PER_STEP, update=True, default_user=by, default_date=at)


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), PER_STEP):
        yield rows[start : start + PER_STEP]


def _tell(round: Round, jurors: Collection[int], *, by: User, at: datetime) -> None:
    people = User.objects.filter(pk__in=jurors).order_by("pk")
    context = {"competition": round.competition, "round": round}
    queue_many(ASSIGNED, to=people, context=context, by=by, at=at, competition=round.competition)
