"""Who takes part in a deliberation, and whether they are enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from competitions import wording
from judging.domain.deliberating.sitting import quorum
from judging.models import Deliberation
from judging.presenters.deliberation import quorum_words
from teams.models import User


@dataclass(frozen=True)
class AttendancePage:
    words: str
    kind: str
    rows: list[dict[str, Any]]
    may_record: bool
    own: str


def attendance_page(
    going_on: Deliberation, jurors: Sequence[User], *, person: User, chairs: bool, at: datetime
) -> AttendancePage:
    stand = quorum(going_on, at=at)
    came = dict(going_on.attendances.values_list("juror", "came_at"))
    zone = going_on.round.competition.time_zone
    is_open = going_on.closed_at is None
    rows = [
        {
            "pk": juror.pk,
            "name": juror.display_name,
            "came": _("takes part since %(hour)s") % {"hour": wording.clock(came[juror.pk], zone)}
            if juror.pk in came
            else "",
        }
        for juror in jurors
    ]
    may_come = is_open and person.pk in {juror.pk for juror in jurors} and person.pk not in came
    return AttendancePage(
        words=quorum_words(stand),
        kind="ok" if stand.is_met else "missing",
        rows=rows,
        may_record=is_open and chairs and stand.present < stand.jurors,
        own=str(person.pk) if may_come else "",
    )
