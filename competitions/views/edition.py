"""What everybody may read of an edition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competitions.editions import edition_or_404
from competitions.presenters import edition_page, prose
from competitions.registries import panels


@require_safe
def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """What the edition is, when, with whom; and what can be done now."""
    competition = edition_or_404(request, edition)
    page = edition_page(competition, person=request.user, at=request.received_at)  # type: ignore[attr-defined]
    cards = panels.rendered("edition", request, competition)
    return render(request, "competitions/edition.html", {"page": page, "panels": cards})


@require_safe
def rules(request: HttpRequest, edition: str) -> HttpResponse:
    """The rules of the edition, as its organisers wrote them."""
    competition = edition_or_404(request, edition)
    cards = panels.rendered("rules", request, competition)
    context = {"edition": competition, "rules": prose(competition.rules_text, below=1), "panels": cards}
    return render(request, "competitions/rules.html", context)
