"""The organiser tries what a phase asks, as a team would see it, before the phase opens."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from competitions.editions import edition_or_404
from competitions.models import Phase
from submissions.presenters.preview import preview_page
from teams.rules import organises


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preview(request: HttpRequest, edition: str, key: str) -> HttpResponse:
    """All sections on one page, for one theme; what is posted is checked and not kept."""
    competition = edition_or_404(request, edition)
    if not organises.test(request.user, competition):
        raise Http404
    phases = Phase.objects.filter(competition=competition, kind=Phase.Kind.SUBMISSION).select_related("competition")
    phase = get_object_or_404(phases, key=key)
    themes = competition.themes.all()
    wanted = request.GET.get("theme", "")
    theme = themes.filter(key=wanted).first() or themes.first()
    posted = request.POST if request.method == "POST" else None
    page = preview_page(phase, theme, posted, by=request.user, at=request.received_at)  # type: ignore[arg-type, attr-defined]
    return render(request, "submissions/preview.html", {"phase": phase, "theme": theme, "page": page})
