"""Where a deliberation stands, step by step, for the page that leads through it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from judging.domain.deliberating.awarding import Proposed, is_last, proposal
from judging.domain.deliberating.minutes import fingerprint_of, signatures
from judging.domain.deliberating.sitting import Quorum, jurors_of, quorum, share_of
from judging.domain.deliberating.ties import AnalysisMissing, Placed, Tie, final_ranking, tie_groups
from judging.models import Deliberation, DeliberationNote, Publication, Round, ScoreChange, Signature, Vote
from teams.models import User


@dataclass(frozen=True)
class Standing:
    """`placed` is None while the analysis that decides is still being computed; `sha256` is "" before closing."""

    deliberation: Deliberation
    quorum: Quorum
    has_come: bool
    placed: Sequence[Placed] | None
    ties: Sequence[Tie]
    open_votes: Sequence[Vote]
    prizes: Sequence[Proposed]
    is_last: bool
    notes: int
    changes: int
    sha256: str
    signed: Quorum
    has_signed: bool
    signature: Signature | None
    publication: Publication | None

    @property
    def is_open(self) -> bool:
        return self.deliberation.closed_at is None


def standing(deliberation: Deliberation, *, person: User, at: datetime) -> Standing:
    """Everything that the page of a deliberation says, as `person` stands in it."""
    round = deliberation.round
    placed = _placed(round)
    signature = Signature.objects.filter(round=round).select_related("signed_by").first()
    sha256 = _sha256(deliberation, signature, placed)
    last = is_last(round)
    jurors = set(jurors_of(round, at=at).values_list("pk", flat=True))
    signed = set(signatures(round, sha256).values_list("juror", flat=True)) if sha256 else set()
    return Standing(
        deliberation=deliberation,
        quorum=quorum(deliberation, at=at),
        has_come=deliberation.attendances.filter(juror=person).exists(),
        placed=placed,
        ties=tie_groups(round, placed) if placed else [],
        open_votes=list(deliberation.votes.filter(closed_at=None).select_related("prize").order_by("pk")),
        prizes=proposal(round, placed, at=at) if placed and last else [],
        is_last=last,
        notes=DeliberationNote.objects.filter(deliberation=deliberation).count(),
        changes=ScoreChange.objects.filter(score__criterion__round=round).count(),
        sha256=sha256,
        signed=Quorum(len(jurors), share_of(round.quorum_percent, len(jurors)), len(jurors & signed)),
        has_signed=person.pk in signed,
        signature=signature,
        publication=Publication.objects.filter(competition=round.competition).first() if last else None,
    )


def _placed(round: Round) -> list[Placed] | None:
    try:
        return final_ranking(round)
    except AnalysisMissing:
        return None


def _sha256(deliberation: Deliberation, signature: Signature | None, placed: Sequence[Placed] | None) -> str:
    if signature is not None:
        return signature.sha256
    return fingerprint_of(deliberation.round) if deliberation.closed_at is not None and placed is not None else ""
