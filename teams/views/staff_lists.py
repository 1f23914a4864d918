"""Where a focal point, or an organiser, invites the staff of a department from a list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.editions import edition_or_404
from competitions.models import Competition
from competitions.refusals import refusals
from teams.domain import staff_lists
from teams.forms.lists import StaffListForm
from teams.forms.parts import ConfirmForm
from teams.presenters import staff_lists as presenter
from teams.views.own import PersonRequest, posted


@require_http_methods(["GET", "POST"])
@login_required
def invite_staff(request: PersonRequest, edition: str) -> HttpResponse:
    """Paste addresses or choose a file; what comes of each is shown before anything is sent."""
    competition = _edition_or_404(request, edition)
    back = {"back_url": reverse("teams:department", kwargs={"edition": edition}), "back_label": _("Department")}
    departments = staff_lists.departments_of(request.user, competition, at=request.received_at)
    if reason := staff_lists.why_not(departments, competition, at=request.received_at):
        return render(request, "teams/reason.html", {"title": _("Invite the staff"), "reason": reason, **back})
    form = StaffListForm(posted(request), request.FILES or None, departments=departments)
    if form.is_valid():
        with refusals(form):
            people_list = staff_lists.preview_staff_list(
                competition=competition,
                department=form.cleaned_data["department"],
                upload=form.cleaned_data["file"],
                pasted=form.cleaned_data["pasted"],
                by=request.user,
                at=request.received_at,
            )
            return redirect("teams:staff_list", edition=edition, list_id=people_list.pk)
    lists = staff_lists.lists_of(request.user, competition, at=request.received_at)
    latest = presenter.latest_rows(lists[: presenter.LATEST], competition)
    context = {"form": form, "columns": presenter.latest_columns(), "latest": latest, "edition": competition, **back}
    return render(request, "teams/invite_staff.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def staff_list(request: PersonRequest, edition: str, list_id: int) -> HttpResponse:
    """What comes of each address of a list; confirmed, how far the invitations are."""
    competition = _edition_or_404(request, edition)
    lists = staff_lists.lists_of(request.user, competition, at=request.received_at)
    people_list = get_object_or_404(lists, pk=list_id)
    form = ConfirmForm(posted(request))
    if form.is_valid():
        with refusals(form):
            staff_lists.invite_staff(people_list=people_list, by=request.user, at=request.received_at)
            messages.success(request, _("The list is confirmed: the invitations are being written."))
            return redirect("teams:staff_list", edition=edition, list_id=list_id)
    waits = people_list.confirmed_at is None
    page = presenter.staff_list_page(people_list, staff_lists.rows_of(people_list) if waits else [])
    return render(request, "teams/staff_list.html", {"form": form, "page": page})


def _edition_or_404(request: PersonRequest, edition: str) -> Competition:
    """The edition, if the reader decides about people there. Raises Http404."""
    competition: Competition = edition_or_404(request, edition)
    if not request.user.has_perm("teams.see_department", competition):
        raise Http404
    return competition
