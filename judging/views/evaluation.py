"""The evaluation of one project: read it, score it, save, finish, reopen."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from competitions import kept_forms
from competitions.refusals import Refusal
from judging.domain.blinding import title_of
from judging.domain.own_work import own_work
from judging.domain.scoring import EvaluationChangedMeanwhile, IncompleteEvaluation, finish, reopen, save_evaluation
from judging.forms.evaluation import EvaluationForm
from judging.models import Assignment, Evaluation
from judging.presenters import evaluation as presenter
from judging.presenters.autosaving import device_copies, room
from judging.presenters.given import given_rows, typed_rows
from judging.presenters.reading import reading
from judging.presenters.taken import taken_page
from judging.views.own import first_things_first, lost_or_404, may_write, own_or_404, own_or_none
from judging.views.requests import SignedInRequest

STAY, NEXT, FINISH = "stay", "next", "finish"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@kept_forms.login_required_keeping_form
def evaluation(request: SignedInRequest, edition: str, assignment_id: int) -> HttpResponse:
    """The frozen version beside the form. What is posted is saved first, then perhaps finished."""
    assignment = own_or_none(request, edition, assignment_id)
    kept = kept_forms.take(request) if request.method != "POST" else None
    if assignment is None:
        return _taken_page(request, edition, assignment_id, typed=kept or (request.POST or None))
    if answer := first_things_first(assignment):
        return answer
    if not may_write(assignment, at=request.received_at):
        return _closed_page(request, assignment, typed=kept or (request.POST or None))
    if request.method != "POST":
        return _page(request, assignment, kept=kept)
    return _saved(request, assignment, EvaluationForm(request.POST, criteria=assignment.criteria))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reopen_evaluation(request: SignedInRequest, edition: str, assignment_id: int) -> HttpResponse:
    """Make a finished evaluation a draft again."""
    assignment = own_or_404(request, edition, assignment_id)
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


def _saved(request: SignedInRequest, assignment: Assignment, form: EvaluationForm) -> HttpResponse:
    """Save whatever can be; a wrong number beside it keeps nobody's words from being saved."""
    form.is_valid()
    if "revision" in form.errors:
        return _page(request, assignment, form=form)
    try:
        saved = save_evaluation(assignment=assignment, by=request.user, received_at=request.received_at, **form.given())
    except EvaluationChangedMeanwhile as refusal:
        form.add_error(None, str(refusal))
        return _page(request, assignment, form=form, stored=presenter.as_stored(assignment, refusal.stored))
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, assignment, form=form)
    if form.errors:
        form.add_error(None, _("Everything else is saved as a draft."))
        return _page(request, assignment, form=form, revision=saved.revision)
    return _go_on(request, assignment, saved, form)


def _go_on(request: SignedInRequest, assignment: Assignment, saved: Evaluation, form: EvaluationForm) -> HttpResponse:
    """After saving: finish if asked, then the next one, or back to this one."""
    then = request.POST.get("then", STAY)
    title = {"title": title_of(assignment.entry)}
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
    following = own_work(assignment).following
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


def _page(
    request: SignedInRequest,
    assignment: Assignment,
    *,
    form: EvaluationForm | None = None,
    stored: Mapping[str, Any] | None = None,
    revision: int | None = None,
    kept: QueryDict | None = None,
) -> HttpResponse:
    own = own_work(assignment)
    values = presenter.stored_values(assignment, own)
    if kept:
        messages.warning(request, kept_forms.TYPED_TEXT_IS_BACK)
    is_finished = assignment.work is not None and assignment.work.finished_at is not None
    column = None
    if form is not None or not is_finished:
        typed = kept.dict() if kept else {}
        shown = form or EvaluationForm(initial={**values, **typed}, criteria=assignment.criteria)
        at = request.received_at
        column = presenter.form_column(assignment, shown, own, values, stored=stored, revision=revision, at=at)
    read = reading(assignment)
    context = {
        "header": presenter.header(assignment, own, title=read.dossier.title, at=request.received_at),
        "links": presenter.links(assignment, own),
        "reading": read,
        "form": form,
        "column": column,
        "at_form": bool(form or kept),
        "writing": room(assignment),
        "copies": device_copies(assignment, request.user),
        "given": given_rows(assignment, values) if is_finished and column is None else None,
        "can_reopen": is_finished,
    }
    return render(request, "judging/evaluation.html", context)


def _closed_page(request: SignedInRequest, assignment: Assignment, *, typed: Mapping[str, Any] | None) -> HttpResponse:
    """Too early or too late: the page says so, shows what is saved, and what was typed in vain."""
    own = own_work(assignment)
    read = reading(assignment)
    lost = typed_rows(assignment, typed) if typed is not None else None
    values = presenter.stored_values(assignment, own)
    context = {
        "header": presenter.header(assignment, own, title=read.dossier.title, at=request.received_at),
        "links": presenter.links(assignment, own),
        "reading": read,
        "state": presenter.closed_state(assignment, at=request.received_at, posted=lost is not None),
        "given": given_rows(assignment, values) if assignment.work else None,
        "typed": lost,
        "copies": device_copies(assignment, request.user),
    }
    return render(request, "judging/evaluation_closed.html", context)


def _taken_page(
    request: SignedInRequest, edition: str, assignment_id: int, *, typed: Mapping[str, Any] | None
) -> HttpResponse:
    """It was theirs: why it no longer is, and what was typed, to be copied. Nothing of the project."""
    assignment = lost_or_404(request, edition, assignment_id)
    context = {
        "page": taken_page(assignment),
        "typed": typed_rows(assignment, typed) if typed is not None else None,
        "copies": device_copies(assignment, request.user),
    }
    return render(request, "judging/evaluation_taken.html", context)
