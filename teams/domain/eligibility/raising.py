"""Who has waited too long for a focal point's word is brought to the organisers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.functional import lazy
from django.utils.translation import ngettext

from competitions.domain.outbox import queue
from competitions.domain.working_days import after_working_days, holidays_since
from competitions.models import Competition, Enrolment
from teams import messages
from teams.domain.eligibility.people import waiting_in
from teams.domain.eligibility.waiting import settle
from teams.domain.windows import open_editions
from teams.models import User, VouchingRequest
from teams.typed import isolated

NAMED = 20  # people in one message
AT_ONCE = 200  # people whose wait begins in one run; the next run takes up the others


def raise_overdue(*, at: datetime) -> int:
    """Bring to the organisers of each edition those who have waited longer than its working days; returns how many.

    Each person once per department: `raised_at` is written in the transaction of the messages, and a second call, or
    one at the same moment, finds nothing left.
    """
    editions = list(open_editions(at=at))
    for edition in editions:
        _begin_waiting(edition, at=at)
    return sum(_raise_in(edition, at=at) for edition in editions)


def answer_due(asked_at: datetime, competition: Competition, holidays: frozenset[Any]) -> datetime:
    """Until when a focal point has time to answer somebody who asked then."""
    return after_working_days(asked_at, competition.vouching_days, zone=competition.time_zone, holidays=holidays)


def _begin_waiting(competition: Competition, *, at: datetime) -> None:
    """Whoever completed their profile before the edition was there waits from now on, as one who does so today."""
    enrolled = Enrolment.objects.filter(competition=competition).current(at=at).values("department")
    people: Any = waiting_in(enrolled, competition)
    for person in people.filter(asked_at=None).order_by("pk")[:AT_ONCE]:
        settle(person=person, competition=competition, at=at)


def _raise_in(competition: Competition, *, at: datetime) -> int:
    with transaction.atomic():
        overdue = _overdue(competition, at=at)
        if overdue:
            VouchingRequest.objects.filter(pk__in=[request.pk for request in overdue]).update(raised_at=at)
            for organiser in User.objects.organising(competition, at=at):
                queue(
                    messages.ELIGIBILITY_OVERDUE,
                    to=organiser,
                    context={
                        "competition": competition,
                        "count": len(overdue),
                        "days": competition.vouching_days,
                        "people": lazy(_named, str)(overdue),
                    },
                    about={"requests": [request.pk for request in overdue]},
                    at=at,
                )
    return len(overdue)


def _overdue(competition: Competition, *, at: datetime) -> list[VouchingRequest]:
    """The requests whose time is over, locked; in departments that still take part, about people who still wait."""
    enrolled = Enrolment.objects.filter(competition=competition).current(at=at).values("department")
    waiting = waiting_in(enrolled, competition).order_by().values("pk")
    # No wait of working days is shorter than as many days.
    asked = VouchingRequest.objects.filter(
        competition=competition,
        raised_at=None,
        person__in=waiting,
        department=F("person__department"),
        asked_at__lte=at - timedelta(days=competition.vouching_days - 1),
    )
    requests = list(asked.select_for_update(of=("self",)).select_related("person", "department").order_by("pk"))
    if not requests:
        return []
    holidays = holidays_since(min(request.asked_at for request in requests).date() - timedelta(days=1))
    return [request for request in requests if answer_due(request.asked_at, competition, holidays) <= at]


def _named(requests: Sequence[VouchingRequest]) -> str:
    """A line for each, in the language of the page."""
    lines = [
        f"- {isolated(request.person.display_name)} ({isolated(str(request.department.name))})"
        for request in requests[:NAMED]
    ]
    more = len(requests) - NAMED
    if more > 0:
        lines.append("- " + ngettext("and %(count)d more person", "and %(count)d more people", more) % {"count": more})
    return "\n".join(lines)
