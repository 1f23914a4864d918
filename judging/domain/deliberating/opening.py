"""The president opens the deliberation once the round has closed, and closes it when the ranking goes to be signed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.domain.outbox import queue_many
from competitions.refusals import Refusal
from competitions.registries.message_kinds import MessageKind
from judging.domain.authority import require_president
from judging.domain.deliberating.sitting import in_session, jurors_of, require_quorum
from judging.domain.deliberating.ties import final_ranking
from judging.domain.ranking import StillSealed
from judging.messages import DELIBERATION, MINUTES
from judging.models import Appeal, Deliberation, Round
from teams.models import User


class AppealUnanswered(Refusal):
    message = _(
        "A team has appealed against its exclusion, and nobody has answered yet: the ranking may still change. "
        "Have the appeal answered first."
    )


class VoteIsOpen(Refusal):
    message = _("A vote is open. Close it first.")


def open_deliberation(*, round: Round, by: User, at: datetime) -> Deliberation:
    """Let the jury deliberate over a closed round, and tell its jurors. An open deliberation is returned as it is.

    Raises OnlyPresident, StillSealed.
    """
    require_president(by, round.competition)
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        if round.closed_at is None:
            raise StillSealed
        if existing := Deliberation.objects.filter(round=round).first():
            return existing
        deliberation = Deliberation.objects.create(round=round, opened_by=by, opened_at=at)
        _tell(DELIBERATION, round, by=by, at=at)
    return deliberation


def close_deliberation(*, round: Round, by: User, at: datetime) -> Deliberation:
    """Close the deliberation for good: from here on the ranking waits for the signatures, and the jurors are told.

    Raises OnlyPresident, NotDeliberating, DeliberationOver, QuorumLacking, VoteIsOpen, AppealUnanswered,
    AnalysisMissing.
    """
    require_president(by, round.competition)
    with transaction.atomic():
        deliberation = in_session(round)
        require_quorum(deliberation, at=at)
        if deliberation.votes.filter(closed_at=None).exists():
            raise VoteIsOpen
        require_no_open_appeal(round)
        # What decides must exist before it can be signed.
        final_ranking(round)
        deliberation.closed_at, deliberation.closed_by = at, by
        deliberation.save()
        _tell(MINUTES, round, by=by, at=at)
    return deliberation


def require_no_open_appeal(round: Round) -> None:
    """Return if no exclusion from the round is under appeal. Raises AppealUnanswered."""
    against_screening = Appeal.objects.unanswered().filter(subject=Appeal.Subject.SCREENING)
    if against_screening.filter(entry__round=round).exists():
        raise AppealUnanswered


def _tell(kind: MessageKind, round: Round, *, by: User, at: datetime) -> None:
    context = {"competition": round.competition, "round": round}
    queue_many(kind, to=jurors_of(round, at=at), context=context, by=by, at=at)
