"""A round's life: it opens over what was submitted, entries leave it with a reason, and it closes by the clock."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.utils import bulk_create_with_history

from competitions import wording
from competitions.domain.calendar import SETTLING, may_settle
from competitions.models import Phase
from competitions.refusals import Refusal
from judging.domain.conflicts import record_automatic
from judging.domain.records import keep
from judging.domain.relieving import relieve
from judging.models import Assignment, Criterion, Entry, Round
from judging.models.round import FULL_WEIGHT
from judging.points import percent_in_words
from submissions.models import Version
from teams.domain.authority import require_organiser
from teams.models import LateAccess, Team, User


class SubmissionNotSettled(Refusal):
    """Somebody may still submit, or a request may still be on its way."""


class NoCriteria(Refusal):
    message = gettext_lazy("The round has no criterion. Add the criteria and their weights first.")


class WeightsIncomplete(Refusal):
    """The weights do not sum to 100 percent."""


class ScalesDiffer(Refusal):
    message = gettext_lazy(
        "All criteria of a round need the same lowest and highest score, because their weighted mean is the score."
    )


class NothingToJudge(Refusal):
    message = gettext_lazy("No team has submitted a project in this submission phase.")


class RoundNotOpen(Refusal):
    message = gettext_lazy("The round has not been opened.")


class RoundNotOver(Refusal):
    """The judging phase has not ended, or a request may still be on its way."""


class ReasonMissing(Refusal):
    message = gettext_lazy("Give the reason: it is part of the record.")
    field = "reason"


class RankingSigned(Refusal):
    message = gettext_lazy("The ranking of this round is signed: its entries cannot change any more.")


def open_round(*, round: Round, by: User, at: datetime) -> Round:
    """Open `round`: its entries pin the versions that count, of the teams that are active.

    A team was confirmed when it submitted; what happened to it since never unsubmits.

    Waits until nobody can submit any more, late access and settling included. The rules of the round are fixed from
    here on, and the conflicts of interest between its jurors and its teams are recorded. A round that is open already
    is returned as it is.
    Raises OnlyOrganiser, SubmissionNotSettled, NoCriteria, WeightsIncomplete, ScalesDiffer, NothingToJudge.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        if round.opened_at is not None:
            return round
        require_settled(round.submission_phase, at=at)
        require_whole_rules(round)
        _enter(round, by=by, at=at)
        round.opened_at, round.opened_by = at, by
        keep(round, by=by, at=at)
        record_automatic(round, at=at)
    return round


def close_round(*, round: Round, at: datetime) -> Round:
    """Close `round` for good: nothing in it changes any more, and its ranking exists from here on.

    Nobody closes a round early: its phase must have ended, settling included. A closed round is returned as it is.
    Raises RoundNotOpen, RoundNotOver.
    """
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        if round.closed_at is not None:
            return round
        if round.opened_at is None:
            raise RoundNotOpen
        if not may_settle(round.phase, at=at):
            raise RoundNotOver(
                _("The jury works until %(moment)s; the round closes by itself a few minutes later.")
                % {"moment": wording.last_minute(round.phase.closes_at, zone=round.competition.time_zone)}
            )
        _wait_for_writers(round)
        round.closed_at = at
        keep(round, by=None, at=at)
        round.phase.closed_at = at
        keep(round.phase, by=None, at=at)
    return round


def close_due(*, at: datetime) -> int:
    """Close every round whose time has come; return how many."""
    due = Round.objects.due_to_close(before=at - SETTLING).select_related("phase__competition")
    ready = [round for round in due if may_settle(round.phase, at=at)]
    for round in ready:
        close_round(round=round, at=at)
    return len(ready)


def exclude_entry(*, entry: Entry, reason: str, by: User, at: datetime) -> Entry:
    """Take `entry` out of the round, for a reason that is kept: nobody judges it, and it is not ranked.

    Raises OnlyOrganiser, ReasonMissing, RankingSigned.
    """
    require_organiser(by, entry.round.competition)
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        entry = _unsigned(entry)
        if entry.excluded_at is None:
            _exclude(entry, reason.strip(), by=by, at=at)
    return entry


