"""Who reads what: an organiser gives entries to jurors, and takes them back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.domain.outbox import queue
from competitions.refusals import Refusal
from judging.domain.conflicts import record_between
from judging.domain.records import keep
from judging.domain.relieving import relieve
from judging.domain.rounds import RoundNotOpen
from judging.messages import ASSIGNED
from judging.models import Assignment, Conflict, Entry, Evaluation, Round
from teams.domain.authority import require_organiser
from teams.models import Role, User


class ConflictOfInterest(Refusal):
    """The juror has a live conflict of interest with the team."""

    field = "juror"


class NotAJuror(Refusal):
    message = gettext_lazy("This person is not a juror of this edition. Appoint them first.")
    field = "juror"


class EntryExcluded(Refusal):
    message = gettext_lazy("This entry is excluded from the round. Admit it first.")
    field = "entry"


class RoundIsOver(Refusal):
    message = gettext_lazy("The jury’s time is over: nobody can be assigned any more.")


class EvaluationIsFinished(Refusal):
    message = gettext_lazy(
        "This juror has finished the evaluation, so it counts. Only a conflict of interest takes it out."
    )


def assign(*, entry: Entry, juror: User, by: User, at: datetime) -> Assignment:
    """Give `entry` to `juror`, who is told at most once a day and round. A live assignment is returned as it is.

    Raises OnlyOrganiser, RoundNotOpen, RoundIsOver, EntryExcluded, NotAJuror, ConflictOfInterest (with the kinds).
    """
    require_organiser(by, entry.round.competition)
    with transaction.atomic():
        round = Round.objects.locked(entry.round_id)
        juror = User.objects.locked(juror.pk)
        entry = Entry.objects.with_names().get(pk=entry.pk)
        require_can_be_judged(round, entry)
        if at >= round.phase.closes_at:
            raise RoundIsOver
        assignment, barred = give(round, entry, juror, by=by, at=at)
    # Raised after the commit, so that what was found stays recorded.
    if assignment is None:
        raise conflict_of_interest(juror, entry, barred)
    return assignment


def give(
    round: Round, entry: Entry, juror: User, *, by: User, at: datetime
) -> tuple[Assignment | None, list[Conflict]]:
    """Write down that `juror` judges `entry`, inside a verb that holds the rows of both and has asked for the right.

    Or None, and the conflicts that bar; what was found of them stays recorded if the transaction does.
    Raises NotAJuror.
    """
    _require_juror(juror, round, at=at)
    record_between(juror, entry.team, at=at)
    barred = list(Conflict.objects.barring().between(juror, entry.team).order_by("pk"))
    return (None, barred) if barred else (_give(round, entry, juror, by=by, at=at), [])


def unassign(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Take an entry back from a juror who has not finished it.

    Raises OnlyOrganiser, RoundIsOver, EvaluationIsFinished.
    """
    require_organiser(by, assignment.entry.round.competition)
    with transaction.atomic():
        round = Round.objects.locked(assignment.entry.round_id)
        if round.closed_at is not None:
            raise RoundIsOver
        live = Assignment.objects.live().locked(assignment.pk)
        if live is None:
            return assignment
        require_unfinished(live)
        relieve(live, because=Assignment.Closed.REASSIGNED, by=by, at=at)
    return live


def require_unfinished(assignment: Assignment) -> None:
    """Of an assignment that is locked. Raises EvaluationIsFinished."""
    # Read under the lock: what came with the lock may be from before the wait for it.
    if Evaluation.objects.filter(assignment=assignment, finished_at__isnull=False).exists():
        raise EvaluationIsFinished


def require_can_be_judged(round: Round, entry: Entry) -> None:
    """Raises RoundNotOpen before the projects have entered, RoundIsOver, EntryExcluded."""
    if round.collected_at is None:
        raise RoundNotOpen
    if round.closed_at is not None:
        raise RoundIsOver
    if not entry.is_admitted:
        raise EntryExcluded


def _require_juror(juror: User, round: Round, *, at: datetime) -> None:
    if not Role.objects.held_by(juror, round.competition).active(at=at).filter(kind=Role.Kind.JUROR).exists():
        raise NotAJuror


def _give(round: Round, entry: Entry, juror: User, *, by: User, at: datetime) -> Assignment:
    assignment = Assignment.objects.filter(entry=entry, juror=juror).first() or Assignment(entry=entry, juror=juror)
    if assignment.pk is not None and assignment.closed_at is None:
        return assignment
    assignment.assigned_by, assignment.assigned_at = by, at
    assignment.closed_at, assignment.closed_because = None, ""
    keep(assignment, by=by, at=at)
    _tell(assignment, round, at=at)
    return assignment


def _tell(assignment: Assignment, round: Round, *, at: datetime) -> None:
    context = {"competition": round.competition, "round": round}
    day = at.date().isoformat()
    key = f"{ASSIGNED.key}:{round.pk}:{assignment.juror_id}:{day}"
    queue(ASSIGNED, to=assignment.juror, context=context, at=at, dedupe_key=key)


def conflict_of_interest(juror: User, entry: Entry, barred: list[Conflict]) -> ConflictOfInterest:
    kinds = ", ".join(str(conflict.get_kind_display()) for conflict in barred)
    return ConflictOfInterest(
        _("%(juror)s cannot judge “%(title)s”, because of a conflict of interest: %(kinds)s.")
        % {"juror": juror.display_name, "title": entry.version.title, "kinds": kinds}
    )
