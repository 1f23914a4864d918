"""Where the focal point of a department, or an organiser, says who serves there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.models import Competition
from competitions.refusals import Refusal, refusals
from teams.domain import eligibility
from teams.forms import DeclineForm
from teams.models import User
from teams.presenters import department as presenter
from teams.typed import isolated
from teams.views.own import PersonRequest, posted


@require_safe
@login_required
def department(request: PersonRequest, edition: str) -> HttpResponse:
    competition = _edition_or_404(request, edition)
    page = Paginator(presenter.waiting(request.user, competition), presenter.PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "above": presenter.above(request.user, competition),
        "page": page,
        "rows": presenter.candidate_rows(list(page.object_list), request.user, competition),
        "columns": presenter.decided_columns(),
        "decided": presenter.decided_rows(request.user, competition),
    }
    return render(request, "teams/department.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def vouch(request: PersonRequest, edition: str, person_id: int) -> HttpResponse:
    competition = _edition_or_404(request, edition)
    person = _person_or_404(request, competition, person_id)
    if request.method != "POST":  # back from the sign-in page, which the button led to
        return redirect("teams:department", edition=edition)
    try:
        eligibility.vouch(person=person, competition=competition, by=request.user, at=request.received_at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("You have vouched for %(name)s, who has been told.")
        messages.success(request, words % {"name": isolated(person.display_name)})
    return redirect("teams:department", edition=edition)


@require_http_methods(["GET", "POST"])
@login_required
def decline(request: PersonRequest, edition: str, person_id: int) -> HttpResponse:
    competition = _edition_or_404(request, edition)
    person = _person_or_404(request, competition, person_id)
    form = DeclineForm(posted(request))
    if form.is_valid():
        with refusals(form):
            eligibility.decline(
                person=person, competition=competition, by=request.user, at=request.received_at, **form.cleaned_data
            )
            words = _("%(name)s has been told, with your reason.")
            messages.success(request, words % {"name": isolated(person.display_name)})
            return redirect("teams:department", edition=edition)
    [row] = presenter.candidate_rows([person], request.user, competition)
    context = {
        "form": form,
        "row": row,
        "standing": presenter.standing_of(person, competition),
        "may_vouch": not eligibility.is_eligible(person, competition),
        "competition": competition,
    }
    return render(request, "teams/decline.html", context)


def _edition_or_404(request: PersonRequest, edition: str) -> Competition:
    competition = edition_or_404(request, edition)
    if not request.user.has_perm("teams.see_department", competition):
        raise Http404
    return competition


def _person_or_404(request: PersonRequest, competition: Competition, person_id: int) -> User:
    people: Any = eligibility.people_of(request.user, competition).select_related("department", "discipline")
    person: User = get_object_or_404(people, pk=person_id)
    return person
