"""A member tells the organisers that the captain has disappeared."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.refusals import refusals
from teams.domain.captaincy import report_absent_captain, why_not_report
from teams.forms.captaincy import AbsenceForm
from teams.views.own import PersonRequest, act_page, my_team_or_404, posted, reason_page


@require_http_methods(["GET", "POST"])
@login_required
def captain_absent(request: PersonRequest, edition: str) -> HttpResponse:
    team = my_team_or_404(request, edition)
    if reason := why_not_report(team, request.user, at=request.received_at):
        return reason_page(request, team, reason)
    form = AbsenceForm(posted(request))
    if form.is_valid():
        with refusals(form):
            word = form.cleaned_data["word"]
            report_absent_captain(team=team, word=word, by=request.user, at=request.received_at)
            messages.success(request, _("The organisers have been told, and so has the captain."))
            return redirect("teams:team", edition=edition)
    points = [
        _("The organisers may appoint another member as captain. The present one stays a member."),
        _("The captain is told by mail. If they come back, the matter is closed."),
    ]
    return act_page(
        request,
        team,
        form,
        title=_("Is the captain missing?"),
        points=points,
        action=_("Tell the organisers"),
    )
