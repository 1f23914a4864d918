"""Drawings by lot, for everybody who wants to see that they were."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from competitions.editions import edition_or_404
from competitions.models import Competition
from judging.domain.lots import names_for
from judging.models import Draw
from judging.presenters.draws import as_json, draws_shown
from judging.views.requests import StampedRequest


@require_safe
def draws(request: StampedRequest, edition: str) -> HttpResponse:
    """Every seed that was published and what was drawn from it; entries are named to those who may know them."""
    competition = edition_or_404(request, edition)
    rows = list(_of(competition))
    known = names_for(request.user, competition, rows)
    shown = draws_shown(competition, rows, known.entries, known.jurors)
    return render(request, "judging/pitch/draws.html", {"draws": shown, "edition": competition})


@require_safe
def draw_json(request: StampedRequest, edition: str, draw_id: int) -> HttpResponse:
    """What one needs to draw again with a program of one's own; numbers alone."""
    draw = get_object_or_404(_of(edition_or_404(request, edition)).filter(drawn_at__isnull=False), pk=draw_id)
    response = HttpResponse(as_json(draw), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="draw-{draw.pk}.json"'
    return response


@require_safe
def draw_method(request: StampedRequest, edition: str) -> HttpResponse:
    """How a draw is computed, for whoever replays it in their own way."""
    edition_or_404(request, edition)
    paper = (settings.BASE_DIR / "docs" / "drawing-by-lot.md").read_text(encoding="utf-8")
    return HttpResponse(paper, content_type="text/plain; charset=utf-8")


def _of(competition: Competition) -> QuerySet[Draw]:
    return Draw.objects.filter(round__phase__competition=competition).select_related("round")
