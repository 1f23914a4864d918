"""A juror changes a score of their own in the deliberation, for a reason; what was given stays beside it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from judging.domain import analysing
from judging.domain.authority import NotYourEvaluation
from judging.domain.deliberating.opening import VoteIsOpen
from judging.domain.deliberating.sitting import in_session, jurors_of, require_no_conflict
from judging.domain.scoring import require_on_scale
from judging.models import Evaluation, Score, ScoreChange
from teams.models import User


class ChangeReasonMissing(Refusal):
    message = _("Say why you change the score: it is kept with the result.")
    field = "reason"


class ScoreMissing(Refusal):
    message = _("Give the new score.")
    field = "points"


class SameScore(Refusal):
    message = _("This is the score that counts already.")
    field = "points"


class DoesNotCount(Refusal):
    message = _("This evaluation does not count, so nothing in it can be changed.")


def change_score(*, score: Score, points: int | None, reason: str, by: User, at: datetime) -> ScoreChange:
    """Let `points` (hundredths) count instead of what counts now; the same change said twice is made once.

    The analysis of the round is asked for anew.
    Raises NotYourEvaluation, ChangeReasonMissing, ScoreMissing, OffScale, NotDeliberating, DeliberationOver,
    VoteIsOpen, InConflict, DoesNotCount, SameScore.
    """
    assignment = score.evaluation.assignment
    round = assignment.entry.round
    if by.pk != assignment.juror_id or not jurors_of(round, at=at).filter(pk=by.pk).exists():
        raise NotYourEvaluation
    if not reason.strip():
        raise ChangeReasonMissing
    if points is None:
        raise ScoreMissing
    require_on_scale(score.criterion, points)
    with transaction.atomic():
        deliberation = in_session(round)
        # Whoever votes knows what they vote about.
        if deliberation.votes.filter(closed_at=None).exists():
            raise VoteIsOpen
        require_no_conflict(by, [assignment.entry])
        if not Evaluation.objects.counting(round).filter(pk=score.evaluation_id).exists():
            raise DoesNotCount
        change = _change(Score.objects.get(pk=score.pk), points, reason.strip(), by=by, at=at)
        analysing.ask_for(round, at=at)
    return change


def _change(score: Score, points: int, reason: str, *, by: User, at: datetime) -> ScoreChange:
    old = score.effective
    assert old is not None  # a finished evaluation has every score
    if old == points:
        last = ScoreChange.objects.filter(score=score).last()
        if last is not None and (last.new_points, last.reason) == (points, reason):
            return last
        raise SameScore
    change = ScoreChange.objects.create(
        score=score, old_points=old, new_points=points, reason=reason, changed_by=by, changed_at=at
    )
    # The database lets it pass because of the row above.
    score.revised_points = points
    score.save(update_fields=["revised_points"])
    return change
