"""The results, for everybody once they are public."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competitions.editions import edition_or_404
from judging.domain.rule_changes import changes_of_edition
from judging.models import Award, Publication
from judging.presenters.register import register_rows
from judging.presenters.results import results_page
from judging.views.requests import StampedRequest


@require_safe
def results(request: StampedRequest, edition: str) -> HttpResponse:
    """Podium and awards. Before their moment, a preview for who follows the jury's work, and nothing for others."""
    competition = edition_or_404(request, edition)
    publication = Publication.objects.filter(competition=competition).first()
    is_public = publication is not None and publication.publish_at <= request.received_at
    if not is_public and not request.user.has_perm("judging.preview_results", competition):
        raise Http404
    awards = Award.objects.of_competition(competition)
    page = results_page(competition, awards, publication, at=request.received_at)
    return render(request, "judging/results.html", {"page": page})


@require_safe
def rule_changes(request: StampedRequest, edition: str) -> HttpResponse:
    """What was changed of the rules once the jury had begun to score: old, new, why, when."""
    competition = edition_or_404(request, edition)
    page = Paginator(changes_of_edition(competition), 50).get_page(request.GET.get("page"))
    rows = register_rows(page.object_list, competition.time_zone)
    return render(request, "judging/rounds/rule_changes.html", {"edition": competition, "rows": rows, "page": page})
