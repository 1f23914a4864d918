"""What the page of an evaluation asks for while its juror writes on it: to save by itself, and a fresh token."""

from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions import kept_forms
from competitions.editions import edition_or_404
from competitions.refusals import Refusal
from judging.domain.readiness import what_its_juror_lacks
from judging.domain.scoring import EvaluationChangedMeanwhile, save_evaluation
from judging.forms.evaluation import EvaluationForm
from judging.models import Assignment
from judging.presenters.autosaving import autosaved, saved_elsewhere
from judging.presenters.evaluation import as_stored
from judging.views.own import own_or_404
from judging.views.requests import SignedInRequest
from submissions.views.writing import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def autosave(request: SignedInRequest, edition: str, assignment_id: int) -> HttpResponse:
    """Save the draft; the answer says of each field what has become of it, and from what the next save starts."""
    assignment = own_or_404(request, edition, assignment_id, to_read=False)
    if request.method != "POST":  # back from the sign-in page
        return redirect("judging:evaluation", edition=edition, assignment_id=assignment_id)
    if what_its_juror_lacks(assignment) is not None:
        raise Http404
    if kept_forms.written_by_another(request):
        return JsonResponse({"outcome": "other_person"}, status=409)
    form = EvaluationForm(request.POST, criteria=assignment.criteria)
    form.is_valid()
    if "revision" in form.errors:
        return JsonResponse({"outcome": "refused"}, status=400)
    try:
        saved = save_evaluation(assignment=assignment, by=request.user, received_at=request.received_at, **form.given())
    except EvaluationChangedMeanwhile as refusal:
        return JsonResponse(saved_elsewhere(as_stored(assignment, refusal.stored)), status=409)
    except Refusal as refusal:
        return JsonResponse({"outcome": "closed", "reason": str(refusal)}, status=409)
    return JsonResponse(autosaved(assignment, saved, form))


@require_safe
@never_cache
@signed_in
def token(request: SignedInRequest, edition: str) -> HttpResponse:
    """A fresh token for a page whose own has gone out of date, as it does when one signs in again elsewhere."""
    competition = edition_or_404(request, edition)
    if not Assignment.objects.of(request.user).of_competition(competition).exists():
        raise Http404
    return JsonResponse({"token": get_token(request)})
