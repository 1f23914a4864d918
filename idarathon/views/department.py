"""The teams of a department, for its focal point."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from idarathon.department import department_teams
from teams.views.department import desk_or_404
from teams.views.own import PersonRequest


@require_safe
@login_required
def department(request: PersonRequest, edition: str) -> HttpResponse:
    """Show how far the department's teams are, and its figures."""
    desk = desk_or_404(request, edition)
    page = department_teams(desk, number=request.GET.get("page"))
    return render(request, "idarathon/department_teams.html", {"shown": page, "page": page.page, "desk": desk})
