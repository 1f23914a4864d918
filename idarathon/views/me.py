"""A person's own page: what they must do next, and by when."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from idarathon.dashboards import dashboard


@login_required
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Show the next step of everything the person is, in the editions that are running."""
    return render(request, "idarathon/me.html", {"page": dashboard(request)})
