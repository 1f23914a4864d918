"""The evaluation of one project: read it, score it, save, finish, reopen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions import kept_forms
from competitions.domain.calendar import is_open
from competitions.refusals import Refusal
from judging.domain.scoring import EvaluationChangedMeanwhile, IncompleteEvaluation, finish, reopen, save_evaluation
from judging.forms import EvaluationForm, written
from judging.models import Assignment, Evaluation, Score
from judging.presenters import evaluation as presenter
from judging.views.requests import SignedInRequest

STAY, NEXT, FINISH = "stay", "next", "finish"


@require_http_methods(["GET", "HEAD", "POST"])
@kept_forms.login_required_keeping_form
def evaluation(request: SignedInRequest, edition: str, assignment_id: int) -> HttpResponse:
    """The frozen version beside the form. What is posted is saved first, then perhaps finished."""
    assignment = _own_or_404(request, edition, assignment_id)
    kept = kept_forms.take(request) if request.method != "POST" else None
    if not _is_open(assignment, at=request.received_at):
        return _closed_page(request, assignment, typed=kept or (request.POST or None))
    if request.method != "POST":
        return _page(request, assignment, kept=kept)
    form = EvaluationForm(request.POST, criteria=assignment.criteria)
    if not form.is_valid():
        return _page(request, assignment, form=form)
    try:
        saved = save_evaluation(assignment=assignment, by=request.user, received_at=request.received_at, **form.given())
    except EvaluationChangedMeanwhile as refusal:
        form.add_error(None, str(refusal))
        return _page(request, assignment, form=form, stored=_stored(assignment, refusal.stored))
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, assignment, form=form)
    return _go_on(request, assignment, saved, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reopen_evaluation(request: SignedInRequest, edition: str, assignment_id: int) -> HttpResponse:
    """Make a finished evaluation a draft again."""
    assignment = _own_or_404(request, edition, assignment_id)
    if assignment.work is None:
        raise Http404
    if request.method != "POST":  # back from the sign-in page, which the button led to
        return redirect("judging:evaluation", edition=edition, assignment_id=assignment_id)
    try:
        reopen(evaluation=assignment.work, by=request.user, received_at=request.received_at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, _("The evaluation is a draft again. Finish it anew, else it does not count."))
    return redirect("judging:evaluation", edition=edition, assignment_id=assignment_id)


def _own_or_404(request: SignedInRequest, edition: str, assignment_id: int) -> Assignment:
    """The juror's own assignment, open to them; for everybody else there is none. Raises Http404."""
    theirs = Assignment.objects.readable().of(request.user).of_edition(edition)
    assignment = theirs.with_work().with_criteria().filter(pk=assignment_id).first()
    if assignment is None:
        raise Http404
    return assignment


def _is_open(assignment: Assignment, *, at: datetime) -> bool:
    round = assignment.entry.round
    return round.closed_at is None and is_open(round.phase, at=at)


def _go_on(request: SignedInRequest, assignment: Assignment, saved: Evaluation, form: EvaluationForm) -> HttpResponse:
    """After saving: finish if asked, then the next one, or back to this one."""
    then = request.POST.get("then", STAY)
    title = {"title": assignment.entry.version.title}
    if then == FINISH:
        try:
            finish(evaluation=saved, by=request.user, received_at=request.received_at)
        except IncompleteEvaluation as refusal:
            return _incomplete(request, assignment, saved, form, refusal)
        messages.success(request, _("Your evaluation of “%(title)s” is finished.") % title)
    else:
        messages.success(request, _("Your evaluation of “%(title)s” is saved as a draft.") % title)
    edition = assignment.entry.round.phase.competition.slug
    if then == STAY:
        return redirect("judging:evaluation", edition=edition, assignment_id=assignment.pk)
    following = presenter.place_among(_theirs(assignment), assignment).following
    if following is None:
        return redirect("judging:jury", edition=edition)
    return redirect("judging:evaluation", edition=edition, assignment_id=following)


def _incomplete(
    request: SignedInRequest,
    assignment: Assignment,
    saved: Evaluation,
    form: EvaluationForm,
    refusal: IncompleteEvaluation,
) -> HttpResponse:
    """The draft is saved; the page says what keeps it from being finished."""
    form.add_error(None, str(refusal))
    for field, sentence in refusal.problems:
        form.add_error(field, sentence)
    return _page(request, assignment, form=form, revision=saved.revision)


def _theirs(assignment: Assignment) -> list[tuple[int, Any]]:
    """The juror's assignments in the same round, in their order: (key, when finished)."""
    theirs = Assignment.objects.readable().of(assignment.juror_id).filter(entry__round=assignment.entry.round_id)
    return list(theirs.in_order().values_list("pk", "evaluation__finished_at"))


def _scores(assignment: Assignment) -> list[Score]:
    """Every score of this juror in the round, this evaluation's among them."""
    return list(Score.objects.given_by(assignment.juror_id, assignment.entry.round))


def _stored(assignment: Assignment, stored: Evaluation) -> dict[str, Any]:
    scores = {score.criterion_id: score for score in stored.scores.all()}
    return written(stored, assignment.criteria, scores)


def _page(
    request: SignedInRequest,
    assignment: Assignment,
    *,
    form: EvaluationForm | None = None,
    stored: Mapping[str, Any] | None = None,
    revision: int | None = None,
    kept: Mapping[str, str] | None = None,
) -> HttpResponse:
    scores = _scores(assignment)
    values = presenter.stored_values(assignment, scores)
    if kept:
        messages.warning(request, kept_forms.TYPED_TEXT_IS_BACK)
    is_finished = assignment.work is not None and assignment.work.finished_at is not None
    column = None
    if form is not None or not is_finished:
        shown = form or EvaluationForm(initial={**values, **(kept or {})}, criteria=assignment.criteria)
        column = presenter.form_column(assignment, shown, scores, stored=stored, revision=revision)
    context = {
        **_around(request, assignment),
        "form": form,
        "column": column,
        "given": presenter.given_rows(assignment, values) if is_finished and column is None else None,
        "can_reopen": is_finished,
    }
    return render(request, "judging/evaluation.html", context)


def _closed_page(request: SignedInRequest, assignment: Assignment, *, typed: Mapping[str, Any] | None) -> HttpResponse:
    """Too early or too late: the page says so, shows what is saved, and what was typed in vain."""
    values = presenter.stored_values(assignment, _scores(assignment))
    lost = None
    if typed is not None:
        form = EvaluationForm(typed, criteria=assignment.criteria)
        lost = presenter.given_rows(assignment, {name: form[name].value() or "" for name in form.fields})
    context = {
        **_around(request, assignment),
        "state": presenter.closed_state(assignment, at=request.received_at, posted=lost is not None),
        "given": presenter.given_rows(assignment, values) if assignment.work else None,
        "typed": lost,
    }
    return render(request, "judging/evaluation_closed.html", context)


def _around(request: SignedInRequest, assignment: Assignment) -> dict[str, Any]:
    place = presenter.place_among(_theirs(assignment), assignment)
    return {
        "header": presenter.header(assignment, place, at=request.received_at),
        "links": presenter.links(assignment),
        "reading": presenter.reading(assignment),
    }
