"""The president signs: the ranking and every score behind it become one text with a fingerprint, told to all jurors."""

from datetime import datetime

from django.db import transaction

from competitions.domain.outbox import queue_many
from judging.domain.authority import require_president
from judging.domain.canonical_form import canonical, fingerprint
from judging.domain.deliberating.minutes import StillDeliberating, require_signatures
from judging.domain.deliberating.opening import VoteIsOpen, require_no_open_appeal
from judging.domain.deliberating.sitting import NotDeliberating, jurors_of
from judging.domain.ranking import StillSealed
from judging.domain.signed_table import FORM, signed_table
from judging.messages import SEALED
from judging.models import Deliberation, Round, Signature
from teams.models import User

__all__ = ["FORM", "canonical", "fingerprint", "is_intact", "sign", "signed_table"]


def sign(*, round: Round, by: User, at: datetime) -> Signature:
    """Sign the ranking of a round whose deliberation is closed, once; a second signing returns the first signature.

    A quorum of the jurors has signed that very table before. The fingerprint is told to all of them.
    Raises OnlyPresident, StillSealed, NotDeliberating, StillDeliberating, VoteIsOpen, AppealUnanswered, QuorumLacking,
    AnalysisMissing.
    """
    require_president(by, round.competition)
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        if existing := Signature.objects.filter(round=round).first():
            return existing
        _require_deliberated(round)
        require_no_open_appeal(round)
        table = canonical(signed_table(round))
        sha256 = fingerprint(table)
        require_signatures(round, sha256, at=at)
        signature = Signature.objects.create(round=round, signed_by=by, signed_at=at, table=table, sha256=sha256)
        context = {"competition": round.competition, "round": round, "sha256": sha256}
        queue_many(SEALED, to=jurors_of(round, at=at), context=context, by=by, at=at)
    return signature


def is_intact(signature: Signature) -> bool:
    """Whether the stored table still has the fingerprint that was signed."""
    return fingerprint(signature.table) == signature.sha256


def _require_deliberated(round: Round) -> None:
    if round.closed_at is None:
        raise StillSealed
    deliberation = Deliberation.objects.filter(round=round).first()
    if deliberation is None:
        raise NotDeliberating
    if deliberation.votes.filter(closed_at=None).exists():
        raise VoteIsOpen
    if deliberation.closed_at is None:
        raise StillDeliberating
