"""The calendar of an edition, as a page and as a file."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from competitions.addresses import absolute
from competitions.editions import edition_or_404
from competitions.timetable import timeline, what_matters_now
from idarathon.calendars import calendar_rows
from idarathon.deadlines import own_deadlines
from idarathon.ics import icalendar


@require_safe
def calendar(request: HttpRequest, edition: str) -> HttpResponse:
    """Show the phases in words and, to somebody signed in, their own deadlines."""
    at = request.received_at  # type: ignore[attr-defined]
    competition = edition_or_404(request, edition)
    phases = list(competition.phases.all())
    zone = competition.time_zone
    return render(
        request,
        "idarathon/calendar.html",
        {
            "edition": competition,
            "timeline": timeline(phases, at=at, zone=zone),
            "deadline": what_matters_now(phases, at=at, zone=zone),
            "table": calendar_rows(phases, at=at, zone=zone),
            "own": own_deadlines(request.user, competition, at=at) if request.user.is_authenticated else [],
        },
    )


@require_safe
def calendar_ics(request: HttpRequest, edition: str) -> HttpResponse:
    """Hand out the same dates to calendar programs."""
    competition = edition_or_404(request, edition)
    content = icalendar(
        competition,
        competition.phases.all(),
        host=settings.SITE_HOST,
        url=absolute("calendar", edition=competition.slug),
        language=get_language() or settings.LANGUAGE_CODE,
        at=request.received_at,  # type: ignore[attr-defined]
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{competition.slug}.ics"'
    return response
