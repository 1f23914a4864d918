"""Two accounts of one person: asking from the second, answering from the first."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from competitions.refusals import Refusal, refusals
from teams.domain.merging import answer_merge, ask_to_merge, request_with, require_open
from teams.domain.moving import require_may_become_one
from teams.forms.merging import MergeForm
from teams.forms.proof import ProofForm
from teams.models import MergeRequest
from teams.views.freshness import kept_from_proving
from teams.views.own import PersonRequest, posted


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def merge(request: PersonRequest) -> HttpResponse:
    """Ask for the number; the answer is the same whether somebody has it or not."""
    back = {"back_url": reverse("teams:profile"), "back_label": _("Back to my profile")}
    form = MergeForm(posted(request))
    if form.is_valid():
        limited: HttpResponse | None = ratelimit.consume_or_429(request, action="merge")
        if limited is not None:
            return limited
        with refusals(form):
            ask_to_merge(second=request.user, number=form.cleaned_data["number"], at=request.received_at)
            return render(request, "teams/merge_asked.html", back)
    return render(request, "teams/merge.html", {"form": form, **back})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def merge_answer(request: PersonRequest, token: str) -> HttpResponse:
    """Whoever was written to looks at what would happen, and says yes or no."""
    asked = request_with(token, first=request.user)
    if asked is None:
        raise Http404
    title = _("Another account of yours")
    back = {"back_url": reverse("teams:account"), "back_label": _("Back to my account")}
    try:
        require_open(asked, at=request.received_at)
        if "decline" in request.POST:
            return _declined(request, asked)
        require_may_become_one(asked.first, asked.second, at=request.received_at)
    except Refusal as refusal:
        return render(request, "teams/reason.html", {"title": title, "reason": str(refusal), **back})
    if (kept := kept_from_proving(request, title=title, **back)) is not None:
        return kept
    form = ProofForm(posted(request), person=request.user)
    if form.is_valid():
        with refusals(form):
            answer_merge(request=asked, accept=True, by=request.user, at=request.received_at)
            messages.success(request, _("The two accounts are one: everything of the other one is here now."))
            return redirect("teams:account")
    context = {"form": form, "title": title, "address": asked.second.email, **back}
    return render(request, "teams/merge_answer.html", context)


def _declined(request: PersonRequest, asked: MergeRequest) -> HttpResponse:
    answer_merge(request=asked, accept=False, by=request.user, at=request.received_at)
    messages.success(request, _("Nothing has changed. Whoever asked is told nothing about you."))
    return redirect("teams:account")
