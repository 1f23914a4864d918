"""Before a blind round: where a dossier says itself whose it is."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from competitions.editions import edition_or_404
from judging.domain.naming import in_entry, names_of_departments
from judging.models import Entry
from judging.presenters.blind import blind_page
from judging.views.president import followed_round_or_404
from judging.views.requests import SignedInRequest

PER_PAGE = 10  # every one is read in full


@require_safe
@login_required
def blind_check(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """For organisers: the entries of a blind round a page at a time, each with what names a member or a department."""
    competition = edition_or_404(request, edition)
    round = followed_round_or_404(request, competition, round_id)
    if not round.is_blind or not request.user.has_perm("competitions.organise", competition):
        raise Http404
    entries = Entry.objects.admitted().filter(round=round).with_names().order_by("pk")
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    departments, language = names_of_departments(), (get_language() or "ar")[:2]
    found = []
    for entry in page:
        entry.round = round
        found.append((entry, in_entry(entry, departments, language)))
    return render(request, "judging/pitch/blind.html", {"blind": blind_page(round, found), "page": page})
