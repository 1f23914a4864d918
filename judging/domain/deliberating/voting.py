"""Votes of the jury on equals and on prizes: opened by the president, cast once, secret until they are closed.

Nobody sees a ballot before, not even whoever cast it: there is no verb, page or list for it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal
from judging.domain.authority import require_president
from judging.domain.conflicts import record_between
from judging.domain.deliberating import attending
from judging.domain.deliberating.sitting import (
    NotOfThisJury,
    QuorumLacking,
    in_session,
    jurors_of,
    presidents_of,
    require_no_conflict,
    require_quorum,
    share_of,
)
from judging.domain.deliberating.ties import final_ranking, tie_groups
from judging.models import Ballot, Conflict, Deliberation, Entry, Prize, Round, Vote
from teams.models import User

VOTED_PRIZES = (Prize.Level.EXCELLENCE, Prize.Level.ENCOURAGEMENT, Prize.Level.SPECIAL)


class NoTie(Refusal):
    message = gettext_lazy("These projects are not equal: the score or a criterion parts them already.")
    field = "entries"


class VoteHeld(Refusal):
    message = gettext_lazy("The jury has voted on this, or is voting. A vote is held once.")


class NotAPrizeToVote(Refusal):
    message = gettext_lazy("The jury does not vote on this prize: it follows the ranking, or the audience gives it.")


class NoCandidates(Refusal):
    message = gettext_lazy("Choose at least one project of this round that is judged.")
    field = "entries"


class NobodyMayVote(Refusal):
    message = gettext_lazy(
        "Every juror has a conflict of interest with one of these teams, so there is nobody to vote. "
        "Equal projects stay ex æquo."
    )


class VoteIsClosed(Refusal):
    message = gettext_lazy("This vote is closed.")


class NotACandidate(Refusal):
    message = gettext_lazy("Choose one of the candidates, or abstain.")
    field = "entry"


class AlreadyVoted(Refusal):
    message = gettext_lazy("You have voted. A ballot cannot be seen or changed.")


def open_tie_vote(*, round: Round, entries: Iterable[Entry], by: User, at: datetime) -> Vote:
    """Let the jurors without a conflict vote on entries that nothing else parts: all of a tie, and nobody besides.

    Raises OnlyPresident, NotDeliberating, DeliberationOver, QuorumLacking, NoTie, VoteHeld, NobodyMayVote,
    AnalysisMissing.
    """
    require_president(by, round.competition)
    wanted = frozenset(entry.pk for entry in entries)
    with transaction.atomic():
        deliberation = in_session(round)
        require_quorum(deliberation, at=at)
        tie = next((each for each in tie_groups(round, final_ranking(round)) if each.keys == wanted), None)
        if tie is None:
            raise NoTie
        open_ones = deliberation.votes.filter(kind=Vote.Kind.TIE, closed_at=None, candidates__in=wanted)
        if tie.vote is not None or open_ones.exists():
            raise VoteHeld
        return _open(deliberation, Vote.Kind.TIE, [each.entry for each in tie.entries], None, by=by, at=at)


def open_prize_vote(*, round: Round, prize: Prize, entries: Iterable[Entry], by: User, at: datetime) -> Vote:
    """Let the jurors without a conflict vote on who gets a prize that no rank gives.

    Raises OnlyPresident, NotAPrizeToVote, NotDeliberating, DeliberationOver, QuorumLacking, NoCandidates, VoteHeld,
    NobodyMayVote.
    """
    require_president(by, round.competition)
    if prize.competition_id != round.competition.pk or prize.level not in VOTED_PRIZES:
        raise NotAPrizeToVote
    wanted = {entry.pk for entry in entries}
    with transaction.atomic():
        deliberation = in_session(round)
        require_quorum(deliberation, at=at)
        found = list(Entry.objects.admitted().filter(round=round, pk__in=wanted).with_names().order_by("pk"))
        if not found or len(found) != len(wanted):
            raise NoCandidates
        if Vote.objects.filter(prize=prize).exists() or prize.awards.exists():
            raise VoteHeld
        return _open(deliberation, Vote.Kind.PRIZE, found, prize, by=by, at=at)


def cast(*, vote: Vote, entry: Entry | None, by: User, at: datetime) -> Ballot:
    """Give one's voice to a candidate, or abstain with None; whoever votes takes part in the deliberation.

    Raises NotOfThisJury, InConflict, NotDeliberating, DeliberationOver, VoteIsClosed, AlreadyVoted, NotACandidate.
    """
    round = vote.deliberation.round
    with transaction.atomic():
        deliberation = in_session(round)
        vote = Vote.objects.select_for_update(no_key=True).get(pk=vote.pk)
        if vote.closed_at is not None:
            raise VoteIsClosed
        candidates = list(vote.candidates.all())
        _require_voter(by, deliberation, candidates, at=at)
        if Ballot.objects.filter(vote=vote, juror=by).exists():
            raise AlreadyVoted
        if entry is not None and entry not in candidates:
            raise NotACandidate
        if jurors_of(round, at=at).filter(pk=by.pk).exists():
            attending.record(deliberation, {by.pk}, at=at)
        return Ballot.objects.create(vote=vote, juror=by, entry=entry, weight=_weight(by, vote, at=at), cast_at=at)


def close_vote(*, vote: Vote, by: User, at: datetime) -> Vote:
    """Close a vote, once enough of those who may vote have; from then on its ballots are seen.

    Raises OnlyPresident, NotDeliberating, DeliberationOver, QuorumLacking.
    """
    round = vote.deliberation.round
    require_president(by, round.competition)
    with transaction.atomic():
        deliberation = in_session(round)
        vote = Vote.objects.select_for_update(no_key=True).get(pk=vote.pk)
        if vote.closed_at is not None:
            return vote
        require_quorum(deliberation, at=at)
        needed, cast_so_far = ballots_needed(vote, at=at), vote.ballots.count()
        if cast_so_far < needed:
            raise QuorumLacking(
                _("%(needed)d ballots are needed to close the vote, and %(cast)d have been cast.")
                % {"needed": needed, "cast": cast_so_far}
            )
        vote.closed_at = at
        vote.save()
    return vote


def voters_of(round: Round, candidates: Sequence[Entry], *, at: datetime) -> QuerySet[User]:
    """Who may vote: the jurors of the round and the president, but for those in conflict with one of the candidates."""
    barred = Conflict.objects.barring().filter(
        juror=OuterRef("pk"), team__project__entries__in=[entry.pk for entry in candidates]
    )
    jurors, presidents = jurors_of(round, at=at), presidents_of(round, at=at)
    jury = User.objects.filter(Q(pk__in=jurors.values("pk")) | Q(pk__in=presidents.values("pk")))
    return jury.filter(~Exists(barred)).order_by("pk")


def ballots_needed(vote: Vote, *, at: datetime) -> int:
    """How many ballots it takes to close the vote: the quorum of those who may vote, and at least one."""
    round = vote.deliberation.round
    voters = voters_of(round, list(vote.candidates.all()), at=at).count()
    return max(1, share_of(round.quorum_percent, voters))


def visible_ballots() -> QuerySet[Ballot]:
    """The ballots of votes that are closed; of the others nobody sees any."""
    return Ballot.objects.filter(vote__closed_at__isnull=False)


def _open(
    deliberation: Deliberation, kind: str, candidates: list[Entry], prize: Prize | None, *, by: User, at: datetime
) -> Vote:
    round = deliberation.round
    # What the data show between a juror and a team is recorded already; of a president who scores nothing it is not.
    for president in presidents_of(round, at=at):
        for entry in candidates:
            record_between(president, entry.project.team, at=at)
    if not voters_of(round, candidates, at=at).exists():
        raise NobodyMayVote
    vote = Vote.objects.create(
        deliberation=deliberation,
        kind=kind,
        prize=prize,
        president_counts_double=round.president_counts_double,
        opened_by=by,
        opened_at=at,
    )
    vote.candidates.set(candidates)
    return vote


def _require_voter(by: User, deliberation: Deliberation, candidates: Sequence[Entry], *, at: datetime) -> None:
    round = deliberation.round
    if voters_of(round, candidates, at=at).filter(pk=by.pk).exists():
        return
    jury = jurors_of(round, at=at).filter(pk=by.pk).exists() or presidents_of(round, at=at).filter(pk=by.pk).exists()
    if jury:
        require_no_conflict(by, candidates)
    raise NotOfThisJury


def _weight(by: User, vote: Vote, *, at: datetime) -> int:
    presides = presidents_of(vote.deliberation.round, at=at).filter(pk=by.pk).exists()
    return 2 if vote.president_counts_double and presides else 1
