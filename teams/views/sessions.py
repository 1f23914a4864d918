"""Where I am signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from teams.domain.sessions import sign_out_elsewhere
from teams.presenters.sessions import session_rows
from teams.views.own import PersonRequest


@require_http_methods(["GET", "POST"])
@login_required
def sessions(request: PersonRequest) -> HttpResponse:
    if request.method == "POST":
        ended = sign_out_elsewhere(
            person=request.user, keep=request.session.session_key, by=request.user, at=request.received_at
        )
        words = ngettext("%(count)d other session has ended.", "%(count)d other sessions have ended.", ended)
        messages.success(request, words % {"count": ended} if ended else _("You are signed in nowhere else."))
        return redirect("teams:sessions")
    rows = session_rows(request.user, current=request.session.session_key, at=request.received_at)
    return render(request, "teams/sessions.html", {"rows": rows, "others": len(rows) > 1})
