"""Who gets which prize, as the final ranking, the votes and the audience have it; what nobody gets needs a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from judging.domain import audience
from judging.domain.authority import require_president
from judging.domain.deliberating.sitting import in_session, require_quorum
from judging.domain.deliberating.ties import Placed, final_ranking, voices_of
from judging.domain.publication import Texts, name_award, names_of, require_signed, withhold
from judging.models import Award, Entry, Prize, Round, Vote
from teams.models import User

PLACES = {Prize.Level.FIRST: 1, Prize.Level.SECOND: 2, Prize.Level.THIRD: 3}


class NobodyForPrize(Refusal):
    """A prize has neither a winner nor a reason why it is not awarded."""


class NotTheLastRound(Refusal):
    message = _("Prizes are given by the last round of the edition.")


class PrizeElsewhere(Refusal):
    message = _("This prize belongs to another edition.")


class AwardedAlready(Refusal):
    message = _("This prize is awarded or withheld already.")


@dataclass(frozen=True)
class Proposed:
    """What would become of a prize. `award` is what became of it already; `vote` is on it, open or closed.

    A prize that is withheld has no winners, whoever the ranking or the vote would give it to.
    """

    prize: Prize
    winners: Sequence[Entry] = ()
    rank: int | None = None
    vote: Vote | None = None
    award: Sequence[Award] = field(default=())

    @property
    def is_settled(self) -> bool:
        return bool(self.award)

    @property
    def because(self) -> str:
        """Why nobody gets it, if that is decided."""
        return next((str(award.not_awarded_because) for award in self.award if not award.is_given), "")


def is_last(round: Round) -> bool:
    """Whether `round` is the edition's last one, which gives the prizes."""
    last = Round.objects.of_competition(round.competition).order_by("-phase__closes_at", "-pk").first()
    return last is not None and last.pk == round.pk


def proposal(round: Round, placed: Sequence[Placed], *, at: datetime) -> list[Proposed]:
    """The edition's prizes in their order, each with those whom the final ranking or a vote gives it; equals share."""
    prizes = list(Prize.objects.filter(competition=round.competition).order_by("order", "pk"))
    votes = {vote.prize_id: vote for vote in Vote.objects.filter(deliberation__round=round, prize__in=prizes)}
    awards: dict[int, list[Award]] = {}
    for award in Award.objects.filter(for_prize__in=prizes):
        awards.setdefault(award.for_prize_id or 0, []).append(award)
    applauded = _applauded(round, at=at) if any(each.level == Prize.Level.AUDIENCE for each in prizes) else []
    return [_proposed(prize, placed, votes.get(prize.pk), awards.get(prize.pk, []), applauded) for prize in prizes]


def withhold_prize(*, round: Round, prize: Prize, because: Texts, by: User, at: datetime) -> Award:
    """Record in the deliberation that nobody gets a prize, for a reason that is published.

    Raises OnlyPresident, NotTheLastRound, PrizeElsewhere, AwardedAlready, NotDeliberating, DeliberationOver,
    QuorumLacking, ReasonMissing, ResultsAreOut.
    """
    require_president(by, round.competition)
    if not is_last(round):
        raise NotTheLastRound
    if prize.competition_id != round.competition.pk:
        raise PrizeElsewhere
    with transaction.atomic():
        require_quorum(in_session(round), at=at)
        if Award.objects.filter(for_prize=prize).exists():
            raise AwardedAlready
        return withhold(prize=prize, because=because, by=by, at=at)


def award_prizes(*, round: Round, reasons: Mapping[int, Texts] | None = None, by: User, at: datetime) -> list[Award]:
    """Award every prize as proposed, once the ranking is signed; `reasons` are those for what nobody gets, by prize.

    Prizes that are settled already are left as they are.
    Raises OnlyOrganiserOrPresident, NotTheLastRound, NotSigned, NobodyForPrize, ReasonMissing, ResultsAreOut.
    """
    if not is_last(round):
        raise NotTheLastRound
    with transaction.atomic():
        require_signed(round.competition)
        waiting = [each for each in proposal(round, final_ranking(round), at=at) if not each.is_settled]
        awards: list[Award] = []
        for each in waiting:
            awards += _award(each, round, (reasons or {}).get(each.prize.pk), by=by, at=at)
    return awards


def _award(each: Proposed, round: Round, because: Texts | None, *, by: User, at: datetime) -> list[Award]:
    prize = each.prize
    if not each.winners:
        if because is None:
            message = _("Nobody would get “%(prize)s”. Say why it is not awarded.")
            raise NobodyForPrize(message % {"prize": prize.name})
        return [withhold(prize=prize, because=because, by=by, at=at)]
    return [
        name_award(
            competition=round.competition,
            entry=entry,
            prize=names_of(prize),
            for_prize=prize,
            rank=each.rank,
            order=prize.order,
            by=by,
            at=at,
        )
        for entry in each.winners
    ]


def _proposed(
    prize: Prize, placed: Sequence[Placed], vote: Vote | None, awards: Sequence[Award], applauded: Sequence[Entry]
) -> Proposed:
    if any(not award.is_given for award in awards):
        return Proposed(prize, vote=vote, award=awards)
    if (rank := PLACES.get(Prize.Level(prize.level))) is not None:
        return Proposed(prize, [each.entry for each in placed if each.rank == rank], rank=rank, award=awards)
    if prize.level == Prize.Level.AUDIENCE:
        return Proposed(prize, applauded, award=awards)
    return Proposed(prize, _elected(vote), vote=vote, award=awards)


def _elected(vote: Vote | None) -> list[Entry]:
    """The candidates with the most voices; none while the vote is open, and none without a voice."""
    if vote is None or vote.closed_at is None:
        return []
    voices = voices_of(vote)
    most = max(voices.values(), default=0)
    winners = [entry for entry, number in voices.items() if number == most]
    return list(Entry.objects.admitted().filter(pk__in=winners).with_names().order_by("pk"))


def _applauded(round: Round, *, at: datetime) -> list[Entry]:
    """Whom the audience has chosen; nobody before its vote is over."""
    counted = audience.count(round, at=at)
    return audience.leading(counted) if counted is not None else []
