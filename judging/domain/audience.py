"""The audience prize: registered civil servants vote, one person one vote, apart from the jury.

That somebody has voted and for whom somebody voted are two rows that share neither a person, an hour nor a number; a
key of a voice is drawn at random. This hides a choice from everybody who uses the site, not from whoever administers
its database: `AudienceVote` says how far it goes. Nobody counts before the window has closed, whatever page or list
they ask.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.domain.calendar import SETTLING
from competitions.refusals import Refusal
from judging.domain.drawing import in_drawn_order
from judging.domain.records import keep
from judging.models import AudienceVote, AudienceVoter, Entry, Round
from teams.domain.authority import require_organiser
from teams.models import EligibilityDecision, Membership, Role, User

# Whoever judges, or runs the edition, has another say.
EXCLUDED = (
    Role.Kind.JUROR,
    Role.Kind.PRESIDENT,
    Role.Kind.DEPUTY_PRESIDENT,
    Role.Kind.ORGANISER,
)


class MayNotVote(Refusal):
    """Why this person has no voice in the vote of the audience."""


class VoteNotOpen(Refusal):
    """The vote has not begun, or is over."""


class VotedAlready(Refusal):
    message = gettext_lazy("You have voted already. A vote is final, and no page of the site shows or changes it.")


class OwnTeam(Refusal):
    message = gettext_lazy("You cannot vote for your own team. Choose another project.")
    field = "entry"


class NotACandidate(Refusal):
    message = gettext_lazy("This project is not among the candidates. Choose one of the list.")
    field = "entry"


class WindowStands(Refusal):
    message = gettext_lazy("The vote has begun: its beginning stands, and its end can only be moved to later.")
    field = "audience_closes_at"


class WrongWindow(Refusal):
    message = gettext_lazy("The vote of the audience needs a beginning and, later, an end.")
    field = "audience_closes_at"


@dataclass(frozen=True)
class Voices:
    """How many chose an entry."""

    entry: Entry
    votes: int


def set_window(*, round: Round, opens_at: datetime | None, closes_at: datetime | None, by: User, at: datetime) -> Round:
    """Let the audience vote in that window; without one there is no vote.

    Once it has begun, only a later end is taken, and only until it is over. Raises OnlyOrganiser, WrongWindow,
    WindowStands.
    """
    require_organiser(by, round.competition)
    if (opens_at is None) != (closes_at is None) or (opens_at and closes_at and closes_at <= opens_at):
        raise WrongWindow
    with transaction.atomic():
        round = Round.objects.locked(round.pk)
        require_window_may_move(round, opens_at=opens_at, closes_at=closes_at, at=at)
        round.audience_opens_at, round.audience_closes_at = opens_at, closes_at
        keep(round, by=by, at=at)
    return round


def require_window_may_move(
    round: Round, *, opens_at: datetime | None, closes_at: datetime | None, at: datetime
) -> None:
    """Return if the vote may have that window instead of its own, whichever verb gives it one. Raises WindowStands."""
    if (opens_at, closes_at) == (round.audience_opens_at, round.audience_closes_at):
        return
    begun = round.audience_opens_at is not None and round.audience_opens_at <= at
    if begun and not _is_longer(round, opens_at, closes_at, at=at):
        raise WindowStands


def cast(*, round: Round, entry: Entry, by: User, received_at: datetime) -> None:
    """Vote for `entry`; whose voice it is is written nowhere.

    Raises VoteNotOpen, MayNotVote, NotACandidate, OwnTeam, VotedAlready.
    """
    with transaction.atomic():
        # Whoever appoints this person or lets them join a team waits for their row.
        by = User.objects.locked(by.pk)
        round = Round.objects.select_related("phase__competition").get(pk=round.pk)
        require_open(round, at=received_at)
        require_voice(by, round, at=received_at)
        candidate = Entry.objects.admitted().filter(round=round, pk=entry.pk).first()
        if candidate is None:
            raise NotACandidate
        if candidate.pk in own_entries(by, round):
            raise OwnTeam
        _write(round, candidate, by, received_at=received_at)


def require_open(round: Round, *, at: datetime) -> None:
    """Return if the audience votes at `at`. Raises VoteNotOpen."""
    zone = round.competition.time_zone
    if round.audience_opens_at is None or round.audience_closes_at is None:
        raise VoteNotOpen(_("There is no vote of the audience in this round."))
    if at < round.audience_opens_at:
        moment = wording.moment(round.audience_opens_at, zone=zone)
        raise VoteNotOpen(_("The vote opens on %(moment)s. Please come back then.") % {"moment": moment})
    if at >= round.audience_closes_at:
        moment = wording.last_minute(round.audience_closes_at, zone=zone)
        raise VoteNotOpen(_("The vote closed on %(moment)s.") % {"moment": moment})


def require_voice(person: User, round: Round, *, at: datetime) -> None:
    """Return if `person` has a voice: a registered civil servant who neither judges nor runs the edition.

    Raises MayNotVote.
    """
    roles = set(Role.objects.held_by(person, round.competition).active(at=at).values_list("kind", flat=True))
    if person.is_superuser or not roles.isdisjoint(EXCLUDED):
        raise MayNotVote(_("Members of the jury and organisers do not vote with the audience."))
    if Role.Kind.FOCAL_POINT not in roles and not is_civil_servant(person):
        raise MayNotVote(
            _(
                "The vote is for civil servants of the departments that take part. Complete your profile; your "
                "focal point or your professional address then confirms that you are one."
            )
        )


def is_civil_servant(person: User) -> bool:
    """Whether somebody has vouched that `person` serves where they serve today, in whatever edition."""
    return EligibilityDecision.objects.filter(person=person).standing().eligible().exists()


def has_voted(person: User, round: Round) -> bool:
    return AudienceVoter.objects.filter(round=round, person=person).exists()


def own_entries(person: User, round: Round) -> set[int]:
    """The entries of the team to which `person` belongs."""
    teams = Membership.objects.active().of(person).values("team")
    return set(Entry.objects.filter(round=round, project__team__in=teams).values_list("pk", flat=True))


def candidates(round: Round, person: User) -> list[Entry]:
    """Whom `person` may choose, in an order drawn for them alone: no place favours anybody."""
    entries = {entry.pk: entry for entry in Entry.objects.admitted().filter(round=round).with_names()}
    seed = f"audience:{round.pk}:{person.pk}"
    return [entries[key] for key in in_drawn_order(seed, "entry", entries)]


def is_over(round: Round, *, at: datetime) -> bool:
    """Whether nobody can vote any more, and no voice is still on its way."""
    return round.audience_closes_at is not None and at >= round.audience_closes_at + SETTLING


def count(round: Round, *, at: datetime) -> list[Voices] | None:
    """The voices of each candidate, most first; None before the vote is over, for anybody."""
    if not is_over(round, at=at):
        return None
    entries = Entry.objects.admitted().filter(round=round).with_names().defer("version__content")
    counted: Any = entries.annotate(votes=Count("audience_votes", filter=Q(audience_votes__round=round)))
    return [Voices(entry, entry.votes) for entry in counted.order_by("-votes", "pk")]


def leading(counts: Sequence[Voices]) -> list[Entry]:
    """Who has the most voices: several when they are equal, none when nobody voted."""
    most = max((each.votes for each in counts), default=0)
    return [each.entry for each in counts if most and each.votes == most]


def _write(round: Round, entry: Entry, by: User, *, received_at: datetime) -> None:
    if has_voted(by, round):
        raise VotedAlready
    try:
        with transaction.atomic():
            AudienceVoter.objects.create(round=round, person=by, voted_at=received_at)
    except IntegrityError as error:  # the same person, in the same instant
        raise VotedAlready from error
    AudienceVote.objects.create(round=round, entry=entry)


def _is_longer(round: Round, opens_at: datetime | None, closes_at: datetime | None, *, at: datetime) -> bool:
    assert round.audience_closes_at is not None
    if closes_at is None or opens_at != round.audience_opens_at:
        return False
    return closes_at >= round.audience_closes_at and at < round.audience_closes_at
