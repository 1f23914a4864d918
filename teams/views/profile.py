"""Who I am: one page, filled in once and corrected whenever something changes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.refusals import refusals
from teams import arrivals
from teams.domain.registration import complete_profile, departments_offered, what_is_missing
from teams.domain.windows import open_editions
from teams.forms import ProfileForm
from teams.presenters.standing import edition_standings
from teams.views.own import PersonRequest, posted


@require_http_methods(["GET", "POST"])
@login_required
def profile(request: PersonRequest) -> HttpResponse:
    form = ProfileForm(posted(request), person=request.user, at=request.received_at)
    if form.is_valid():
        with refusals(form):
            complete_profile(person=request.user, at=request.received_at, **form.cleaned_data)
            messages.success(request, _("Your profile is saved."))
            return redirect(_where_to(request))
    context = {
        "form": form,
        "missing": what_is_missing(request.user),
        "standings": edition_standings(request.user, open_editions(at=request.received_at)),
        "offered": departments_offered(request.user, at=request.received_at).exists(),
    }
    return render(request, "teams/profile.html", context)


def _where_to(request: PersonRequest) -> str:
    """Where the person came from if it is ours, else the invitation with which they came, else their own space."""
    came_from = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return came_from
    return arrivals.where_to(request) or reverse("me")
