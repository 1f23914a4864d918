"""Where the focal point of a department, or an organiser, says who serves there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.models import Competition
from competitions.refusals import Refusal, refusals
from competitions.registries import panels
from teams.domain import eligibility
from teams.domain.payroll import attest_no_payroll_number
from teams.forms.department import DeclineForm, ticked
from teams.models import User
from teams.presenters import candidate
from teams.presenters import department as presenter
from teams.typed import isolated
from teams.views.own import PersonRequest, posted


@require_safe
@login_required
def department(request: PersonRequest, edition: str) -> HttpResponse:
    """One part of the page at a time: who waits, who came in by their address, about whom it was decided."""
    desk = desk_or_404(request, edition)
    part, typed = request.GET.get("show", presenter.WAITING), request.GET.get("q", "")
    if part not in presenter.PARTS:
        raise Http404
    counts = presenter.counts(desk)
    page = presenter.page_of(desk, part, typed=typed, number=request.GET.get("page"), count=counts[part])
    context = {
        "desk": desk,
        "part": part,
        "page": page,
        "typed": typed,
        "kept": [("show", part)],
        "tabs": presenter.tabs(desk, part, counts),
        "links": presenter.links(desk.competition),
        "panels": panels.rendered("department", request, desk.competition),
    }
    if part == presenter.WAITING:
        people, all_ticked = list(page.object_list), request.GET.get("select") == str(page.number)
        boxes = {person.pk for person in people} if all_ticked else set(ticked(request.GET))
        rows = candidate.candidate_rows(people, desk, ticked=boxes)
        return render(request, "teams/department.html", context | {"rows": rows, "checked": all_ticked})
    table = presenter.decision_rows(list(page.object_list), part, desk.competition)
    columns = presenter.columns(part)
    return render(request, "teams/department_decided.html", context | {"rows": table, "columns": columns})


@require_http_methods(["GET", "POST"])
@login_required
def vouch(request: PersonRequest, edition: str, person_id: int) -> HttpResponse:
    desk = desk_or_404(request, edition)
    person = _person_or_404(desk, person_id)
    if request.method != "POST":  # back from the sign-in page, which the button led to
        return redirect("teams:department", edition=edition)
    try:
        eligibility.vouch(person=person, competition=desk.competition, by=request.user, at=request.received_at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("You have vouched for %(name)s, who has been told.")
        messages.success(request, words % {"name": isolated(person.display_name)})
    return redirect("teams:department", edition=edition)


@require_http_methods(["GET", "POST"])
@login_required
def decline(request: PersonRequest, edition: str, person_id: int) -> HttpResponse:
    """The page of one person: what is known of them, and everything that can be said about them."""
    desk = desk_or_404(request, edition)
    person, competition = _person_or_404(desk, person_id), desk.competition
    form = DeclineForm(posted(request))
    if form.is_valid():
        with refusals(form):
            eligibility.decline(
                person=person, competition=competition, by=request.user, at=request.received_at, **form.cleaned_data
            )
            words = _("%(name)s has been told, with your reason.")
            messages.success(request, words % {"name": isolated(person.display_name)})
            return redirect("teams:department", edition=edition)
    return render(request, "teams/decline.html", {"form": form, **_about(person, desk)})


def _about(person: User, desk: presenter.Desk) -> dict[str, Any]:
    [row] = candidate.candidate_rows([person], desk)
    is_eligible = eligibility.is_eligible(person, desk.competition)
    return {
        "row": row,
        "facts": candidate.facts(person),
        "standing": candidate.standing_of(person, desk.competition),
        "is_eligible": is_eligible,
        "too_late": eligibility.why_no_objection(person, desk.competition, by=desk.reader),
        "lacks_payroll_number": person.without_payroll_number,  # type: ignore[attr-defined]
        "competition": desk.competition,
    }


@require_http_methods(["GET", "POST"])
@login_required
def attest(request: PersonRequest, edition: str, person_id: int) -> HttpResponse:
    """The word of the reader that the person has no payroll number."""
    desk = desk_or_404(request, edition)
    person = _person_or_404(desk, person_id)
    if request.method == "POST":
        about: Any = {"person": person, "competition": desk.competition}
        try:
            attest_no_payroll_number(**about, by=request.user, at=request.received_at)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            words = _("It is recorded that %(name)s has no payroll number.")
            messages.success(request, words % {"name": isolated(person.display_name)})
    return redirect("teams:decline", edition=edition, person_id=person_id)


def desk_or_404(request: PersonRequest, edition: str) -> presenter.Desk:
    """The desk of the reader in the edition, if they decide about anybody there. Raises Http404."""
    competition: Competition = edition_or_404(request, edition)
    if not request.user.has_perm("teams.see_department", competition):
        raise Http404
    return presenter.desk_of(request.user, competition, at=request.received_at)


def _person_or_404(desk: presenter.Desk, person_id: int) -> User:
    person: User = get_object_or_404(desk.people(), pk=person_id)
    return person
