"""A person's own appointments at a session of pitches."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from competitions.editions import edition_or_404
from judging.domain.pitching.appearing import appearances_of
from judging.presenters.pitch_calendar import calendar_of, own_pitches
from judging.views.requests import SignedInRequest


@require_safe
@never_cache
@login_required
def own_pitch(request: SignedInRequest, edition: str) -> HttpResponse:
    """When and where the team pitches, once it has been told."""
    competition = edition_or_404(request, edition)
    slots = appearances_of(request.user, competition).own
    if not slots:
        raise Http404
    pitches = own_pitches(competition, slots, at=request.received_at)
    return render(request, "judging/pitch/own.html", {"pitches": pitches, "edition": competition})


@require_safe
@never_cache
@login_required
def pitch_ics(request: SignedInRequest, edition: str) -> HttpResponse:
    """The same, and what a juror hears, for calendar programs."""
    competition = edition_or_404(request, edition)
    appearances = appearances_of(request.user, competition)
    if not (appearances.own or appearances.judged):
        raise Http404
    content = calendar_of(
        competition,
        appearances,
        host=settings.SITE_HOST,
        language=get_language() or settings.LANGUAGE_CODE,
        at=request.received_at,
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{competition.slug}-pitch.ics"'
    return response
