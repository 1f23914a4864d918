"""A round closes by the clock, and not while a project has too few evaluations and nobody has decided about it.

Until then it stays sealed. The president, who sees no point, gives a juror more time, gives the project to another
one, accepts fewer evaluations or leaves the project unranked; once nothing is short, it closes by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competitions import wording
from competitions.domain.calendar import SETTLING, end_of, may_settle
from competitions.domain.outbox import queue
from competitions.models import Phase
from competitions.refusals import Refusal
from judging.domain import analysing
from judging.domain.authority import require_president
from judging.domain.extensions import ends_in, last_end
from judging.domain.holding import wait_for_writers
from judging.domain.records import keep
from judging.messages import ROUND_SHORT
from judging.models import Assignment, Entry, Round
from judging.models.entry import EntryQuerySet
from teams.models import Role, User


class RoundNotOpen(Refusal):
    message = gettext_lazy("The round has not been opened.")


class RoundNotOver(Refusal):
    """The judging phase has not ended, or a request may still be on its way."""


class TooFewEvaluations(Refusal):
    """Projects have fewer evaluations than they need to be ranked, and the president has not decided about them."""


class NotShort(Refusal):
    message = gettext_lazy("This project has all the evaluations that it needs.")


class WhyFewer(Refusal):
    message = gettext_lazy("Give the reason: it stands in the minutes.")
    field = "reason"


class NothingToRankOn(Refusal):
    message = gettext_lazy(
        "No evaluation of this project is finished, so there is nothing to rank it on. Give it to another juror, or "
        "leave it unranked."
    )


@dataclass(frozen=True)
class Short:
    """An entry with too few finished evaluations, and who was to read it. `ends` are the later ends, by juror."""

    entry: Entry
    finished: int
    assignments: list[Assignment]
    ends: dict[int, datetime]


def close_round(*, round: Round, at: datetime) -> Round:
    """Close `round` for good: nothing in it changes any more, and its ranking exists from here on.

    Nobody closes a round early: its phase must have ended, and every juror's own end, settling included. A closed round
    is returned as it is.
    Raises RoundNotOpen, RoundNotOver, TooFewEvaluations.
    """
    with transaction.atomic():
        # Whoever moves the phase holds it, then the round.
        list(Phase.objects.filter(pk=round.phase_id).select_for_update(no_key=True).values_list("pk"))
        round = Round.objects.locked(round.pk)
        if round.closed_at is not None:
            return round
        if round.opened_at is None:
            raise RoundNotOpen
        _require_over(round, at=at)
        wait_for_writers(round)
        _require_enough(round)
        round.closed_at = at
        keep(round, by=None, at=at)
        round.phase.closed_at = at
        keep(round.phase, by=None, at=at)
        analysing.ask_for(round, at=at)
    return round


def close_due(*, at: datetime) -> int:
    """Close every round whose time has come, and tell the president of those that lack evaluations; how many closed."""
    due = Round.objects.due_to_close(before=at - SETTLING).select_related("phase__competition")
    closed = 0
    for round in due:
        try:
            close_round(round=round, at=at)
        except RoundNotOver:
            continue
        except TooFewEvaluations:
            _tell_president(round, at=at)
        else:
            closed += 1
    return closed


def short_entries(round: Round) -> EntryQuerySet:
    """Admitted entries with fewer finished evaluations than they need about which nobody has decided.

    Each has `done`: how many are finished.
    """
    finished = Q(assignments__closed_at=None, assignments__evaluation__finished_at__isnull=False)
    entries = Entry.objects.filter(round=round).admitted()
    return entries.short_of(Count("assignments", filter=finished)).order_by("pk")


def shortfalls(round: Round, entries: Sequence[Any]) -> list[Short]:
    """Who was to read these of its `short_entries`; two queries, and none reads a score or a comment."""
    live = Assignment.objects.live().filter(entry__in=[entry.pk for entry in entries])
    work = live.select_related("juror", "evaluation").order_by("pk")
    read = work.defer("evaluation__comment_for_team", "evaluation__comment_for_jury")
    by_entry: dict[int, list[Assignment]] = {entry.pk: [] for entry in entries}
    for assignment in read:
        by_entry[assignment.entry_id].append(assignment)
    ends = ends_in(round)
    return [Short(entry, entry.done, by_entry[entry.pk], ends) for entry in entries]


def accept_fewer(*, entry: Entry, reason: str, by: User, at: datetime) -> Entry:
    """Rank `entry` on the evaluations that it has, for a reason that is kept.

    Raises OnlyPresident, WhyFewer, RoundNotOpen, RoundNotOver, NotShort, NothingToRankOn.
    """
    return _decide(entry, reason, unranked=False, by=by, at=at)


def leave_unranked(*, entry: Entry, reason: str, by: User, at: datetime) -> Entry:
    """Leave `entry` out of the ranking, for a reason that is kept.

    Raises OnlyPresident, WhyFewer, RoundNotOpen, RoundNotOver, NotShort.
    """
    return _decide(entry, reason, unranked=True, by=by, at=at)


def _decide(entry: Entry, reason: str, *, unranked: bool, by: User, at: datetime) -> Entry:
    require_president(by, entry.round.competition)
    if not reason.strip():
        raise WhyFewer
    with transaction.atomic():
        round = Round.objects.locked(entry.round_id)
        if round.opened_at is None:
            raise RoundNotOpen
        if at < round.phase.closes_at:
            raise RoundNotOver(_("The jury still works. Decide once its time is over."))
        short = None if round.closed_at else short_entries(round).filter(pk=entry.pk).first()
        if short is None:
            raise NotShort
        if not unranked and not short.done:  # type: ignore[attr-defined]
            raise NothingToRankOn
        entry = Entry.objects.select_for_update(no_key=True, of=("self",)).get(pk=entry.pk)
        entry.fewer_accepted_at, entry.fewer_accepted_by = at, by
        entry.fewer_accepted_because, entry.is_left_unranked = reason.strip(), unranked
        keep(entry, by=by, at=at)
    return entry


def _require_over(round: Round, *, at: datetime) -> None:
    until = last_end(round)
    if not may_settle(round.phase, at=at, until=until):
        end = end_of(round.phase, until=until)
        raise RoundNotOver(
            _("The jury works until %(moment)s; the round closes by itself a few minutes later.")
            % {"moment": wording.last_minute(end, zone=round.competition.time_zone)}
        )


def _require_enough(round: Round) -> None:
    number = short_entries(round).count()
    if number:
        words = ngettext(
            "%(count)d project has too few evaluations to be ranked. The president decides about it first.",
            "%(count)d projects have too few evaluations to be ranked. The president decides about them first.",
            number,
        )
        raise TooFewEvaluations(words % {"count": number})


def _tell_president(round: Round, *, at: datetime) -> None:
    """Once for every end that passes with projects still short, and when one falls short that was decided about."""
    roles = Role.objects.filter(
        competition=round.competition, kind__in=(Role.Kind.PRESIDENT, Role.Kind.DEPUTY_PRESIDENT)
    ).active(at=at)
    end = end_of(round.phase, until=last_end(round)).isoformat()
    short = short_entries(round)
    again = short.filter(fewer_accepted_at__isnull=False).count()
    context = {"competition": round.competition, "round": round, "count": short.count()}
    for person in User.objects.filter(pk__in=roles.values("person")).order_by("pk"):
        key = f"{ROUND_SHORT.key}:{round.pk}:{person.pk}:{end}" + (f":{again}" if again else "")
        queue(ROUND_SHORT, to=person, context=context, at=at, dedupe_key=key)