def admit(*, entry: Entry, by: User, at: datetime) -> Entry:
    """Take an excluded entry back into the round. Raises OnlyOrganiser, RankingSigned."""
    require_organiser(by, entry.round.competition)
    with transaction.atomic():
        entry = _unsigned(entry)
        entry.excluded_at, entry.excluded_because, entry.excluded_by = None, "", None
        keep(entry, by=by, at=at)
    return entry


def withdraw_team(*, team: Team, by: User, at: datetime) -> None:
    """Take the entries of a team that has withdrawn out of every round that is not signed, and free its jurors."""
    # The reason is a text that people read later, in whatever language; the house's own is the safe one.
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("The team withdrew from the competition.")
    with transaction.atomic():
        for entry in Entry.objects.of_team(team).admitted().changeable().order_by("round", "pk"):
            _exclude(_unsigned(entry), reason, by=by, at=at)
        for assignment in Assignment.objects.live().in_running_rounds().of_team(team):
            relieve(assignment, because=Assignment.Closed.WITHDRAWN, by=by, at=at)


def require_settled(phase: Phase, *, at: datetime) -> None:
    """Return if nobody can submit in `phase` any more. Raises SubmissionNotSettled."""
    granted = LateAccess.objects.filter(phase=phase, team__dissolved_at=None)
    last = granted.aggregate(last=Max("until"))["last"]
    if not may_settle(phase, at=at, until=last):
        end = max(phase.closes_at, last or phase.closes_at)
        raise SubmissionNotSettled(
            _("Projects may be submitted until %(moment)s. The round can be opened a few minutes later.")
            % {"moment": wording.last_minute(end, zone=phase.competition.time_zone)}
        )


def require_whole_rules(round: Round) -> None:
    """Return if the criteria make one score. Raises NoCriteria, WeightsIncomplete, ScalesDiffer."""
    criteria = list(Criterion.objects.filter(round=round))
    if not criteria:
        raise NoCriteria
    total = sum(criterion.weight for criterion in criteria)
    if total != FULL_WEIGHT:
        raise WeightsIncomplete(
            _("The weights sum to %(total)s percent instead of 100. Correct them first.")
            % {"total": percent_in_words(total)}
        )
    if len({(criterion.minimum, criterion.maximum) for criterion in criteria}) > 1:
        raise ScalesDiffer


def _enter(round: Round, *, by: User, at: datetime) -> None:
    versions = (
        Version.objects.of_phase(round.submission_phase)
        .counting()
        .filter(project__team__in=Team.objects.active())
        .order_by("pk")
    )
    entries = [
        Entry(round=round, project_id=version.project_id, version=version, entered_at=at) for version in versions
    ]
    if not entries:
        raise NothingToJudge
    bulk_create_with_history(entries, Entry, default_user=by, default_date=at)


def _wait_for_writers(round: Round) -> None:
    """Whoever saves an evaluation holds its assignment; once we have held them all, nobody is at it."""
    live = Assignment.objects.live().filter(entry__in=Entry.objects.filter(round=round)).order_by("pk")
    list(live.select_for_update(no_key=True).values_list("pk", flat=True))


def _unsigned(entry: Entry) -> Entry:
    # Whoever signs holds the round.
    Round.objects.locked(entry.round_id)
    entry = Entry.objects.select_for_update(no_key=True, of=("self",)).select_related("round").get(pk=entry.pk)
    if not Entry.objects.changeable().filter(pk=entry.pk).exists():
        raise RankingSigned
    return entry


def _exclude(entry: Entry, reason: str, *, by: User, at: datetime) -> None:
    entry.excluded_at, entry.excluded_because, entry.excluded_by = at, reason, by
    keep(entry, by=by, at=at)
