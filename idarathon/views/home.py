"""The front page of the site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from idarathon.editions import editions_of
from idarathon.landing import landing, past_editions


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the current edition, or say calmly that there is none."""
    editions = editions_of(request)
    past = past_editions(editions)
    if editions.current is None:
        return render(request, "idarathon/home_without_edition.html", {"past": past})
    page = landing(editions.current, editions=editions, person=request.user, at=editions.at)
    return render(request, "idarathon/home.html", {"page": page, "past": past})
