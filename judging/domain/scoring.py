"""A juror's evaluation of one entry: saved as a draft, finished, reopened, until the judging phase ends."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competitions.domain.calendar import is_open, require_open
from competitions.refusals import Refusal
from judging.domain.authority import NotYourEvaluation
from judging.domain.extensions import end_for
from judging.domain.juror_signing import withdraw_signature
from judging.domain.taken_away import why_taken_away
from judging.models import Assignment, Criterion, Evaluation, Score
from judging.points import points_in_words
from teams.models import User


class EvaluationClosed(Refusal):
    message = gettext_lazy("This evaluation is closed. Nothing in it can be changed any more.")


class EvaluationFinished(Refusal):
    message = gettext_lazy("You have finished this evaluation. Reopen it to change something.")


class DeclarationFirst(Refusal):
    message = gettext_lazy("Declare your conflicts of interest first: until then no project is open to you.")


class OffScale(Refusal):
    """A score is not on the criterion's scale, or is none of its levels."""


class EvaluationChangedMeanwhile(Refusal):
    """Another window saved something else since this one was opened; nothing was overwritten."""

    message = gettext_lazy(
        "This evaluation was saved from another window since you opened this page. What you typed here is kept below "
        "and not saved yet. Compare it with what is saved, then save again."
    )

    def __init__(self, stored: Evaluation) -> None:
        self.stored = stored
        super().__init__()


class IncompleteEvaluation(Refusal):
    """Something is missing before it can be finished; `problems` are (form field, sentence)."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        message = ngettext(
            "Your draft is saved. %(count)d point is missing before you can finish.",
            "Your draft is saved. %(count)d points are missing before you can finish.",
            len(problems),
        )
        super().__init__(message % {"count": len(problems)})


@dataclass(frozen=True)
class Whole:
    """An evaluation as it is to be stored, every criterion in it."""

    points: Mapping[str, int | None]
    comments: Mapping[str, str]
    for_team: str
    for_jury: str


@dataclass(frozen=True)
class Given:
    """What a juror gives: points in hundredths (or None) and comments, by the criterion's key.

    A key that is not there, and a comment that is None, leave what is stored as it is.
    """

    points: Mapping[str, int | None]
    comments: Mapping[str, str]
    for_team: str | None
    for_jury: str | None

    def over(self, stored: Evaluation | None, criteria: Iterable[Criterion]) -> Whole:
        """With what is stored wherever nothing is given."""
        keys = [criterion.key for criterion in criteria]
        points, comments = dict.fromkeys(keys), dict.fromkeys(keys, "")
        lacks = any(key not in self.points or key not in self.comments for key in keys)
        if stored is not None and lacks:
            for score in stored.scores.select_related("criterion"):
                points[score.criterion.key], comments[score.criterion.key] = score.points, score.comment
        for_team, for_jury = (stored.comment_for_team, stored.comment_for_jury) if stored else ("", "")
        return Whole(
            {**points, **self.points},
            {**comments, **{key: text.strip() for key, text in self.comments.items()}},
            for_team if self.for_team is None else self.for_team.strip(),
            for_jury if self.for_jury is None else self.for_jury.strip(),
        )


def points_field(key: str) -> str:
    """The form's field for the points of a criterion."""
    return f"points_{key}"


def save_evaluation(
    *,
    assignment: Assignment,
    points: Mapping[str, int | None],
    comments: Mapping[str, str],
    comment_for_team: str | None,
    comment_for_jury: str | None,
    revision: int,
    by: User,
    received_at: datetime,
) -> Evaluation:
    """Save the draft that the juror began from `revision` (0 before the first save); scores may still lack.

    What is not given (a key that lacks, a comment that is None) stays as it is stored. Saying again what is saved
    already changes nothing, so a double click is harmless.
    Raises NotYourEvaluation, PhaseNotOpen, PhaseClosed, DeclarationFirst, EvaluationClosed, EvaluationFinished,
    OffScale, EvaluationChangedMeanwhile (with what is stored).
    """
    # The rules stand since the round was opened, so what the caller has read of them may be used here.
    criteria = list(assignment.entry.round.criteria.all())
    given = Given(points, comments, comment_for_team, comment_for_jury)
    for criterion in criteria:
        require_on_scale(criterion, points.get(criterion.key))

    def attempt() -> Evaluation:
        with _unless_closed_meanwhile(), transaction.atomic():
            begun = _to_write(assignment, by=by, received_at=received_at).work
            if begun is None:
                return _begin(assignment, given.over(None, criteria), criteria, at=received_at)
            return _replace(begun, given.over(begun, criteria), criteria, revision=revision, at=received_at)

    try:
        return attempt()
    except IntegrityError as error:
        # Two windows began the same evaluation in the same instant: the second look finds it begun.
        if "assignment_id" not in str(error):
            raise
        return attempt()


def finish(*, evaluation: Evaluation, by: User, received_at: datetime) -> Evaluation:
    """Count the evaluation: every criterion has a score, and the team a comment. Finishing twice changes nothing.

    Raises NotYourEvaluation, PhaseNotOpen, PhaseClosed, EvaluationClosed, IncompleteEvaluation (with every problem).
    """
    with _unless_closed_meanwhile(), transaction.atomic():
        evaluation = _work_to_write(evaluation, by=by, received_at=received_at)
        if evaluation.finished_at is not None:
            return evaluation
        if problems := _what_is_missing(evaluation):
            raise IncompleteEvaluation(problems)
        evaluation.finished_at = received_at
        evaluation.save()
        # Whoever had signed what was theirs has more to sign now.
        withdraw_signature(evaluation.assignment, at=received_at)
    return evaluation


