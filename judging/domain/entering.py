"""Which projects enter a round, as its rules say: all, the first of an earlier round, or those the president names."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.utils import bulk_create_with_history

from competitions import wording
from competitions.domain.calendar import may_settle
from competitions.models import Phase
from competitions.refusals import Refusal
from judging.domain.authority import require_president
from judging.domain.deliberating import final_ranking
from judging.domain.records import drop, keep
from judging.models import Entry, Round, Signature
from submissions.models import AutomaticSubmission, Project, Version
from submissions.models.version import VersionQuerySet
from teams.models import LateAccess, Team, User


class SubmissionNotSettled(Refusal):
    """Somebody may still submit, or a request may still be on its way."""


class ProjectsHaveEntered(Refusal):
    message = gettext_lazy(
        "The projects of this phase have entered a round of the jury, which reads them as they were submitted until "
        "then. Nothing that came later would be judged, so no more time can be given."
    )


class NothingToJudge(Refusal):
    message = gettext_lazy("No team has submitted a project in this submission phase.")


class NothingNamed(Refusal):
    message = gettext_lazy("The president of the jury has not named a project for this round yet.")


class EarlierRoundNotSigned(Refusal):
    message = gettext_lazy(
        "The projects of this round come from the ranking of an earlier one, which the president has not signed yet."
    )


class NobodyQualified(Refusal):
    message = gettext_lazy("None of the first projects of the earlier round was submitted in this submission phase.")


class NotNamedHere(Refusal):
    message = gettext_lazy("The rules of this round say which projects enter: nobody names them.")


class NamedTooLate(Refusal):
    message = gettext_lazy("The round is open: its projects stay as they are.")


class NamedWithoutReason(Refusal):
    message = gettext_lazy("Say why this project enters the round: the reason is part of the record.")
    field = "reason"


class CannotBeNamed(Refusal):
    message = gettext_lazy("This project was not submitted for this round, or was not in the round before it.")
    field = "project"


class ReadAlready(Refusal):
    message = gettext_lazy("This project has been given to jurors. Take it back from them first.")


def enter(round: Round, *, by: User, at: datetime) -> None:
    """Let the projects enter, inside the verb that has locked `round`; named ones have entered one by one.

    Raises SubmissionNotSettled, EarlierRoundNotSigned, NothingToJudge, NobodyQualified, NothingNamed.
    """
    require_settled(round.submission_phase, at=at)
    if round.entry_rule == Round.EntryRule.NAMED:
        if not Entry.objects.filter(round=round).exists():
            raise NothingNamed
        return
    versions = _submitted(round)
    if round.entry_rule != Round.EntryRule.ALL:
        versions = versions.filter(project__in=qualified(round))
    entries = [Entry(round=round, project_id=each.project_id, version=each, entered_at=at) for each in versions]
    if not entries:
        raise NothingToJudge if round.entry_rule == Round.EntryRule.ALL else NobodyQualified
    bulk_create_with_history(entries, Entry, default_user=by, default_date=at)


def qualified(round: Round) -> list[int]:
    """The projects that the earlier round lets in; all that are equal at the last place enter.

    Raises EarlierRoundNotSigned.
    """
    earlier, count = round.earlier_round, round.entry_count
    if earlier is None or count is None or waits_for_signature(round):
        raise EarlierRoundNotSigned
    ranked = [(each.rank, each.entry) for each in final_ranking(earlier) if each.rank is not None]
    if round.entry_rule == Round.EntryRule.FIRST_OVERALL:
        return [entry.project_id for rank, entry in ranked if rank <= count]
    themes: dict[int, list[tuple[int, Entry]]] = {}
    for rank, entry in ranked:
        themes.setdefault(entry.version.theme_id, []).append((rank, entry))
    return [
        entry.project_id
        for of_theme in themes.values()
        for rank, entry in of_theme
        if rank <= _last_rank_in(of_theme, count)
    ]


def waits_for_signature(round: Round) -> bool:
    """Whether its projects come from the ranking of an earlier round that the president has not signed yet."""
    by_rank = round.entry_rule in (Round.EntryRule.FIRST_OVERALL, Round.EntryRule.FIRST_PER_THEME)
    return by_rank and not Signature.objects.filter(round=round.earlier_round_id).exists()


def may_be_named(round: Round) -> VersionQuerySet:
    """The versions that the president may choose from: of the earlier round where there is one, else all."""
    versions = _submitted(round)
    if round.earlier_round_id is None:
        return versions
    before = Entry.objects.admitted().filter(round=round.earlier_round_id)
    return versions.filter(project__in=before.values("project"))


def name_project(*, round: Round, project: Project, reason: str, by: User, at: datetime) -> Entry:
    """Let `project` enter, for a reason that is kept; naming it again changes the reason.

    Raises OnlyPresident, NotNamedHere, NamedTooLate, NamedWithoutReason, SubmissionNotSettled, CannotBeNamed.
    """
    require_president(by, round.competition)
    if not reason.strip():
        raise NamedWithoutReason
    with transaction.atomic():
        round = _to_name(round)
        require_settled(round.submission_phase, at=at)
        version = may_be_named(round).filter(project=project).first()
        if version is None:
            raise CannotBeNamed
        entry = Entry.objects.filter(round=round, project=project).first()
        entry = entry or Entry(round=round, project=project, version=version, entered_at=at)
        entry.named_because = reason.strip()
        keep(entry, by=by, at=at)
    return entry


def take_name_back(*, entry: Entry, by: User, at: datetime) -> None:
    """Leave a named project out again, while nobody reads it.

    Raises OnlyPresident, NotNamedHere, NamedTooLate, ReadAlready.
    """
    require_president(by, entry.round.competition)
    with transaction.atomic():
        _to_name(entry.round)
        if entry.assignments.exists():
            raise ReadAlready
        drop(entry, by=by, at=at)


def require_settled(phase: Phase, *, at: datetime) -> None:
    """Return if nobody can submit in `phase` any more, by itself neither. Raises SubmissionNotSettled."""
    granted = LateAccess.objects.filter(phase=phase, team__dissolved_at=None)
    last = granted.aggregate(last=Max("until"))["last"]
    if not may_settle(phase, at=at, until=last):
        end = max(phase.closes_at, last or phase.closes_at)
        raise SubmissionNotSettled(
            _("Projects may be submitted until %(moment)s. The round can be opened a few minutes later.")
            % {"moment": wording.last_minute(end, zone=phase.competition.time_zone)}
        )
    if AutomaticSubmission.objects.waiting().filter(phase=phase).exists():
        raise SubmissionNotSettled(
            _(
                "Some teams asked that their draft be submitted at the deadline, and that is not done yet. "
                "Try again soon."
            )
        )


def require_none_entered(phase: Phase) -> None:
    """Return unless projects of the submission phase are in a round, inside a verb that would give more time in it.

    Raises ProjectsHaveEntered.
    """
    # Whoever lets them enter holds the round.
    rounds = Round.objects.filter(submission_phase=phase).order_by("pk")
    list(rounds.select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))
    if Entry.objects.filter(round__submission_phase=phase).exists():
        raise ProjectsHaveEntered


def _submitted(round: Round) -> VersionQuerySet:
    """What counts in the submission phase of `round`, of teams that still take part."""
    counting = Version.objects.of_phase(round.submission_phase).counting()
    return counting.filter(project__team__in=Team.objects.active()).order_by("pk")


def _last_rank_in(ranked: Collection[tuple[int, Entry]], count: int) -> int:
    ranks = sorted(rank for rank, _entry in ranked)
    return ranks[min(count, len(ranks)) - 1]


def _to_name(round: Round) -> Round:
    round = Round.objects.locked(round.pk)
    if round.entry_rule != Round.EntryRule.NAMED:
        raise NotNamedHere
    if round.opened_at is not None:
        raise NamedTooLate
    return round
