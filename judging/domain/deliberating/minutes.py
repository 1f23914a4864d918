"""The minutes of a deliberation: what each juror signs, who has signed, and the counts that explain the result."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal
from judging.domain.canonical_form import canonical, fingerprint
from judging.domain.deliberating.sitting import NotDeliberating, QuorumLacking, jurors_of, require_takes_part, share_of
from judging.domain.signed_table import signed_table
from judging.models import (
    Challenge,
    Conflict,
    Deliberation,
    DeliberationNote,
    Entry,
    Extension,
    JurorSignature,
    Round,
    ScoreChange,
    Vote,
)
from teams.models import User


class StillDeliberating(Refusal):
    message = gettext_lazy("The deliberation is not closed yet. The president closes it, then the minutes are signed.")


class MinutesChanged(Refusal):
    message = gettext_lazy("The table has changed since you opened this page. Look at it again, then sign.")


class RankingIsSigned(Refusal):
    message = gettext_lazy("The president has signed the ranking: the minutes are closed.")


@dataclass(frozen=True)
class Counts:
    """What the minutes say in figures. `conflicts` are (kind, barring, only disclosed)."""

    conflicts: list[tuple[str, int, int]]
    lifted: int
    challenges: int
    upheld: int
    extensions: int
    excluded: int
    fewer: int
    changed_scores: int
    notes: int
    votes: int


def sign_minutes(*, round: Round, seen: str, by: User, at: datetime) -> JurorSignature:
    """A juror signs the table whose fingerprint they have `seen`; signing it again changes nothing.

    Raises NotOfThisJury, NotDeliberating, StillDeliberating, RankingIsSigned, MinutesChanged, AnalysisMissing.
    """
    require_takes_part(by, round, at=at)
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        deliberation = Deliberation.objects.filter(round=round).first()
        if deliberation is None:
            raise NotDeliberating
        if deliberation.closed_at is None:
            raise StillDeliberating
        if hasattr(round, "signature"):
            raise RankingIsSigned
        if fingerprint_of(round) != seen:
            raise MinutesChanged
        return _signed(round, by, seen, at=at)


def fingerprint_of(round: Round) -> str:
    """The SHA-256 of the table as it stands."""
    return fingerprint(canonical(signed_table(round)))


def signatures(round: Round, sha256: str) -> QuerySet[JurorSignature]:
    """The signatures under the minutes that stand, of the table with that fingerprint."""
    kind = JurorSignature.Kind.MINUTES
    return JurorSignature.objects.filter(round=round, kind=kind, withdrawn_at=None, sha256=sha256)


def require_signatures(round: Round, sha256: str, *, at: datetime) -> None:
    """Return if a quorum of the jurors has signed that very table. Raises QuorumLacking."""
    jurors = set(jurors_of(round, at=at).values_list("pk", flat=True))
    signed = jurors & set(signatures(round, sha256).values_list("juror", flat=True))
    needed = share_of(round.quorum_percent, len(jurors))
    if len(signed) < needed:
        raise QuorumLacking(
            _("The minutes need the signatures of %(needed)d of %(jurors)d jurors, and have %(signed)d so far.")
            % {"needed": needed, "jurors": len(jurors), "signed": len(signed)}
        )


def counts(round: Round) -> Counts:
    """The figures of the minutes; they name nobody."""
    teams = Entry.objects.filter(round=round).values("project__team")
    conflicts = Conflict.objects.filter(team__in=teams)
    challenges = Challenge.objects.filter(team__in=teams)
    entries = Entry.objects.filter(round=round)
    return Counts(
        conflicts=_by_kind(conflicts.live()),
        lifted=conflicts.exclude(lifted_at=None).count(),
        **challenges.aggregate(challenges=Count("pk"), upheld=Count("pk", filter=Q(is_upheld=True))),
        extensions=Extension.objects.filter(round=round).count(),
        **entries.aggregate(excluded=Count("excluded_at"), fewer=Count("fewer_accepted_at")),
        changed_scores=ScoreChange.objects.filter(score__criterion__round=round).count(),
        notes=DeliberationNote.objects.filter(deliberation__round=round).count(),
        votes=Vote.objects.filter(deliberation__round=round).count(),
    )


def _by_kind(conflicts: QuerySet[Conflict]) -> list[tuple[str, int, int]]:
    found = conflicts.order_by().values_list("kind", "bars").annotate(number=Count("pk"))
    numbers = {(kind, bars): number for kind, bars, number in found}
    return [
        (str(kind.label), numbers.get((kind.value, True), 0), numbers.get((kind.value, False), 0))
        for kind in Conflict.Kind
        if (kind.value, True) in numbers or (kind.value, False) in numbers
    ]


def _signed(round: Round, by: User, sha256: str, *, at: datetime) -> JurorSignature:
    standing = JurorSignature.objects.filter(round=round, juror=by, kind=JurorSignature.Kind.MINUTES, withdrawn_at=None)
    existing = standing.first()
    if existing is not None and existing.sha256 == sha256:
        return existing
    # What they signed before is another table by now.
    standing.update(withdrawn_at=at)
    return JurorSignature.objects.create(
        round=round, juror=by, kind=JurorSignature.Kind.MINUTES, signed_at=at, sha256=sha256
    )