def reopen(*, evaluation: Evaluation, by: User, received_at: datetime) -> Evaluation:
    """Make a finished evaluation a draft again, which does not count until it is finished anew.

    The signature under the juror's evaluations is withdrawn: it was of another text.

    Raises NotYourEvaluation, PhaseNotOpen, PhaseClosed, EvaluationClosed.
    """
    with _unless_closed_meanwhile(), transaction.atomic():
        evaluation = _work_to_write(evaluation, by=by, received_at=received_at)
        if evaluation.finished_at is not None:
            evaluation.finished_at = None
            evaluation.revision += 1
            evaluation.save()
            withdraw_signature(evaluation.assignment, at=received_at)
    return evaluation


def require_on_scale(criterion: Criterion, points: int | None) -> None:
    """Return if the criterion takes these points (hundredths; None is no score yet). Raises OffScale."""
    levels = {level.points for level in criterion.levels.all()}
    if points is None or (points in levels if levels else criterion.minimum <= points <= criterion.maximum):
        return
    if levels:
        raise OffScale(_("Choose one of the levels."), field=points_field(criterion.key))
    raise OffScale(
        _("Give a score from %(lowest)s to %(highest)s.")
        % {"lowest": points_in_words(criterion.minimum), "highest": points_in_words(criterion.maximum)},
        field=points_field(criterion.key),
    )


def _to_write(assignment: Assignment, *, by: User, received_at: datetime) -> Assignment:
    """The assignment as it stands, locked, when its juror may write in it."""
    if by.pk != assignment.juror_id:
        raise NotYourEvaluation
    round = assignment.entry.round
    # The question about more time is asked of those alone who are late.
    if not is_open(round.phase, at=received_at):
        require_open(round.phase, at=received_at, until=end_for(round, by))
    locked = Assignment.objects.readable().in_running_rounds().locked_to_write(assignment.pk)
    if locked is None:
        raise EvaluationClosed(why_taken_away(assignment))
    return locked


def _work_to_write(evaluation: Evaluation, *, by: User, received_at: datetime) -> Evaluation:
    _to_write(evaluation.assignment, by=by, received_at=received_at)
    # Read again under the lock: what came with the lock may be from before the wait for it.
    return Evaluation.objects.select_related("assignment__entry__round").get(pk=evaluation.pk)


@contextmanager
def _unless_closed_meanwhile() -> Iterator[None]:
    """The last resort: the database refuses what arrives while the round is being closed or a conflict recorded.

    Nor does it let anybody begin who has not declared theirs.
    """
    try:
        yield
    except IntegrityError as error:
        if any(seal in str(error) for seal in ("_closed_", "_conflict_")):
            raise EvaluationClosed from error
        if "_declared_" in str(error):
            raise DeclarationFirst from error
        raise


def _begin(assignment: Assignment, given: Whole, criteria: Iterable[Criterion], *, at: datetime) -> Evaluation:
    evaluation = Evaluation.objects.create(
        assignment=assignment,
        comment_for_team=given.for_team,
        comment_for_jury=given.for_jury,
        revision=1,
        begun_at=at,
        saved_at=at,
    )
    _write_scores(evaluation, given, criteria)
    return evaluation


def _replace(
    evaluation: Evaluation, given: Whole, criteria: Iterable[Criterion], *, revision: int, at: datetime
) -> Evaluation:
    """Write over the draft that is still as the juror saw it; the old revision in the condition decides a race."""
    as_seen = Evaluation.objects.filter(pk=evaluation.pk, revision=revision, finished_at=None)
    written = {"comment_for_team": given.for_team, "comment_for_jury": given.for_jury, "saved_at": at}
    if not as_seen.update(**written, revision=revision + 1):
        stored = Evaluation.objects.get(pk=evaluation.pk)
        if _says(stored, given, criteria):
            return stored
        raise EvaluationFinished if stored.finished_at else EvaluationChangedMeanwhile(stored)
    for name, value in {**written, "revision": revision + 1}.items():
        setattr(evaluation, name, value)
    _write_scores(evaluation, given, criteria)
    return evaluation


def _write_scores(evaluation: Evaluation, given: Whole, criteria: Iterable[Criterion]) -> None:
    Score.objects.bulk_create(
        [
            Score(
                evaluation=evaluation,
                criterion=criterion,
                points=given.points[criterion.key],
                comment=given.comments[criterion.key],
                minimum=criterion.minimum,
                maximum=criterion.maximum,
            )
            for criterion in criteria
        ],
        update_conflicts=True,
        unique_fields=["evaluation", "criterion"],
        update_fields=["points", "comment"],
    )


def _says(evaluation: Evaluation, given: Whole, criteria: Iterable[Criterion]) -> bool:
    """Whether what is stored is what was given."""
    if (evaluation.comment_for_team, evaluation.comment_for_jury) != (given.for_team, given.for_jury):
        return False
    stored = {score.criterion_id: (score.points, score.comment) for score in evaluation.scores.all()}
    return stored == {each.pk: (given.points[each.key], given.comments[each.key]) for each in criteria}


def _what_is_missing(evaluation: Evaluation) -> list[tuple[str, str]]:
    scored = set(evaluation.scores.filter(points__isnull=False).values_list("criterion_id", flat=True))
    criteria = evaluation.assignment.entry.round.criteria.all()
    problems = [(points_field(each.key), _("Give a score.")) for each in criteria if each.pk not in scored]
    if not evaluation.comment_for_team:
        problems.append(("comment_for_team", _("Write a comment for the team.")))
    return problems
