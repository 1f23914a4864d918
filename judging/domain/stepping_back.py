"""A juror leaves the jury: what they have finished stands, what they have not goes to somebody else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.models import Competition
from competitions.refusals import Refusal
from judging.domain.authority import NotYourEvaluation
from judging.domain.profiles import NotInTheJury
from judging.domain.records import keep
from judging.domain.relieving import relieve
from judging.domain.telling_organisers import tell_organisers
from judging.messages import STEPPED_BACK
from judging.models import Assignment, Entry, JurorProfile, Round
from teams.domain.roles import end
from teams.models import Role, User

LEFT = (Assignment.Closed.STEPPED_BACK, Assignment.Closed.DISMISSED, Assignment.Closed.CONFLICT)


class StepBackReasonMissing(Refusal):
    message = gettext_lazy("Say in a few words why: only the organisers read it.")
    field = "reason"


@dataclass(frozen=True)
class Vacancy:
    """What somebody has left in a round, and nobody has taken over."""

    round: Round
    juror: User
    entries: list[Entry]


def step_back(*, juror: User, competition: Competition, reason: str, by: User, at: datetime) -> int:
    """`juror` leaves the jury, says so themselves or through an organiser; return how many evaluations they leave.

    Their unfinished evaluations close, the finished ones stand. The organisers are told, and asked to fill the gaps.
    Raises NotYourEvaluation, StepBackReasonMissing, NotInTheJury.
    """
    if by.pk != juror.pk and not by.has_perm("competitions.organise", competition):
        raise NotYourEvaluation
    if not reason.strip():
        raise StepBackReasonMissing
    with transaction.atomic():
        juror = User.objects.locked(juror.pk)
        held = Role.objects.held_by(juror, competition).active(at=at)
        role = held.filter(kind=Role.Kind.JUROR).select_related("competition").first()
        if role is None:
            raise NotInTheJury
        left = _close_unfinished(juror, competition, because=Assignment.Closed.STEPPED_BACK, by=by, at=at)
        profile = JurorProfile.objects.filter(role=role).first() or JurorProfile(role=role)
        profile.stepped_back_at, profile.stepped_back_because = at, reason.strip()
        keep(profile, by=by, at=at)
        end(role, reason=_public_reason(), by=by, at=at)
        tell_organisers(STEPPED_BACK, competition, at=at, juror=juror, number=left)
    return left


def role_has_ended(role: Role, *, by: User, at: datetime) -> None:
    """A juror was dismissed: what they have not finished closes; the finished evaluations stand."""
    if role.kind == Role.Kind.JUROR:
        _close_unfinished(role.person, role.competition, because=Assignment.Closed.DISMISSED, by=by, at=at)


def entries_left(competition: Competition) -> QuerySet[Entry]:
    """Entries that somebody left, or may not judge, and that have fewer jurors than the round wants."""
    return Entry.objects.filter(pk__in=_left(competition).values("entry"))


def vacancies(competition: Competition) -> list[Vacancy]:
    """The same by round and by who left, for whoever fills the gaps; one query."""
    rows = _left(competition).select_related("juror", "entry__round__phase", "entry__version", "entry__project__team")
    found: dict[tuple[int, int], list[Assignment]] = defaultdict(list)
    for assignment in rows.defer("entry__version__content").order_by("entry__round", "juror", "entry"):
        found[assignment.entry.round_id, assignment.juror_id].append(assignment)
    return [
        Vacancy(theirs[0].entry.round, theirs[0].juror, [each.entry for each in theirs]) for theirs in found.values()
    ]


def _left(competition: Competition) -> QuerySet[Assignment]:
    """Closed because somebody left or is in conflict, on an entry of a running round that lacks a juror since."""
    live = Count("entry__assignments", filter=Q(entry__assignments__closed_at=None))
    rows = Assignment.objects.of_competition(competition).filter(
        Exists(Entry.objects.admitted().filter(pk=OuterRef("entry"))),
        closed_because__in=LEFT,
        entry__round__closed_at=None,
        entry__round__is_read_by_all=False,
    )
    return rows.annotate(readers=live).filter(readers__lt=F("entry__round__evaluations_wanted"))


def _close_unfinished(juror: User, competition: Competition, *, because: str, by: User, at: datetime) -> int:
    live = Assignment.objects.live().of(juror).of_competition(competition).filter(entry__round__closed_at=None)
    locked: Iterable[Assignment] = live.select_for_update(no_key=True, of=("self",)).order_by("pk")
    held = [each.pk for each in locked]
    # Read under the lock: a juror may have been finishing one of them.
    unfinished = list(Assignment.objects.filter(pk__in=held, evaluation__finished_at=None).order_by("pk"))
    for assignment in unfinished:
        relieve(assignment, because=because, by=by, at=at)
    return len(unfinished)


def _public_reason() -> str:
    """What the register of changes says; why somebody steps back is their own matter."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("The juror stepped back.")
