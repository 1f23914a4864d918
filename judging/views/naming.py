"""The president names the projects of a round, one by one and with a reason each."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.folding import fold
from competitions.refusals import refusals
from judging.domain.entering import may_be_named, name_project, take_name_back
from judging.forms.rounds import DecisionForm
from judging.models import Entry, Round
from judging.presenters import naming as presenter
from judging.views.requests import SignedInRequest


@require_safe
@never_cache
@login_required
def naming(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Those that are named, and those that may be, searched by name."""
    round = _round_or_404(request, edition, round_id)
    typed = request.GET.get("q", "")[:100]
    named = list(Entry.objects.filter(round=round).with_names().defer("version__content").order_by("pk"))
    free = may_be_named(round).exclude(project__in=[entry.project_id for entry in named]).without_content()
    found = _searched(free, typed).select_related("project__team", "theme")
    page = Paginator(found, presenter.PER_PAGE).get_page(request.GET.get("page"))
    shown = presenter.naming_page(round, named, page, typed)
    return render(request, "judging/rounds/naming.html", {"naming": shown, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def name_one(request: SignedInRequest, edition: str, round_id: int, project_id: int) -> HttpResponse:
    """Why a project enters; or, once it is named, the way out again."""
    round = _round_or_404(request, edition, round_id)
    choice = may_be_named(round).without_content().select_related("project__team", "theme")
    version = get_object_or_404(choice, project=project_id)
    entry = Entry.objects.filter(round=round, project=project_id).select_related("round__phase__competition").first()
    takes_back = entry is not None and "back" in request.POST
    about: Any = {"by": request.user, "at": request.received_at}
    form = DecisionForm(request.POST or None, initial={"reason": entry.named_because if entry else ""})
    if takes_back or form.is_valid():
        with refusals(form):
            if takes_back and entry is not None:
                take_name_back(entry=entry, **about)
                messages.success(request, _("The project is no longer named."))
            else:
                name_project(round=round, project=version.project, reason=form.cleaned_data["reason"], **about)
                messages.success(request, _("The project is named."))
            return redirect("judging:naming", edition=edition, round_id=round_id)
    context = {"form": form, "header": presenter.name_header(round, version), "is_named": entry is not None}
    return render(request, "judging/rounds/name_one.html", context)


def _round_or_404(request: SignedInRequest, edition: str, round_id: int) -> Round:
    """A round whose projects the reader names. Raises Http404."""
    competition = edition_or_404(request, edition)
    if not request.user.has_perm("judging.preside", competition):
        raise Http404
    rounds = Round.objects.of_competition(competition).filter(entry_rule=Round.EntryRule.NAMED)
    return get_object_or_404(rounds.select_related("phase__competition", "submission_phase"), pk=round_id)


def _searched(versions: Any, typed: str) -> Any:
    for word in fold(typed).split():
        versions = versions.filter(
            Q(project__title_key__contains=word)
            | Q(project__team__name_ar_key__contains=word)
            | Q(project__team__name_latin_key__contains=word)
        )
    return versions
