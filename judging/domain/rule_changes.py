"""What may still change once a score has been given: for a reason, and in the register that everybody reads."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.models import Competition, Phase
from competitions.refusals import Refusal
from judging.domain.holding import wait_for_writers
from judging.domain.texts import in_every_language
from judging.models import Round, RuleChange, Score
from teams.models import Role, User

Say = Callable[[], object]


class RuleReasonMissing(Refusal):
    message = gettext_lazy(
        "The jury has begun to score, so this change needs a reason. It is published with the change in the register "
        "of changed rules."
    )
    field = "reason"


class ScoringHasBegun(Refusal):
    """This can no longer change, for whatever reason."""

    message = gettext_lazy(
        "The jury has begun to score: criteria, scales, levels and what feeds them are neither added, removed nor "
        "moved any more. Words and weights may still change, for a reason."
    )


class RoundIsClosed(Refusal):
    message = gettext_lazy("The round has closed: its rules stay as they were.")


def is_scored(round: Round) -> bool:
    """Whether somebody has given points in `round`."""
    return Score.objects.filter(criterion__round=round, points__isnull=False).exists()


def to_change(round: Round) -> tuple[Round, bool]:
    """The round, locked, and whether a score has been given; nobody gives the first one meanwhile.

    Raises RoundIsClosed.
    """
    round = Round.objects.locked(round.pk)
    if round.closed_at is not None:
        raise RoundIsClosed
    if round.opened_at is not None:
        wait_for_writers(round)
    return round, is_scored(round)


def register_change(
    round: Round, what: str, *, subject: Say, old: Say, new: Say, reason: str, by: User, at: datetime
) -> RuleChange:
    """Write the public row: `subject`, `old` and `new` say it in the language that is active when they are asked.

    Raises RuleReasonMissing.
    """
    if not reason.strip():
        raise RuleReasonMissing
    return RuleChange.objects.create(
        round=round,
        what=what,
        subject=in_every_language(subject),
        old=in_every_language(old),
        new=in_every_language(new),
        reason=reason.strip(),
        changed_by=by,
        changed_at=at,
    )


def scored_rounds(competition: Competition) -> list[Round]:
    """The rounds of the edition in which points were given and whose ranking nobody has signed."""
    unsigned = Round.objects.of_competition(competition).opened().filter(signature=None).order_by("pk")
    return [round for round in unsigned if is_scored(round)]


def scored_rounds_to_change(competition: Competition) -> list[Round]:
    """The same for a verb that changes a rule of them all: nobody gives the first score meanwhile."""
    for round in Round.objects.of_competition(competition).opened().filter(closed_at=None).order_by("pk"):
        wait_for_writers(round)
    return scored_rounds(competition)


def phase_has_moved(
    phase: Phase, *, opens_at: datetime, closes_at: datetime, reason: str, by: User, at: datetime
) -> None:
    """Register new dates of a judging phase whose round is being scored. Raises RuleReasonMissing."""
    round = Round.objects.filter(phase=phase).first()
    if round is None:
        return
    _locked, scored = to_change(round)
    if scored:
        zone = phase.competition.time_zone
        register_change(
            round,
            RuleChange.What.DATES,
            subject=lambda: Phase.objects.get(pk=phase.pk).name,
            old=lambda: _window(opens_at, closes_at, zone),
            new=lambda: _window(phase.opens_at, phase.closes_at, zone),
            reason=reason,
            by=by,
            at=at,
        )


def why_dates_need_a_reason(phase: Phase) -> str:
    """A sentence where the round of `phase` is being scored, else ""."""
    round = Round.objects.filter(phase=phase.pk, closed_at=None).first()
    if round is None or not is_scored(round):
        return ""
    return _("The jury has begun to score. Other dates need a reason, which everybody reads beside them.")


def jury_has_changed(role: Role, *, joined: bool, reason: str, by: User, at: datetime) -> None:
    """Register that somebody joined or left the jury of an edition whose round is being scored.

    The register counts heads and names nobody, so that it can stay for ever. Raises RuleReasonMissing.
    """
    if role.kind not in Role.JURY:
        return
    now = Role.objects.filter(competition=role.competition_id, kind=role.kind).active(at=at).count()
    before = now - 1 if joined else now + 1
    for round in scored_rounds(role.competition):
        register_change(
            round,
            RuleChange.What.JURY,
            subject=role.get_kind_display,
            old=lambda: before,
            new=lambda: now,
            reason=reason,
            by=by,
            at=at,
        )


def changes_of_edition(competition: Competition) -> Any:
    """The public register, the newest first."""
    return RuleChange.objects.filter(round__phase__competition=competition).select_related("round").order_by("-pk")


def _window(opens_at: datetime, closes_at: datetime, zone: str) -> str:
    about = {"opens": wording.moment(opens_at, zone=zone), "closes": wording.last_minute(closes_at, zone=zone)}
    return _("From %(opens)s to %(closes)s") % about
