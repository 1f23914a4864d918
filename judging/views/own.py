"""A juror's way to what is theirs, and what they have to do before it opens to them."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from competitions.domain.calendar import is_open
from judging.domain.readiness import Lacking, what_its_juror_lacks, with_readiness
from judging.models import Assignment, Extension, Round
from judging.views.requests import SignedInRequest

FIRST = {Lacking.CHARTER: "judging:charter", Lacking.DECLARATION: "judging:declare"}


def own_or_none(
    request: SignedInRequest, edition: str, assignment_id: int, *, to_read: bool = True
) -> Assignment | None:
    """The juror's own assignment, open to them, with all that its page needs; not `to_read`, without the project."""
    theirs = Assignment.objects.readable().of(request.user).of_edition(edition).filter(pk=assignment_id)
    whole = theirs.with_work() if to_read else theirs.to_write()
    found: Assignment | None = with_readiness(whole.with_criteria().with_own_end()).first()
    return found


def own_or_404(request: SignedInRequest, edition: str, assignment_id: int, *, to_read: bool = True) -> Assignment:
    """As `own_or_none`; for everybody else there is none. Raises Http404."""
    assignment = own_or_none(request, edition, assignment_id, to_read=to_read)
    if assignment is None:
        raise Http404
    return assignment


def lost_or_404(request: SignedInRequest, edition: str, assignment_id: int) -> Assignment:
    """What was theirs and has been taken from them, but for a conflict, which leaves no way in. Raises Http404."""
    theirs = Assignment.objects.of(request.user).of_edition(edition).without_conflict()
    lost = theirs.exclude(closed_because=Assignment.Closed.CONFLICT)
    found = lost.select_related("entry__round__phase__competition").filter(pk=assignment_id).first()
    if found is None:
        raise Http404
    return found


def first_things_first(assignment: Assignment) -> HttpResponse | None:
    """To the charter, or to the declaration of conflicts, while the juror has not been there."""
    return led_to(what_its_juror_lacks(assignment), assignment.entry.round.phase.competition.slug)


def led_to(lacking: Lacking | None, edition: str) -> HttpResponse | None:
    return redirect(FIRST[lacking], edition=edition) if lacking else None


def may_write(assignment: Assignment, *, at: datetime) -> bool:
    """Whether what arrives now is in time for its juror; needs `with_own_end`."""
    round: Round = assignment.entry.round
    return round.closed_at is None and is_open(round.phase, at=at, until=assignment.own_end)


def own_round_or_404(request: SignedInRequest, edition: str, round_id: int) -> tuple[Round, Any]:
    """A round in which something is theirs, and those assignments; with `own_end`. Raises Http404."""
    theirs = Assignment.objects.readable().of(request.user).of_edition(edition).filter(entry__round=round_id)
    return _round_or_404(request, theirs, round_id), theirs


def to_sign_or_404(request: SignedInRequest, edition: str, round_id: int) -> tuple[Any, Any]:
    """The same of what they may sign; `is_open_to_juror` says of the round whether they still judge in it."""
    theirs = Assignment.objects.signable().of(request.user).of_edition(edition).filter(entry__round=round_id)
    return _round_or_404(request, theirs, round_id, is_open_to_juror=Exists(theirs.of_todays_jurors())), theirs


def may_write_in(round: Any, *, at: datetime) -> bool:
    """As `may_write`, of a round with `own_end`."""
    return round.closed_at is None and is_open(round.phase, at=at, until=round.own_end)


def _round_or_404(request: SignedInRequest, theirs: Any, round_id: int, **told: Any) -> Any:
    """`own_end` is the later end that the juror has been given in it."""
    given = Extension.objects.filter(juror=request.user, round=OuterRef("pk")).order_by("-until")
    told["own_end"] = Subquery(given.values("until")[:1])
    rounds = Round.objects.filter(pk=round_id, entries__assignments__in=theirs).distinct()
    found = rounds.annotate(**told).select_related("phase__competition").with_criteria().first()
    if found is None:
        raise Http404
    return found
