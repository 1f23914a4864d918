"""Who takes part in the deliberation: the quorum counts them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from judging.domain.deliberating.sitting import NotOfThisJury, in_session, jurors_of
from judging.models import Attendance, Deliberation, Round
from teams.models import User


def attend(*, round: Round, jurors: Iterable[User], by: User, at: datetime) -> int:
    """Record that these jurors take part; return how many are new.

    A juror says it of themselves, the president or the deputy of everybody. Who came stays.
    Raises NotOfThisJury, NotDeliberating, DeliberationOver.
    """
    coming = {juror.pk for juror in jurors}
    if coming != {by.pk} and not by.has_perm("judging.preside", round.competition):
        raise NotOfThisJury
    with transaction.atomic():
        deliberation = in_session(round)
        if coming - set(jurors_of(round, at=at).values_list("pk", flat=True)):
            raise NotOfThisJury
        return record(deliberation, coming, at=at)


def record(deliberation: Deliberation, coming: set[int], *, at: datetime) -> int:
    """Write the attendances that are not there yet."""
    known = set(deliberation.attendances.values_list("juror", flat=True))
    new = [Attendance(deliberation=deliberation, juror_id=juror, came_at=at) for juror in sorted(coming - known)]
    Attendance.objects.bulk_create(new)
    return len(new)
