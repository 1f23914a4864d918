"""My account: one page from which everything about it is reached."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from teams.domain.second_factor import lacks_second_factor
from teams.presenters.account import account_rows
from teams.views.own import PersonRequest


@require_safe
@login_required
def account(request: PersonRequest) -> HttpResponse:
    return render(request, "teams/account.html", {"rows": account_rows(request.user, at=request.received_at)})


@require_safe
@login_required
def second_factor(request: PersonRequest) -> HttpResponse:
    """Why somebody has to set up a second factor before they go on, and how."""
    if not lacks_second_factor(request.user, at=request.received_at):
        return redirect("me")
    return render(request, "teams/second_factor.html")
