"""Who sits in a deliberation, whether enough of them do, and the deliberation that is going on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal
from judging.models import Assignment, Conflict, Deliberation, Entry, Round
from teams.domain.authority import NotYours
from teams.models import Role, User


class NotDeliberating(Refusal):
    message = gettext_lazy("The president of the jury has not opened the deliberation of this round yet.")


class DeliberationOver(Refusal):
    message = gettext_lazy("The deliberation is closed: nothing in it can change any more.")


class NotOfThisJury(NotYours):
    message = gettext_lazy("Only the jurors of this round, the president and the deputy take part in the deliberation.")


class InConflict(Refusal):
    message = gettext_lazy("You have a conflict of interest with this team, so you have no say about its project.")


class QuorumLacking(Refusal):
    """Too few jurors take part, have voted or have signed."""


@dataclass(frozen=True)
class Quorum:
    """How many jurors there are, how many of them it takes, and how many there are so far."""

    jurors: int
    needed: int
    present: int

    @property
    def is_met(self) -> bool:
        return self.present >= self.needed

    @property
    def lacking(self) -> int:
        return max(0, self.needed - self.present)


def jurors_of(round: Round, *, at: datetime) -> QuerySet[User]:
    """Who deliberates: jurors of today with something to judge in the round."""
    roles = Role.objects.filter(competition=round.competition, kind=Role.Kind.JUROR).active(at=at)
    admitted = Entry.objects.admitted().filter(round=round)
    theirs = Assignment.objects.live().filter(juror=OuterRef("pk"), entry__in=admitted)
    return User.objects.filter(Exists(theirs), pk__in=roles.values("person")).order_by("pk")


def presidents_of(round: Round, *, at: datetime) -> QuerySet[User]:
    """The president; the deputy has a voice as a juror only."""
    roles = Role.objects.filter(competition=round.competition, kind=Role.Kind.PRESIDENT).active(at=at)
    return User.objects.filter(pk__in=roles.values("person"))


def takes_part(person: User, round: Round, *, at: datetime) -> bool:
    """Whether they are a juror of the round, or chair it."""
    return (
        person.has_perm("judging.preside", round.competition) or jurors_of(round, at=at).filter(pk=person.pk).exists()
    )


def require_takes_part(person: User, round: Round, *, at: datetime) -> None:
    """Raises NotOfThisJury."""
    if not takes_part(person, round, at=at):
        raise NotOfThisJury


def require_no_conflict(person: User, entries: Iterable[Entry]) -> None:
    """Return if nothing bars `person` from a say about the entries. Raises InConflict."""
    if Conflict.objects.barring().filter(juror=person, team__project__entries__in=list(entries)).exists():
        raise InConflict


def in_session(round: Round) -> Deliberation:
    """The open deliberation, its round locked until the end of the transaction: whoever signs holds the round too.

    Raises NotDeliberating, DeliberationOver.
    """
    Round.objects.locked(round.pk)
    deliberation = Deliberation.objects.select_related("round__phase__competition").filter(round=round).first()
    if deliberation is None:
        raise NotDeliberating
    if deliberation.closed_at is not None:
        raise DeliberationOver
    return deliberation


def share_of(percent: int, number: int) -> int:
    """How many of `number` are at least that many percent of them."""
    return -(-percent * number // 100)


def quorum(deliberation: Deliberation, *, at: datetime) -> Quorum:
    """Where the attendance stands against the rules of the round."""
    round = deliberation.round
    jurors = set(jurors_of(round, at=at).values_list("pk", flat=True))
    came = set(deliberation.attendances.values_list("juror", flat=True))
    return Quorum(len(jurors), share_of(round.quorum_percent, len(jurors)), len(jurors & came))


def require_quorum(deliberation: Deliberation, *, at: datetime) -> None:
    """Raises QuorumLacking."""
    stand = quorum(deliberation, at=at)
    if not stand.is_met:
        raise QuorumLacking(
            _("The quorum is %(needed)d of %(jurors)d jurors, and %(present)d take part so far.")
            % {"needed": stand.needed, "jurors": stand.jurors, "present": stand.present}
        )
