"""Accepting a proposal: it becomes assignments, all of them or none, and each juror is told once."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from competitions.domain.outbox import queue_many
from competitions.refusals import Refusal
from judging.domain.conflicts import record_automatic
from judging.domain.plans.changes import Changes, changes
from judging.domain.plans.proposal import Proposal
from judging.domain.plans.proposing import require_assignable
from judging.domain.plans.swapping import PlanNotOpen, locked
from judging.messages import ASSIGNED
from judging.models import Assignment, Conflict, Entry, Plan, Round
from teams.domain.accompaniment import assign_mentor
from teams.domain.authority import require_organiser
from teams.models import Role, Team, User

PER_STEP = 500  # rows of one statement


class ProposalOutdated(Refusal):
    """Something has happened since the proposal was made that it does not know of."""

    message = gettext_lazy("The proposal no longer fits. Have a new one made; keep what stands in it.")


def accept(*, plan: Plan, by: User, at: datetime) -> Plan:
    """Let `plan` stand: what it has and nobody has yet is given, what it has not and nobody has begun is taken back.

    Conflicts are looked for and checked again, with the rows of round and jurors held. Accepted once; a second time the
    plan is returned as it is. Raises OnlyOrganiser, PlanNotOpen, RoundNotOpen, RoundIsOver, ProposalOutdated.
    """
    require_organiser(by, plan.competition)
    with transaction.atomic():
        # Whoever proposes, accepts or closes holds the round; plans come after it.
        round = Round.objects.locked(plan.round_id) if plan.round_id is not None else None
        plan = locked(plan)
        if plan.accepted_at is not None:
            return plan
        if plan.solved_at is None or plan.dropped_at is not None:
            raise PlanNotOpen
        proposal = Proposal.of(plan)
        reason = (
            _accept_jurors(plan, round, proposal, by=by, at=at) if round else _accept_mentors(plan, proposal, by, at)
        )
        if not reason:
            plan.accepted_at, plan.accepted_by = at, by
            plan.save(update_fields=["accepted_at", "accepted_by"])
    # Raised after the commit, so that the conflicts that were found stay recorded.
    if reason:
        raise ProposalOutdated(reason)
    return plan


def _accept_jurors(plan: Plan, round: Round, proposal: Proposal, *, by: User, at: datetime) -> str:
    """Write the assignments, or say why they cannot be."""
    require_assignable(round, at=at)
    found = changes(plan, proposal)
    people = {juror for _entry, juror in found.given} | {each.juror_id for each in found.taken}
    # Whoever records a conflict holds the juror's row, and whoever begins an evaluation the assignment's.
    list(User.objects.filter(pk__in=people).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    taken = Assignment.objects.filter(pk__in=[each.pk for each in found.taken]).order_by("pk")
    list(taken.select_for_update(no_key=True).values_list("pk"))
    record_automatic(round, at=at)
    found = changes(plan, proposal)
    if reason := _why_not(round, found, at=at):
        return reason
    _take(found.taken, by=by, at=at)
    _give(plan, found.given, by=by, at=at)
    _tell(round, {juror for _entry, juror in found.given}, by=by, at=at)
    return ""


def _why_not(round: Round, found: Changes, *, at: datetime) -> str:
    """What the proposal does not know of, in a sentence; "" if there is nothing."""
    admitted = dict(Entry.objects.admitted().filter(round=round).values_list("pk", "project__team"))
    jurors = {juror for _entry, juror in found.given}
    roles = Role.objects.filter(competition=round.competition, kind=Role.Kind.JUROR, person__in=jurors).active(at=at)
    active = set(roles.values_list("person_id", flat=True))
    barring = Conflict.objects.barring().filter(juror__in=jurors, team__in=admitted.values())
    barred = set(barring.values_list("team_id", "juror_id"))
    if gone := {entry for entry, _juror in found.given} - set(admitted):
        words = ngettext(
            "%(count)d project of the proposal is no longer in the round.",
            "%(count)d projects of the proposal are no longer in the round.",
            len(gone),
        )
        return _outdated(words % {"count": len(gone)})
    if left := jurors - active:
        return _outdated(_("No juror any more: %(names)s.") % {"names": _names(left)})
    met = {juror for entry, juror in found.given if (admitted[entry], juror) in barred}
    if met:
        return _outdated(_("A conflict of interest has come up for %(names)s.") % {"names": _names(met)})
    return ""


def _outdated(reason: str) -> str:
    return f"{reason} {ProposalOutdated.message}"


def _names(people: Collection[int]) -> str:
    names = [person.display_name for person in User.objects.filter(pk__in=people).order_by("pk")[:5]]
    return _(", ").join(names)


def _take(taken: Collection[Assignment], *, by: User, at: datetime) -> None:
    for each in taken:
        each.closed_at, each.closed_because = at, Assignment.Closed.REASSIGNED
    _update(list(taken), ["closed_at", "closed_because"], by=by, at=at)


def _give(plan: Plan, given: Collection[tuple[int, int]], *, by: User, at: datetime) -> None:
    """Rows for the new pairs; one that was closed before is opened again."""
    wanted = set(given)
    closed = Assignment.objects.filter(entry__in={entry for entry, _juror in given}).exclude(closed_at=None)
    again = [each for each in closed.order_by("pk") if (each.entry_id, each.juror_id) in wanted]
    for each in again:
        each.closed_at, each.closed_because = None, ""
        each.assigned_by, each.assigned_at, each.plan = by, at, plan
    _update(again, ["closed_at", "closed_because", "assigned_by", "assigned_at", "plan"], by=by, at=at)
    known = {(each.entry_id, each.juror_id) for each in again}
    new = [
        Assignment(entry_id=entry, juror_id=juror, assigned_by=by, assigned_at=at, plan=plan)
        for entry, juror in given
        if (entry, juror) not in known
    ]
    bulk_create_with_history(new, Assignment, batch_size=PER_STEP, default_user=by, default_date=at)


def _update(rows: list[Assignment], fields: list[str], *, by: User, at: datetime) -> None:
    if rows:
        bulk_update_with_history(rows, Assignment, fields, batch_size=PER_STEP, default_user=by, default_date=at)


def _tell(round: Round, jurors: Collection[int], *, by: User, at: datetime) -> None:
    people = User.objects.filter(pk__in=jurors).order_by("pk")
    context = {"competition": round.competition, "round": round}
    queue_many(ASSIGNED, to=people, context=context, by=by, at=at, competition=round.competition)


def _accept_mentors(plan: Plan, proposal: Proposal, by: User, at: datetime) -> str:
    """Let each proposed mentor accompany their team; both are told. The first refusal ends it."""
    given = changes(plan, proposal).given
    teams = Team.objects.in_bulk([team for team, _mentor in given])
    mentors = User.objects.in_bulk([mentor for _team, mentor in given])
    for team, mentor in given:
        assign_mentor(team=teams[team], mentor=mentors[mentor], by=by, at=at)
    return ""
