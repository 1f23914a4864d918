"""A project given to another juror when the time of the jury is over."""

from datetime import datetime

from django.db import transaction

from judging.domain.assignment import conflict_of_interest, give, require_can_be_judged, require_unfinished
from judging.domain.authority import require_president
from judging.domain.extensions import NothingOwed, grant
from judging.domain.relieving import relieve
from judging.models import Assignment, Conflict, Entry, Round
from teams.models import Role, User


def give_late(
    *,
    entry: Entry,
    juror: User,
    until: datetime,
    reason: str,
    instead_of: Assignment | None = None,
    by: User,
    at: datetime,
) -> Assignment:
    """Give `entry` to `juror`, who has until `until` for it and is told; taken from the juror of `instead_of`.

    What that one wrote stays and does not count.
    Raises OnlyPresident, NothingOwed, RoundNotOpen, RoundIsOver, EntryExcluded, EvaluationIsFinished, NotAJuror,
    ConflictOfInterest, and as `extensions.grant`.
    """
    require_president(by, entry.round.competition)
    with transaction.atomic():
        round = Round.objects.locked(entry.round_id)
        juror = User.objects.locked(juror.pk)
        entry = Entry.objects.with_names().get(pk=entry.pk)
        require_can_be_judged(round, entry)
        replaced = _to_replace(instead_of, entry) if instead_of is not None else None
        given, barred = give(round, entry, juror, by=by, at=at)
        if given is not None:
            if replaced is not None:
                relieve(replaced, because=Assignment.Closed.REASSIGNED, by=by, at=at)
            grant(round, juror, until=until, reason=reason, by=by, at=at)
    # Raised after the commit, so that the conflict that was found stays recorded.
    if given is None:
        raise conflict_of_interest(juror, entry, barred)
    return given


def free_jurors(entry: Entry, *, at: datetime) -> list[User]:
    """The jurors of the edition who do not read `entry` and have no conflict with its team, by name."""
    roles = Role.objects.filter(competition=entry.round.competition, kind=Role.Kind.JUROR).active(at=at)
    reading = Assignment.objects.live().filter(entry=entry)
    barred = Conflict.objects.barring().filter(team=entry.team)
    people = User.objects.filter(pk__in=roles.values("person"), is_active=True)
    free = people.exclude(pk__in=reading.values("juror")).exclude(pk__in=barred.values("juror"))
    return list(free.order_by("name_latin_key", "pk"))


def _to_replace(assignment: Assignment, entry: Entry) -> Assignment:
    live = Assignment.objects.live().filter(entry=entry).locked(assignment.pk)
    if live is None:
        raise NothingOwed
    require_unfinished(live)
    return live
