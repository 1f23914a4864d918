"""More time for one juror in a round, which the president gives without seeing a point."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy

from competitions.domain.calendar import end_of
from competitions.domain.outbox import queue
from competitions.refusals import Refusal
from judging.domain.authority import require_president
from judging.messages import EXTENDED
from judging.models import Assignment, Extension, Round
from teams.models import User


class RoundNotRunning(Refusal):
    message = gettext_lazy("More time is given while the round is open.")


class NothingOwed(Refusal):
    message = gettext_lazy("This juror has no unfinished evaluation in this round.")
    field = "juror"


class EndNotLater(Refusal):
    message = gettext_lazy("Choose a moment to come, later than the end that this juror has now.")
    field = "until"


class ExtensionReasonMissing(Refusal):
    message = gettext_lazy("Say why this juror gets more time: the reason is part of the record.")
    field = "reason"


def end_for(round: Round, juror: User) -> datetime | None:
    """The later end that the juror has been given in `round`; None where there is none."""
    last: datetime | None = Extension.objects.filter(round=round, juror=juror).aggregate(last=Max("until"))["last"]
    return last


def last_end(round: Round) -> datetime | None:
    """The latest end that any juror has been given in `round`."""
    last: datetime | None = Extension.objects.filter(round=round).aggregate(last=Max("until"))["last"]
    return last


def ends_in(round: Round) -> dict[int, datetime]:
    """The later ends in `round`, by juror."""
    rows = Extension.objects.filter(round=round).order_by().values_list("juror").annotate(last=Max("until"))
    return dict(rows)


def extend(*, round: Round, juror: User, until: datetime, reason: str, by: User, at: datetime) -> Extension:
    """Let `juror` work in `round` until `until`, the first instant that is late; they are told.

    The round stays sealed and open until then.
    Raises OnlyPresident, ExtensionReasonMissing, RoundNotRunning, NothingOwed, EndNotLater.
    """
    require_president(by, round.competition)
    with transaction.atomic():
        # Whoever closes the round holds it.
        round = Round.objects.locked(round.pk)
        owed = Assignment.objects.owed().of(juror).filter(entry__round=round)
        if round.opened_at is not None and not owed.exists():
            raise NothingOwed
        return grant(round, juror, until=until, reason=reason, by=by, at=at)


def grant(round: Round, juror: User, *, until: datetime, reason: str, by: User, at: datetime) -> Extension:
    """Write it down and tell the juror, inside a verb that holds the round and has asked for the right.

    Raises ExtensionReasonMissing, RoundNotRunning, EndNotLater.
    """
    if not reason.strip():
        raise ExtensionReasonMissing
    if round.opened_at is None or round.closed_at is not None:
        raise RoundNotRunning
    if until <= max(at, end_of(round.phase, until=end_for(round, juror))):
        raise EndNotLater
    extension = Extension.objects.create(
        round=round, juror=juror, until=until, reason=reason.strip(), granted_by=by, granted_at=at
    )
    queue(EXTENDED, to=juror, context={"competition": round.competition, "round": round, "until": until}, at=at)
    return extension
