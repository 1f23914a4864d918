"""Which entries of a round are judged: looked at by an organiser, admitted, or excluded for a reason the team reads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.utils import bulk_update_with_history

from competitions.refusals import Refusal
from judging.domain.appeal_window import end_of_appeal
from judging.domain.records import keep
from judging.domain.relieving import relieve
from judging.messages import EXCLUDED
from judging.models import Appeal, Assignment, Entry, Round, Signature
from teams.domain.authority import require_organiser
from teams.domain.telling import tell_about
from teams.models import Team, User

# What an organiser says of an entry, beside what the platform finds by itself.
CHECKS = ("complete", "in_time", "theme", "members")


class ReasonMissing(Refusal):
    message = gettext_lazy("Give the reason: it is part of the record.")
    field = "reason"


class RankingSigned(Refusal):
    message = gettext_lazy("The ranking of this round is signed: its entries cannot change any more.")


class AppealWaits(Refusal):
    message = gettext_lazy("The team has appealed against this decision. Somebody else answers the appeal.")


@dataclass
class Screened:
    """What came of a decision about many entries: those it was done for, and the others with the reason why not."""

    done: list[Entry] = field(default_factory=list)
    refused: list[tuple[Entry, str]] = field(default_factory=list)


def exclude_entry(
    *, entry: Entry, reason: str, checks: Mapping[str, bool] | None = None, by: User, at: datetime
) -> Entry:
    """Take `entry` out of the round, for a reason that is kept and that its team is told: nobody judges or ranks it.

    The team may answer once, within the days of the edition. An entry that is excluded stays as it is.
    Raises OnlyOrganiser, ReasonMissing, RankingSigned.
    """
    require_organiser(by, entry.round.competition)
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        entry = _unsigned(entry)
        if entry.excluded_at is None:
            _look(entry, checks, by=by, at=at)
            _exclude(entry, reason.strip(), by=by, at=at)
            _tell_the_team(entry, at=at)
    return entry


def admit(*, entry: Entry, checks: Mapping[str, bool] | None = None, by: User, at: datetime) -> Entry:
    """Say that `entry` is judged; an excluded one comes back into the round.

    Raises OnlyOrganiser, RankingSigned, AppealWaits.
    """
    require_organiser(by, entry.round.competition)
    with transaction.atomic():
        entry = _unsigned(entry)
        if Appeal.objects.unanswered().filter(entry=entry, subject=Appeal.Subject.SCREENING).exists():
            raise AppealWaits
        _look(entry, checks, by=by, at=at)
        _admit(entry, by=by, at=at)
    return entry


def exclude_many(*, entries: Iterable[Entry], reason: str, by: User, at: datetime) -> Screened:
    """Exclude each of them for the same reason; what is refused is said, and the others are done.

    Raises ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    return _each(entries, lambda entry: exclude_entry(entry=entry, reason=reason, by=by, at=at))


def admit_many(*, entries: Iterable[Entry], by: User, at: datetime) -> Screened:
    """Admit each of them; what is refused is said, and the others are done."""
    return _each(entries, lambda entry: admit(entry=entry, by=by, at=at))


def admit_waiting(*, round: Round, entries: Iterable[int], by: User, at: datetime) -> int:
    """Admit those of `entries` at which nobody has looked yet, all at once; return how many. For thousands of them.

    Raises OnlyOrganiser, RankingSigned.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        if Signature.objects.filter(round=round).exists():
            raise RankingSigned
        waiting = Entry.objects.filter(round=round, screened_at=None, excluded_at=None, pk__in=list(entries))
        rows = list(waiting.select_for_update(no_key=True, of=("self",)).order_by("pk"))
        for entry in rows:
            entry.screened_at, entry.screened_by = at, by
        columns = ["screened_at", "screened_by"]
        bulk_update_with_history(rows, Entry, columns, batch_size=200, default_user=by, default_date=at)
    return len(rows)


def withdraw_team(*, team: Team, by: User, at: datetime) -> None:
    """Take the entries of a team that has withdrawn out of every round that is not signed, and free its jurors."""
    # The reason is a text that people read later, in whatever language; the house's own is the safe one.
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("The team withdrew from the competition.")
    with transaction.atomic():
        for entry in Entry.objects.of_team(team).admitted().changeable().order_by("round", "pk"):
            entry = _unsigned(entry)
            # A team that appealed and then withdrew is judged no longer either.
            entry.under_reserve_at = None
            if entry.excluded_at is None:
                _exclude(entry, reason, by=by, at=at)
            else:
                keep(entry, by=by, at=at)
        for assignment in Assignment.objects.live().in_running_rounds().of_team(team):
            relieve(assignment, because=Assignment.Closed.WITHDRAWN, by=by, at=at)


def settle_appeal(entry: Entry, *, is_upheld: bool, by: User, at: datetime) -> None:
    """End the reserve under which `entry` is judged: it is admitted, or out with its assignments closed.

    Inside the verb that answers the appeal. Raises RankingSigned.
    """
    entry = _unsigned(entry)
    if is_upheld:
        _admit(entry, by=by, at=at)
        return
    entry.under_reserve_at = None
    keep(entry, by=by, at=at)
    # In a round that has closed nothing of the work moves; the entry is not ranked.
    for assignment in Assignment.objects.live().filter(entry=entry, entry__round__closed_at=None).order_by("pk"):
        relieve(assignment, because=Assignment.Closed.EXCLUDED, by=by, at=at)


def judge_under_reserve(entry: Entry, *, by: User, at: datetime) -> Entry:
    """Let the jury judge an excluded entry until its appeal is answered, inside the verb that makes the appeal.

    Raises RankingSigned.
    """
    entry = _unsigned(entry)
    entry.under_reserve_at = at
    keep(entry, by=by, at=at)
    return entry


def _unsigned(entry: Entry) -> Entry:
    # Whoever signs or closes holds the round.
    Round.objects.locked(entry.round_id)
    entries = Entry.objects.select_for_update(no_key=True, of=("self",))
    entry = entries.select_related("round__phase__competition", "project__team").get(pk=entry.pk)
    if not Entry.objects.changeable().filter(pk=entry.pk).exists():
        raise RankingSigned
    return entry


def _look(entry: Entry, checks: Mapping[str, bool] | None, *, by: User, at: datetime) -> None:
    """Remember that somebody looked, and what they said of each check."""
    if checks is not None:
        entry.screening = {name: checks[name] for name in CHECKS if name in checks}
    entry.screened_at, entry.screened_by = at, by


def _admit(entry: Entry, *, by: User, at: datetime) -> None:
    entry.excluded_at, entry.excluded_because, entry.excluded_by = None, "", None
    entry.under_reserve_at = None
    keep(entry, by=by, at=at)


def _exclude(entry: Entry, reason: str, *, by: User, at: datetime) -> None:
    entry.excluded_at, entry.excluded_because, entry.excluded_by = at, reason, by
    keep(entry, by=by, at=at)


def _tell_the_team(entry: Entry, *, at: datetime) -> None:
    team = entry.team
    tell_about(team, EXCLUDED, people=team.members(), at=at, entry=entry, until=end_of_appeal(entry, since=at))


def _each(entries: Iterable[Entry], decide: Callable[[Entry], Entry]) -> Screened:
    outcome = Screened()
    for entry in entries:
        try:
            outcome.done.append(decide(entry))
        except Refusal as refusal:
            outcome.refused.append((entry, str(refusal)))
    return outcome
